#include "ui/mainwindow/notice_bar.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <utility>

namespace dass {

namespace {

constexpr int kHeight = 40;
constexpr int kIcon = 16;

} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_text(new ElidedLabel(this)),
      m_accept(new HintButton({}, {}, this)), m_decline(new HintButton({}, {}, this))
{
    setFixedHeight(kHeight);
    m_title->setWeight(QFont::DemiBold);
    auto* close = makeIconButton(Icon::Close, tr("Close this notice"), this);
    close->setFixedSize(26, 26);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12 + kIcon + 8, 0, 12, 1);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_text, 1);
    row->addWidget(m_accept);
    row->addWidget(m_decline);
    row->addWidget(close);
    connect(m_accept, &QPushButton::clicked, this, &NoticeBar::accepted);
    connect(m_decline, &QPushButton::clicked, this, &NoticeBar::declined);
    m_accept->hide();
    m_decline->hide();
    hide();
}

void NoticeBar::showNotice(const QString& title, const QString& text)
{
    tell(Mark::Warning, title, text);
}

void NoticeBar::showSuccess(const QString& title, const QString& text)
{
    tell(Mark::Success, title, text);
}

void NoticeBar::tell(Mark mark, const QString& title, const QString& text)
{
    m_mark = mark;
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title + ' ' + text);
    m_accept->hide();
    m_decline->hide();
    show();
    update();
}

void NoticeBar::showOffer(const QString& title, const QString& text, const QString& accept, const QString& decline)
{
    tell(Mark::Offer, title, text);
    m_accept->setText(accept);
    m_decline->setText(decline);
    m_accept->show();
    m_decline->show();
}

void NoticeBar::withdrawOffer()
{
    if (!m_accept->isHidden())
        hide();
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    painter.fillRect(rect(), t.notice);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.hairline);
    const auto [icon, colour] = m_mark == Mark::Warning   ? std::pair(Icon::Warning, t.warning)
                                : m_mark == Mark::Success ? std::pair(Icon::Success, t.success)
                                                          : std::pair(Icon::Info, t.secondary);
    painter.drawPixmap(12, (height() - kIcon) / 2, iconPixmap(icon, colour, kIcon, devicePixelRatioF()));
}

} // namespace dass
