#pragma once

#include "app/playback/player.h"
#include "app/playback/sound_output.h"

#include <QDataStream>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <span>
#include <vector>

namespace dass {

inline constexpr int kRate = 48000;
inline constexpr int kSeconds = 4;

// Never zero, so that silence is told from sound; different everywhere within a second.
inline qint16 fileSample(std::int64_t index)
{
    return static_cast<qint16>(1000 + index * 7919 % 29989);
}

// Another one in each channel.
inline qint16 channelSample(std::int64_t index, int channel)
{
    return fileSample(index + std::int64_t{5000} * channel);
}

// sample(index, channel); without a word on what speakers the channels are for.
template <class Sample>
QString writeChannels(const QString& path, int channels, Sample sample)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    QDataStream stream(&file);
    stream.setByteOrder(QDataStream::LittleEndian);
    const auto frameBytes = static_cast<quint16>(channels * 2);
    const quint32 bytes = quint32{kRate * kSeconds} * frameBytes;
    stream.writeRawData("RIFF", 4);
    stream << quint32{36 + bytes};
    stream.writeRawData("WAVEfmt ", 8);
    stream << quint32{16} << quint16{1} << static_cast<quint16>(channels) << quint32{kRate}
           << quint32{kRate} * frameBytes << frameBytes << quint16{16};
    stream.writeRawData("data", 4);
    stream << bytes;
    for (std::int64_t i = 0; i < std::int64_t{kRate} * kSeconds; ++i) {
        for (int channel = 0; channel < channels; ++channel) {
            stream << sample(i, channel);
        }
    }
    return path;
}

template <class Sample>
QString writeRecording(const QString& path, Sample sample)
{
    return writeChannels(path, 1, [&](std::int64_t index, int) { return sample(index); });
}

// Of a tone, by its zero crossings.
inline double frequencyOf(std::span<const float> samples)
{
    int crossings = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        crossings += (samples[i - 1] < 0) != (samples[i] < 0) ? 1 : 0;
    }
    return crossings / 2.0 * kRate / static_cast<double>(samples.size());
}

// A device whose time is in the test's hands.
class FakeOutput : public SoundOutput
{
public:
    int sampleRate() const override { return present ? kRate : 0; }
    bool start(Source source, QString& reason) override
    {
        if (!present) {
            reason = QStringLiteral("no output");
            return false;
        }
        m_source = std::move(source);
        m_heard = 0;
        suspended = false;
        played.clear();
        right.clear();
        return true;
    }
    void suspend() override { suspended = true; }
    void resume() override { suspended = false; }
    void stop() override { m_source = nullptr; }
    void setVolume(double linear) override { volume = linear; }
    std::int64_t heardSamples() const override { return m_heard; }

    // Lets so many samples sound; keeps those that are not silence on both sides.
    void advance(std::size_t samples)
    {
        if (!m_source || suspended) {
            return;
        }
        std::vector<float> block(samples * static_cast<std::size_t>(channels));
        m_source(block, channels);
        m_heard += static_cast<std::int64_t>(samples);
        for (auto sample = block.begin(); sample != block.end(); sample += channels) {
            if (sample[0] != 0 || sample[channels - 1] != 0) {
                played.push_back(sample[0]);
                right.push_back(sample[channels - 1]);
            }
        }
    }
    bool isRunning() const { return m_source != nullptr; }

    bool present = true;
    int channels = 2; // that it takes
    bool suspended = false;
    double volume = 1;
    std::vector<float> played; // left, or all that a device of one channel gets
    std::vector<float> right;

private:
    Source m_source;
    std::int64_t m_heard = 0;
};

} // namespace dass
