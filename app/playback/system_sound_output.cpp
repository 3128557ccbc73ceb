#include "app/playback/sound_output.h"

#include <QAudioDevice>
#include <QAudioSink>
#include <QElapsedTimer>
#include <QIODevice>
#include <QMediaDevices>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace dass {
namespace {

constexpr int kFallbackRate = 48000;
constexpr int kBufferMilliseconds = 150; // rides over a busy window, still answers at once

// The device that QAudioSink pulls from: the source's mono samples in the sink's format.
class PullDevice : public QIODevice
{
public:
    PullDevice(SoundOutput::Source source, const QAudioFormat& format) : m_source(std::move(source)), m_format(format)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    bool isSequential() const override { return true; }
    // Some backends ask before they pull; there is always something, silence if need be.
    qint64 bytesAvailable() const override
    {
        return m_format.bytesForDuration(1'000'000) + QIODevice::bytesAvailable();
    }

protected:
    qint64 readData(char* data, qint64 maxSize) override
    {
        const int frameBytes = m_format.bytesPerFrame();
        const qint64 frames = maxSize / frameBytes;
        m_samples.resize(static_cast<std::size_t>(frames));
        m_source(m_samples);
        const bool floats = m_format.sampleFormat() == QAudioFormat::Float;
        for (const float sample : m_samples) {
            for (int channel = 0; channel < m_format.channelCount(); ++channel) {
                if (floats) {
                    std::memcpy(data, &sample, sizeof sample);
                    data += sizeof sample;
                } else {
                    const auto value = static_cast<qint16>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767.0F));
                    std::memcpy(data, &value, sizeof value);
                    data += sizeof value;
                }
            }
        }
        return frames * frameBytes;
    }

    qint64 writeData(const char*, qint64) override { return -1; }

private:
    SoundOutput::Source m_source;
    QAudioFormat m_format;
    std::vector<float> m_samples;
};

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
        return preferred > 0 ? preferred : kFallbackRate;
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
        const QAudioFormat format = chooseFormat(device);
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
    // At the device's own rate, mono if it takes that.
    static QAudioFormat chooseFormat(const QAudioDevice& device)
    {
        QAudioFormat format = device.preferredFormat();
        if (format.sampleRate() <= 0) {
            format.setSampleRate(kFallbackRate);
        }
        for (const int channels : {1, std::max(format.channelCount(), 2)}) {
            for (const auto sampleFormat : {QAudioFormat::Float, QAudioFormat::Int16}) {
                format.setChannelCount(channels);
                format.setSampleFormat(sampleFormat);
                if (device.isFormatSupported(format)) {
                    return format;
                }
            }
        }
        return {};
    }

    std::unique_ptr<PullDevice> m_pull;
    std::unique_ptr<QAudioSink> m_sink;
    double m_volume = 1;
    int m_rate = kFallbackRate;
};

} // namespace

std::unique_ptr<SoundOutput> makeSystemSoundOutput()
{
    return std::make_unique<SystemSoundOutput>();
}

} // namespace dass
