#include "ui/mainwindow/notice_bar.h"

#include "ui/mainwindow/notice_row.h"
#include "ui/widgets/hint_button.h"

#include <QVBoxLayout>

namespace dass {

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent), m_offer(new NoticeRow(this)), m_notice(new NoticeRow(this)),
      m_accept(new HintButton({}, {}, m_offer)), m_decline(new HintButton({}, {}, m_offer))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_offer->addButton(m_accept);
    m_offer->addButton(m_decline);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_offer);
    rows->addWidget(m_notice);
    connect(m_accept, &QPushButton::clicked, this, &NoticeBar::accepted);
    connect(m_decline, &QPushButton::clicked, this, &NoticeBar::declined);
    for (const NoticeRow* row : {m_offer, m_notice})
        connect(row, &NoticeRow::shownChanged, this, &NoticeBar::fit);
    fit();
}

void NoticeBar::showNotice(const QString& title, const QString& text)
{
    m_notice->tell(NoticeRow::Mark::Warning, title, text);
}

void NoticeBar::showSuccess(const QString& title, const QString& text)
{
    m_notice->tell(NoticeRow::Mark::Success, title, text);
}

void NoticeBar::showOffer(const QString& title, const QString& text, const QString& accept, const QString& decline)
{
    m_accept->setText(accept);
    m_decline->setText(decline);
    m_offer->tell(NoticeRow::Mark::Offer, title, text);
}

void NoticeBar::withdrawOffer()
{
    m_offer->dismiss();
}

void NoticeBar::fit()
{
    setVisible(!m_offer->isHidden() || !m_notice->isHidden());
}

} // namespace dass
