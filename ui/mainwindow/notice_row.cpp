#include "ui/mainwindow/notice_row.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
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

NoticeRow::NoticeRow(QWidget* parent)
    : QWidget(parent), m_title(new ElidedLabel(this)), m_text(new ElidedLabel(this)), m_row(new QHBoxLayout(this))
{
    setFixedHeight(kHeight);
    m_title->setWeight(QFont::DemiBold);
    auto* cross = makeIconButton(Icon::Close, tr("Close this notice"), this);
    cross->setFixedSize(26, 26);
    connect(cross, &QToolButton::clicked, this, &NoticeRow::dismiss);
    m_row->setContentsMargins(12 + kIcon + 8, 0, 12, 1);
    m_row->setSpacing(8);
    m_row->addWidget(m_title);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(cross);
    hide();
}

void NoticeRow::addButton(QWidget* button)
{
    m_row->insertWidget(m_row->count() - 1, button);
}

void NoticeRow::tell(Mark mark, const QString& title, const QString& text)
{
    m_mark = mark;
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(title + ' ' + text);
    show();
    update();
    emit shownChanged();
}

void NoticeRow::dismiss()
{
    hide();
    emit shownChanged();
}

void NoticeRow::paintEvent(QPaintEvent*)
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
