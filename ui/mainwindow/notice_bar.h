#pragma once

#include <QWidget>

class QHBoxLayout;

namespace dass {

class ElidedLabel;
class HintButton;

// The bar under the header that tells something without stopping anything. One notice at a time; the newest stays until
// it is closed.
class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void showNotice(const QString& title, const QString& text);
    void showSuccess(const QString& title, const QString& text); // nothing to worry about
    // With two buttons for what can be done about it.
    void showOffer(const QString& title, const QString& text, const QString& accept, const QString& decline);
    void withdrawOffer(); // if it is what is shown

signals:
    void accepted();
    void declined();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Mark { Warning, Success, Offer };
    void tell(Mark mark, const QString& title, const QString& text);

    Mark m_mark = Mark::Warning;
    ElidedLabel* m_title;
    ElidedLabel* m_text;
    HintButton* m_accept;
    HintButton* m_decline;
};

} // namespace dass
