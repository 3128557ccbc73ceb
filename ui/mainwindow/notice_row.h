#pragma once

#include <QWidget>

#include <cstdint>

class QHBoxLayout;

namespace dass {

class ElidedLabel;

// A line of the NoticeBar: a mark, a title, a sentence, what can be done about it, and a cross that closes it.
class NoticeRow : public QWidget
{
    Q_OBJECT
public:
    enum class Mark : std::uint8_t { Warning, Success, Offer };

    explicit NoticeRow(QWidget* parent); // hidden

    void addButton(QWidget* button); // left of the cross
    void tell(Mark mark, const QString& title, const QString& text);
    void dismiss();

signals:
    void shownChanged();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Mark m_mark = Mark::Warning;
    ElidedLabel* m_title;
    ElidedLabel* m_text;
    QHBoxLayout* m_row;
};

} // namespace dass
