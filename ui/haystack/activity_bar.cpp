#include "ui/haystack/activity_bar.h"

#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

namespace dass {

namespace {

constexpr int kHeight = 40;
constexpr int kBarWidth = 136;

} // namespace

ActivityBar::ActivityBar(QWidget* parent)
    : QWidget(parent), m_play(makeIconButton(Icon::Play, tr("Hear the mixture"), this)),
      m_time(new ElidedLabel(TextSize::Large, TextTone::Text, this)),
      m_length(new ElidedLabel(TextSize::Body, TextTone::Secondary, this)), m_what(new ElidedLabel(this)),
      m_bar(new QProgressBar(this)), m_percent(new ElidedLabel(this)),
      m_left(new ElidedLabel(TextSize::Body, TextTone::Secondary, this))
{
    setFixedHeight(kHeight);
    m_play->setFixedSize(28, 26);
    m_time->setWeight(QFont::DemiBold);
    m_time->setWidthFor(clockText(0));
    m_what->setElideMode(Qt::ElideMiddle);
    m_what->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(kBarWidth, 12);
    m_bar->setAccessibleName(tr("Progress"));
    m_percent->setWeight(QFont::DemiBold);
    m_percent->setWidthFor(percentText(1));
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 1, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_play);
    row->addWidget(m_time);
    row->addWidget(m_length);
    row->addSpacing(16);
    row->addWidget(m_what, 1);
    row->addWidget(m_bar);
    row->addWidget(m_percent);
    row->addWidget(m_left);
    connect(m_play, &QToolButton::clicked, this, &ActivityBar::playRequested);
    setTime(0, 0);
    showIdle({});
}

void ActivityBar::setPlayable(bool playable, const QString& why)
{
    m_play->setEnabled(playable);
    m_play->setToolTip(playable ? tr("Hear the mixture from the mark, or from just before the needle") : why);
}

void ActivityBar::setPlaying(bool playing)
{
    m_play->setIcon(themedIcon(playing ? Icon::Pause : Icon::Play));
    m_play->setAccessibleName(playing ? tr("Stop the sound") : tr("Hear the mixture"));
}

void ActivityBar::setTime(double seconds, double length)
{
    m_time->setText(clockText(seconds));
    m_length->setText(QStringLiteral("/ %1").arg(clockText(length, false)));
    m_time->setEnabled(length > 0);
    m_length->setEnabled(length > 0);
}

void ActivityBar::showIdle(const QString& words)
{
    m_what->setTone(TextTone::Secondary);
    m_what->setText(words);
    m_bar->hide();
    m_percent->hide();
    m_left->hide();
}

void ActivityBar::showProgress(const QString& what, double share, const QString& left)
{
    m_what->setTone(TextTone::Text);
    m_what->setText(what);
    m_bar->setValue(qRound(share * 1000));
    m_percent->setText(percentText(share));
    m_left->setText(left);
    m_bar->show();
    m_percent->show();
    m_left->setVisible(!left.isEmpty());
}

void ActivityBar::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(QRect(0, 0, width(), 1), tokens().hairline);
}

} // namespace dass
