#include "ui/mainwindow/playback_controller.h"

#include "app/jobs/path_text.h"
#include "app/playback/sound_output.h"
#include "app/session/analyze_session.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/time_viewport.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kEndTolerance = 16000 / 20; // samples: 1/20 s

} // namespace

PlaybackController::PlaybackController(AnalyzeSession& session, PlotStack* stack, TransportBar* bar,
                                       std::unique_ptr<SoundOutput> output, QObject* parent)
    : QObject(parent), m_session(session), m_stack(stack), m_bar(bar), m_player(std::move(output), nullptr)
{
    m_player.setVolume(session.settings().volume());
    m_player.setLoop(session.settings().loop());
    m_player.setSpeed(session.settings().playbackSpeed());
    m_player.setGain(session.settings().playbackGain());
    connect(&m_player, &Player::positionChanged, this, &PlaybackController::showPosition);
    connect(&m_player, &Player::stateChanged, this,
            [this](Player::State state) { m_bar->setPlaying(state == Player::State::Playing); });
    connect(&m_player, &Player::notice, this,
            [this](const QString& text) { emit noticed(tr("Nothing can be heard."), text); });
    connect(stack, &PlotStack::seekRequested, this, &PlaybackController::seek);
    connect(bar, &TransportBar::volumeChanged, this, &PlaybackController::setVolume);
    connect(&session, &AnalyzeSession::currentChanged, this, &PlaybackController::takeCurrent);
    connect(&session, &AnalyzeSession::recordingChanged, this, [this](const OpenRecording* recording) {
        if (recording != m_session.current())
            return;
        if (recording->path != m_source) { // it lies elsewhere now
            setSource(recording->path);
            m_player.seek(m_stack->playhead());
        }
        m_bar->setTime(m_stack->playhead(), recording->length());
        followChannels();
    });
    for (const auto signal : {&AnalyzeSession::runSettingsChanged, &AnalyzeSession::resultChanged})
        connect(&session, signal, this, &PlaybackController::followChannels);
}

void PlaybackController::setSource(const QString& path)
{
    m_source = path;
    m_player.setSource(toPath(path));
}

void PlaybackController::takeCurrent()
{
    const OpenRecording* recording = m_session.current();
    setSource(recording ? recording->path : QString());
    followChannels();
    m_player.seek(0);
    showPosition(0);
    if (!recording)
        m_bar->setTime(0, 0);
}

void PlaybackController::showPosition(std::int64_t sample)
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return; // the sample of the empty page plays without a time axis
    const TimeViewport* viewport = m_stack->viewport();
    const auto before = static_cast<double>(m_stack->playhead());
    const bool watched = before >= viewport->start() && before <= viewport->end();
    m_stack->setPlayhead(sample);
    m_bar->setTime(sample, recording->length());
    if (watched && m_player.state() == Player::State::Playing)
        m_stack->viewport()->ensureVisible(static_cast<double>(sample)); // who has looked away is left in peace
}

void PlaybackController::showPlayhead()
{
    m_stack->viewport()->ensureVisible(static_cast<double>(m_stack->playhead()));
}

void PlaybackController::toggle()
{
    switch (m_player.state()) {
    case Player::State::Playing:
        m_player.pause();
        return;
    case Player::State::Paused:
        showPlayhead();
        m_player.resume();
        return;
    case Player::State::Stopped:
        break;
    }
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    // Rates are converted, so that playing to the end may stop a sample short of it.
    const bool atEnd = m_stack->playhead() + kEndTolerance >= recording->length();
    const std::int64_t from = atEnd ? 0 : m_stack->playhead();
    m_stack->viewport()->ensureVisible(static_cast<double>(from));
    m_player.play(from);
}

void PlaybackController::playSpan(std::int64_t start, std::int64_t end)
{
    m_stack->viewport()->ensureVisible(static_cast<double>(start));
    m_player.play(start, end);
}

void PlaybackController::seek(std::int64_t sample)
{
    m_player.seek(sample);
    showPosition(sample);
}

void PlaybackController::skip(double seconds)
{
    const OpenRecording* recording = m_session.current();
    if (!recording)
        return;
    const std::int64_t to = m_stack->playhead() + static_cast<std::int64_t>(seconds * TimeViewport::kSampleRate);
    seek(std::clamp<std::int64_t>(to, 0, std::max<std::int64_t>(0, recording->length())));
    showPlayhead();
}

void PlaybackController::setLoop(bool loop)
{
    m_player.setLoop(loop);
    m_session.settings().setLoop(loop);
}

void PlaybackController::setVolume(double volume)
{
    m_player.setVolume(volume);
    m_session.settings().setVolume(volume);
}

void PlaybackController::setSpeed(double speed, double gain)
{
    m_player.setSpeed(speed);
    m_player.setGain(gain);
    m_session.settings().setPlaybackSpeed(speed);
    m_session.settings().setPlaybackGain(gain);
}

void PlaybackController::setHeardChannels(const HeardChannels& heard)
{
    m_session.settings().setHeardChannels(heard);
    followChannels();
}

// After anything by which the current recording has other channels, or another one of them is to be heard.
void PlaybackController::followChannels()
{
    const OpenRecording* recording = m_session.current();
    const int channels = recording && recording->info ? recording->info->channels : 0;
    const std::optional<int> heard =
        recording ? m_session.settings().heardChannels().of(channels, m_session.channelOf(*recording)) : std::nullopt;
    if (std::exchange(m_channels, channels) == channels && heard == m_player.channel())
        return;
    m_player.setChannel(heard);
    emit channelsChanged();
}

void PlaybackController::playFile(const QString& path)
{
    if (m_player.state() == Player::State::Playing) {
        m_player.stop();
        return;
    }
    setSource(path);
    m_player.play(0);
}

} // namespace dass
