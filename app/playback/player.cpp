#include "app/playback/player.h"

#include "app/playback/decode_ahead.h"
#include "app/playback/heard_clock.h"
#include "app/playback/sound_output.h"
#include "core/base/release_elsewhere.h"
#include "core/features/fbank_constants.h"

#include <QAudio>
#include <QAudioDevice>
#include <QElapsedTimer>
#include <QMediaDevices>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {
namespace {

constexpr int kRateWithoutDevice = 48000; // start() then says that there is none
constexpr int kTick = 16;                 // milliseconds

// Rounds to the nearest sample of the other rate; exact back and forth for rates above the clock's.
std::int64_t resampled(std::int64_t sample, std::int64_t from, std::int64_t to)
{
    return (sample * to + from / 2) / from;
}

} // namespace

class Player::Private
{
public:
    Private(Player* player, std::unique_ptr<SoundOutput> output) : q(player), m_output(std::move(output))
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        m_tick.setInterval(kTick);
        connect(&m_tick, &QTimer::timeout, q, [this] { tick(); });
        connect(m_output.get(), &SoundOutput::failed, q, [this](const QString& reason) {
            halt();
            Q_EMIT q->notice(reason);
        });
    }

    void start(std::int64_t from)
    {
        endSound();
        m_outdated = false;
        const int rate = m_output->sampleRate();
        DecodeAhead::Stretch stretch;
        stretch.path = m_path;
        stretch.sampleRate = rate > 0 ? rate : kRateWithoutDevice;
        stretch.start = resampled(from, fbank::kSampleRate, stretch.sampleRate);
        if (m_end >= 0) {
            stretch.end = resampled(m_end, fbank::kSampleRate, stretch.sampleRate);
        }
        stretch.loopStart = resampled(m_start, fbank::kSampleRate, stretch.sampleRate);
        stretch.loop = m_loop;
        stretch.speed = m_speed;
        stretch.channel = m_channel;
        // A slow disk, or a busy machine, may keep its thread for a while.
        m_decode = releasedElsewhere(std::make_shared<DecodeAhead>(stretch));
        m_decode->setGain(gainFactor());
        m_clock = HeardClock(stretch.sampleRate);
        m_rate = stretch.sampleRate;
        QString reason;
        // The device's thread may still be inside the source when this goes: it holds its own share.
        const auto source = [decode = m_decode](std::span<float> samples, int channels) {
            decode->read(samples, channels);
        };
        if (!m_output->start(source, reason)) {
            halt();
            Q_EMIT q->notice(reason);
            return;
        }
        m_position = from;
        m_elapsed.start();
        m_tick.start();
        setState(State::Playing);
    }

    void tick()
    {
        const std::int64_t heard = m_clock.update(m_output->heardSamples(), m_elapsed.elapsed());
        const std::int64_t position = resampled(m_decode->sourceAt(heard), m_rate, fbank::kSampleRate);
        if (std::exchange(m_position, position) != position) {
            Q_EMIT q->positionChanged(position);
        }
        // A slot may have stopped it.
        if (m_decode && m_decode->endedBefore(heard)) {
            const std::optional<std::string> error = m_decode->error();
            halt();
            if (error) {
                Q_EMIT q->notice(QString::fromStdString(*error));
            } else {
                Q_EMIT q->finished();
            }
        }
    }

    // What was decoded ahead is not what is wanted any more.
    void decodeAnew()
    {
        m_outdated = true;
        if (m_state == State::Playing)
            start(m_position);
    }

    float gainFactor() const { return static_cast<float>(std::pow(10.0, m_gain / 20)); }

    void endSound()
    {
        m_tick.stop();
        m_output->stop();
        if (m_decode)
            m_decode->stop();
        m_decode.reset();
    }

    void halt()
    {
        endSound();
        setState(State::Stopped);
    }

    void setState(State state)
    {
        if (std::exchange(m_state, state) != state) {
            Q_EMIT q->stateChanged(state);
        }
    }

    Player* q;
    std::unique_ptr<SoundOutput> m_output;
    std::shared_ptr<DecodeAhead> m_decode;
    QTimer m_tick;
    QElapsedTimer m_elapsed;
    HeardClock m_clock{1};
    int m_rate = 1;
    std::filesystem::path m_path;
    State m_state = State::Stopped;
    std::int64_t m_position = 0;
    std::int64_t m_start = 0; // of the last play()
    std::int64_t m_end = -1;
    bool m_loop = false;
    double m_volume = 1;
    double m_speed = 1;
    std::optional<int> m_channel;
    bool m_outdated = false; // the sound that a pause holds up is at another speed, or another channel's
    double m_gain = 0;       // dB
};

Player::Player(QObject* parent) : Player(makeSystemSoundOutput(), parent) {}

Player::Player(std::unique_ptr<SoundOutput> output, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(output)))
{
}

Player::~Player()
{
    d->endSound();
}

void Player::setSource(const std::filesystem::path& path)
{
    d->halt();
    d->m_path = path;
    d->m_position = 0;
    d->m_start = 0;
    d->m_end = -1;
}

Player::State Player::state() const
{
    return d->m_state;
}

std::int64_t Player::position() const
{
    return d->m_position;
}

void Player::play(std::int64_t start, std::int64_t end)
{
    d->m_start = std::max<std::int64_t>(start, 0);
    d->m_end = end > d->m_start ? end : -1;
    d->start(d->m_start);
}

void Player::pause()
{
    if (d->m_state == State::Playing) {
        d->m_tick.stop();
        d->m_output->suspend();
        d->setState(State::Paused);
    }
}

void Player::resume()
{
    if (d->m_state == State::Paused && d->m_outdated) {
        d->start(d->m_position);
    } else if (d->m_state == State::Paused) {
        d->m_output->resume();
        d->m_clock.hold();
        d->m_tick.start();
        d->setState(State::Playing);
    } else if (d->m_state == State::Stopped) {
        d->start(d->m_position);
    }
}

void Player::stop()
{
    d->halt();
}

void Player::seek(std::int64_t sample)
{
    const std::int64_t target = std::max<std::int64_t>(sample, 0);
    if (target < d->m_start || (d->m_end >= 0 && target >= d->m_end)) {
        d->m_start = target;
        d->m_end = -1;
    }
    if (d->m_state == State::Playing) {
        d->start(target);
    } else {
        d->halt(); // what was decoded ahead belongs to the old place
    }
    d->m_position = target;
    Q_EMIT positionChanged(target);
}

void Player::setLoop(bool loop)
{
    d->m_loop = loop;
    if (d->m_decode) {
        d->m_decode->setLoop(loop);
    }
}

bool Player::loop() const
{
    return d->m_loop;
}

void Player::setVolume(double volume)
{
    d->m_volume = std::clamp(volume, 0.0, 1.0);
    d->m_output->setVolume(
        QAudio::convertVolume(d->m_volume, QAudio::LogarithmicVolumeScale, QAudio::LinearVolumeScale));
}

double Player::volume() const
{
    return d->m_volume;
}

void Player::setSpeed(double speed)
{
    const double wanted = std::clamp(speed, kSlowest, kFastest);
    if (std::exchange(d->m_speed, wanted) != wanted)
        d->decodeAnew();
}

double Player::speed() const
{
    return d->m_speed;
}

void Player::setGain(double decibels)
{
    d->m_gain = std::clamp(decibels, 0.0, kMostGain);
    if (d->m_decode)
        d->m_decode->setGain(d->gainFactor());
}

double Player::gain() const
{
    return d->m_gain;
}

void Player::setChannel(const std::optional<int>& channel)
{
    if (std::exchange(d->m_channel, channel) != channel)
        d->decodeAnew();
}

std::optional<int> Player::channel() const
{
    return d->m_channel;
}

bool Player::hasOutputDevice()
{
    return !QMediaDevices::defaultAudioOutput().isNull();
}

} // namespace dass
