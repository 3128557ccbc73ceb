#pragma once

#include <QString>
#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace dass {

class ElidedLabel;
enum class Icon;

// A 1 px separator.
class Hairline : public QWidget
{
    Q_OBJECT
public:
    explicit Hairline(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

// A title row of 28 px (title, a hint on the right, one icon button) over the panel's content.
class Panel : public QWidget
{
    Q_OBJECT
public:
    explicit Panel(const QString& title, QWidget* parent = nullptr);

    static constexpr int kInset = 12;
    static constexpr int kTitleHeight = 28;

    void setHint(const QString& hint);
    QToolButton* addButton(Icon icon, const QString& toolTip);
    // Content goes below the title; the layout has no side margins of its own.
    QVBoxLayout* body() const { return m_body; }

private:
    QWidget* m_titleRow;
    ElidedLabel* m_hint;
    QVBoxLayout* m_body;
};

// Label on the left in secondary, value on the right; an optional second line below the value.
class ValueRow : public QWidget
{
    Q_OBJECT
public:
    explicit ValueRow(const QString& label, QWidget* parent = nullptr);
    void setValue(const QString& value);
    void setNote(const QString& note);
    QString value() const;

private:
    ElidedLabel* m_value;
    ElidedLabel* m_note;
};

// A small flat button with an icon.
QToolButton* makeIconButton(Icon icon, const QString& toolTip, QWidget* parent);

} // namespace dass
