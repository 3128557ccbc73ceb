#pragma once

#include <QWidget>

namespace dass {

class HintButton;
class NoticeRow;

// The bar under the header that tells something without stopping anything: a notice, of which the newest stays until it
// is closed, and above it an offer, which stays whatever is told meanwhile until it is answered, withdrawn or closed.
class NoticeBar : public QWidget
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget* parent = nullptr);

    void showNotice(const QString& title, const QString& text);
    void showSuccess(const QString& title, const QString& text); // nothing to worry about
    // With two buttons for what can be done about it; in place of an earlier offer.
    void showOffer(const QString& title, const QString& text, const QString& accept, const QString& decline);
    void withdrawOffer(); // if there is one

signals:
    void accepted();
    void declined();

private:
    void fit(); // there only with a row

    NoticeRow* m_offer;
    NoticeRow* m_notice;
    HintButton* m_accept;
    HintButton* m_decline;
};

} // namespace dass
