#include "ui/mainwindow/transport_bar.h"

#include "ui/mainwindow/listen_menu.h"
#include "ui/mainwindow/speed_menu.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/key_names.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text_format.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QSlider>
#include <QToolButton>

#include <algorithm>

namespace dass {

namespace {

constexpr int kHeight = 40;
constexpr int kButton = 28;
constexpr int kVolumeWidth = 72;
constexpr int kBarWidth = 136;
constexpr int kNarrowest = 40; // of slider and progress, where there is no room
constexpr int kMenuWidth = 44;

QToolButton* makeActionButton(QAction* action, QWidget* parent)
{
    auto* button = makeIconButton(Icon::Play, QString(), parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAccessibleName(withoutMnemonic(action->text()));
    button->setFixedSize(kButton, kButton - 2);
    return button;
}

// Says in a word or two what is chosen in the menu.
QToolButton* makeMenuButton(QMenu* menu, QWidget* parent)
{
    auto* button = makeIconButton(Icon::Play, QString(), parent);
    button->setIcon({});
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(menu);
    button->setMinimumSize(kMenuWidth, kButton - 2);
    button->setMaximumSize(QWIDGETSIZE_MAX, kButton - 2);
    return button;
}

} // namespace

TransportBar::TransportBar(const Actions& actions, double volume, QWidget* parent) : QWidget(parent)
{
    setFixedHeight(kHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 1, 8, 0);
    row->setSpacing(0);
    m_playback = makePlayback(actions, volume);
    m_listening = makeListening(actions.listen);
    m_activity = makeActivity();
    row->addWidget(m_playback);
    row->addWidget(m_listening);
    row->addWidget(makeSelection());
    row->addStretch(1);
    row->addWidget(m_activity);
    setTime(0, 0);
    clearSelection();
    showIdle({});
}

QWidget* TransportBar::makePlayback(const Actions& actions, double volume)
{
    auto* part = new QWidget(this);
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    m_play = makeActionButton(actions.play, part);
    m_play->setAutoRaise(false);
    row->addWidget(makeActionButton(actions.back, part));
    row->addSpacing(2);
    row->addWidget(m_play);
    row->addSpacing(2);
    row->addWidget(makeActionButton(actions.forward, part));
    row->addWidget(makeActionButton(actions.loop, part));
    row->addSpacing(12);
    m_time = new ElidedLabel(TextSize::Large, TextTone::Text, part);
    m_time->setWeight(QFont::DemiBold);
    m_time->setWidthFor(clockText(0));
    m_length = new ElidedLabel(TextSize::Body, TextTone::Secondary, part);
    row->addWidget(m_time);
    row->addSpacing(4);
    row->addWidget(m_length);
    row->addSpacing(16);
    m_mute = makeIconButton(Icon::Volume, tr("Mute"), part);
    m_mute->setCheckable(true);
    m_mute->setFixedSize(kButton - 2, kButton - 2);
    m_volume = new QSlider(Qt::Horizontal, part);
    m_volume->setRange(0, 100);
    m_volume->setValue(qRound(volume * 100));
    m_volume->setFixedHeight(18);
    m_volume->setMinimumWidth(kNarrowest);
    m_volume->setMaximumWidth(kVolumeWidth);
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_mute);
    row->addWidget(m_volume);
    row->addSpacing(4);
    row->addWidget(makeSpeed(actions.speed, part));
    const auto tell = [this] {
        const bool silent = m_mute->isChecked() || m_volume->value() == 0;
        m_mute->setIcon(themedIcon(silent ? Icon::VolumeOff : Icon::Volume));
        m_volume->setToolTip(tr("Volume %1 %").arg(m_volume->value()));
        emit volumeChanged(m_mute->isChecked() ? 0 : m_volume->value() / 100.0);
    };
    connect(m_volume, &QSlider::valueChanged, this, tell);
    connect(m_mute, &QToolButton::toggled, this, tell);
    return part;
}

QWidget* TransportBar::makeSpeed(SpeedMenu* menu, QWidget* parent)
{
    QToolButton* button = makeMenuButton(menu, parent);
    const auto tell = [button, menu] {
        button->setText(menu->words());
        button->setToolTip(tr("Speed and gain of what is played: %1").arg(menu->words()));
        button->setAccessibleName(tr("Speed and gain, %1").arg(menu->words()));
    };
    connect(menu, &SpeedMenu::changed, button, tell);
    tell();
    return button;
}

QWidget* TransportBar::makeListening(ListenMenu* menu)
{
    QToolButton* button = makeMenuButton(menu, this);
    const auto tell = [this, button, menu] {
        button->setText(menu->shortWords());
        button->setToolTip(
            KeyNames::instance().withKeys(tr("Channels that are heard: %1").arg(menu->words()), "play.listen_next"));
        button->setAccessibleName(tr("Listen to: %1").arg(menu->words()));
        m_hasChannels = menu->channels() > 1;
    };
    connect(menu, &ListenMenu::wordsChanged, button, [this, tell] {
        tell();
        fit();
    });
    connect(&KeyNames::instance(), &KeyNames::changed, button, tell);
    tell();
    return button;
}

QWidget* TransportBar::makeSelection()
{
    m_selection = new QWidget(this);
    auto* row = new QHBoxLayout(m_selection);
    row->setContentsMargins(16, 0, 0, 0);
    row->setSpacing(8);
    auto* line = new Hairline(Qt::Vertical, m_selection);
    line->setFixedHeight(20);
    m_kind = new ElidedLabel(TextSize::Body, TextTone::Secondary, m_selection);
    m_span = new ElidedLabel(m_selection);
    m_duration = new ElidedLabel(TextSize::Body, TextTone::Secondary, m_selection);
    row->addWidget(line);
    row->addSpacing(6);
    row->addWidget(m_kind);
    row->addWidget(m_span);
    row->addWidget(m_duration);
    return m_selection;
}

QWidget* TransportBar::makeActivity()
{
    auto* part = new QWidget(this);
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(16, 0, 4, 0);
    row->setSpacing(8);
    auto* failedIcon = new QLabel(part);
    m_failedIcon = failedIcon;
    m_failedIcon->setFixedSize(16, 16);
    m_what = new ElidedLabel(part);
    m_what->setElideMode(Qt::ElideMiddle);
    m_bar = new QProgressBar(part);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(12);
    m_bar->setMinimumWidth(kNarrowest);
    m_bar->setMaximumWidth(kBarWidth);
    m_bar->setAccessibleName(tr("Progress"));
    m_percent = new ElidedLabel(part);
    m_percent->setWeight(QFont::DemiBold);
    m_percent->setWidthFor(percentText(1));
    m_percent->setAlignment(Qt::AlignRight);
    m_speed = new ElidedLabel(TextSize::Body, TextTone::Secondary, part);
    m_left = new ElidedLabel(TextSize::Body, TextTone::Secondary, part);
    m_pause = new HintButton({}, {}, part);
    setPaused(false);
    m_cancel = new HintButton(tr("Cancel"), {}, part);
    m_cancel->setToolTip(tr("Stop the run; what is tagged stays"));
    const auto showKeys = [this] {
        m_cancel->setHint(KeyNames::instance().of("analyze.cancel"));
        setPaused(m_paused);
    };
    connect(&KeyNames::instance(), &KeyNames::changed, this, showKeys);
    showKeys();
    m_nextFailed = new HintButton(tr("Next failed"), {}, part);
    row->addWidget(m_failedIcon);
    row->addWidget(m_what);
    row->addWidget(m_bar);
    row->addWidget(m_percent);
    row->addSpacing(4);
    row->addWidget(m_speed);
    row->addWidget(m_left);
    row->addSpacing(8);
    row->addWidget(m_pause);
    row->addWidget(m_cancel);
    row->addWidget(m_nextFailed);
    connect(m_pause, &QPushButton::clicked, this, &TransportBar::pauseRequested);
    connect(m_cancel, &QPushButton::clicked, this, &TransportBar::cancelRequested);
    connect(m_nextFailed, &QPushButton::clicked, this, &TransportBar::nextFailedRequested);
    const auto drawIcon = [this, failedIcon] {
        failedIcon->setPixmap(iconPixmap(Icon::Error, tokens().danger, 16, devicePixelRatioF()));
    };
    connect(&Theme::instance(), &Theme::changed, this, drawIcon);
    drawIcon();
    return part;
}

void TransportBar::setTime(std::int64_t sample, std::int64_t length)
{
    m_sample = sample;
    showTimes();
    m_length->setText(QStringLiteral("/ %1").arg(sampleClockText(length, false)));
    m_time->setEnabled(length > 0);
    m_length->setEnabled(length > 0);
}

void TransportBar::setClockStart(const std::optional<double>& secondsOfDay)
{
    m_clockStart = secondsOfDay;
    showTimes();
}

void TransportBar::showTimes()
{
    m_time->setText(sampleTimeText(m_sample, m_clockStart));
    m_span->setText(QStringLiteral("%1 – %2").arg(sampleTimeText(m_spanStart, m_clockStart),
                                                  sampleTimeText(m_spanEnd, m_clockStart)));
}

void TransportBar::setPlaying(bool playing)
{
    m_play->defaultAction()->setIcon(themedIcon(playing ? Icon::Pause : Icon::Play));
    m_play->setAccessibleName(playing ? tr("Pause") : tr("Play"));
}

void TransportBar::setSelection(const QString& kind, std::int64_t start, std::int64_t end)
{
    m_kind->setText(kind);
    m_spanStart = start;
    m_spanEnd = end;
    showTimes();
    m_duration->setText(shortDurationText(static_cast<double>(end - start) / 16000.0));
    m_hasSelection = true;
    fit();
}

void TransportBar::clearSelection()
{
    m_hasSelection = false;
    fit();
}

// In a narrow window the selection, which the plots show as well, makes room for what goes on, and so does the choice
// of channels, which is in the menu as well. Then the words about that are shortened, and the recording's length only
// where there is no other way.
void TransportBar::fit()
{
    const QMargins margins = layout()->contentsMargins();
    const int choice = m_listening->sizeHint().width();
    const int taken = m_playback->minimumSizeHint().width() + m_activity->minimumSizeHint().width();
    m_listening->setVisible(m_hasChannels && width() - taken - margins.left() - margins.right() >= choice);
    const int listening = m_listening->isHidden() ? 0 : choice;
    m_selection->setVisible(m_hasSelection && width() - taken - listening > m_selection->sizeHint().width());

    const int length = m_length->sizeHint().width();
    const int spare = width() - minimumSizeHint().width() - listening;
    m_length->setMinimumWidth(spare >= length - m_length->minimumSizeHint().width() ? length : 0);

    const int selection = m_selection->isHidden() ? 0 : m_selection->sizeHint().width();
    const int room =
        width() - margins.left() - margins.right() - m_playback->sizeHint().width() - listening - selection;
    const int words = std::min(m_what->sizeHint().width(), m_what->maximumWidth()); // as they count now
    const int others = m_activity->sizeHint().width() - words;
    m_what->setMaximumWidth(std::max(m_what->minimumSizeHint().width(), room - others));
}

// Without the selection and the choice of channels, and with the length as short as it may become.
QSize TransportBar::minimumSizeHint() const
{
    const QMargins margins = layout()->contentsMargins();
    const int length = std::max(0, m_length->minimumWidth() - m_length->minimumSizeHint().width());
    return {m_playback->minimumSizeHint().width() - length + m_activity->minimumSizeHint().width() + margins.left() +
                margins.right(),
            kHeight};
}

void TransportBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool TransportBar::event(QEvent* event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // something has another size now
        fit();
    return handled;
}

void TransportBar::showIdle(const QString& words)
{
    m_what->setTone(TextTone::Secondary);
    m_what->setText(words);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_failedIcon, m_bar, m_percent, m_speed, m_left, m_pause,
                                                           m_cancel, m_nextFailed})
        widget->hide();
}

void TransportBar::showProgress(const QString& what, double share, const QString& speed, const QString& left)
{
    m_what->setTone(TextTone::Text);
    m_what->setText(what);
    m_bar->setValue(qRound(share * 1000));
    m_percent->setText(percentText(share));
    m_speed->setText(speed);
    m_left->setText(left);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_bar, m_percent, m_speed, m_left, m_pause, m_cancel})
        widget->show();
    m_failedIcon->hide();
    m_nextFailed->hide();
}

void TransportBar::setPaused(bool paused)
{
    m_paused = paused;
    m_pause->setText(paused ? tr("Continue") : tr("Pause"));
    m_pause->setToolTip(KeyNames::instance().withKeys(paused ? tr("Go on from where the run stands")
                                                             : tr("Hold the run up; it goes on from where it stands"),
                                                      "analyze.pause"));
}

void TransportBar::showTrouble(const QString& words)
{
    showIdle(words);
    m_what->setTone(TextTone::Text);
    m_failedIcon->show();
}

void TransportBar::showFailures(const QString& words)
{
    showTrouble(words);
    m_nextFailed->show();
}

void TransportBar::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(QRect(0, 0, width(), 1), tokens().hairline);
}

} // namespace dass
