#include "app/playback/pull_device.h"
#include "app/playback/sound_format.h"
#include "app/playback/sound_output.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QMediaDevices>

#include <algorithm>
#include <utility>

namespace dass {
namespace {

constexpr int kBufferMilliseconds = 150; // rides over a busy window, still answers at once

class SystemSoundOutput : public SoundOutput
{
public:
    int sampleRate() const override
    {
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        if (device.isNull()) {
            return 0;
        }
        const int preferred = device.preferredFormat().sampleRate();
        return preferred > 0 ? preferred : kUsualRate;
    }

    bool start(Source source, QString& reason) override
    {
        stop();
        const QAudioDevice device = QMediaDevices::defaultAudioOutput();
        if (device.isNull()) {
            reason =
                SoundOutput::tr("There is no sound output on this computer; connect or enable one and play again.");
            return false;
        }
        const QAudioFormat format = chooseSoundFormat(device.preferredFormat(), [&device](const QAudioFormat& wanted) {
            return device.isFormatSupported(wanted);
        });
        if (!format.isValid()) {
            reason = SoundOutput::tr(
                         "The sound output “%1” takes neither 16-bit nor floating-point samples; choose another one "
                         "in the system's settings.")
                         .arg(device.description());
            return false;
        }
        m_rate = format.sampleRate();
        m_pull = std::make_unique<PullDevice>(std::move(source), format);
        m_sink = std::make_unique<QAudioSink>(device, format);
        m_sink->setBufferSize(format.bytesForDuration(kBufferMilliseconds * 1000));
        m_sink->setVolume(m_volume);
        // Queued: whoever hears of it may stop, and so delete, the sink.
        connect(
            m_sink.get(), &QAudioSink::stateChanged, this,
            [this](QAudio::State state) {
                if (state == QAudio::StoppedState && m_sink && m_sink->error() != QAudio::NoError) {
                    Q_EMIT failed(SoundOutput::tr(
                        "The sound output stopped working; choose one in the system's settings and play again."));
                }
            },
            Qt::QueuedConnection);
        m_sink->start(m_pull.get());
        if (m_sink->error() != QAudio::NoError && m_sink->error() != QAudio::UnderrunError) {
            reason = SoundOutput::tr("The sound output “%1” could not be opened; another program may be using it.")
                         .arg(device.description());
            stop();
            return false;
        }
        return true;
    }

    void suspend() override
    {
        if (m_sink) {
            m_sink->suspend();
        }
    }

    void resume() override
    {
        if (m_sink) {
            m_sink->resume();
        }
    }

    void stop() override
    {
        if (m_sink) {
            m_sink->reset();
            m_sink.reset();
            m_pull.reset();
        }
    }

    void setVolume(double linear) override
    {
        m_volume = linear;
        if (m_sink) {
            m_sink->setVolume(linear);
        }
    }

    std::int64_t heardSamples() const override
    {
        if (!m_sink) {
            return 0;
        }
        const qint64 waiting = m_sink->format().durationForBytes(
            static_cast<qint32>(std::max<qsizetype>(m_sink->bufferSize() - m_sink->bytesFree(), 0)));
        return std::max<qint64>(m_sink->processedUSecs() - waiting, 0) * m_rate / 1'000'000;
    }

    ~SystemSoundOutput() override { stop(); }

private:
    std::unique_ptr<PullDevice> m_pull;
    std::unique_ptr<QAudioSink> m_sink;
    double m_volume = 1;
    int m_rate = kUsualRate;
};

} // namespace

std::unique_ptr<SoundOutput> makeSystemSoundOutput()
{
    return std::make_unique<SystemSoundOutput>();
}

} // namespace dass
