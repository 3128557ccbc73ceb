#pragma once

#include <QPushButton>
#include <QString>

namespace dass {

// A push button that names its shortcut in small letters after its text.
class HintButton : public QPushButton
{
    Q_OBJECT
public:
    explicit HintButton(const QString& text, const QString& hint = {}, QWidget* parent = nullptr);
    void setHint(const QString& hint);
    void setPrimary(bool primary); // the accent-filled button of a view

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool isPrimary() const;
    int contentWidth() const;

    QString m_hint;
};

} // namespace dass
