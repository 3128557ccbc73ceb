#pragma once

#include "app/playback/player.h"
#include "app/playback/sound_output.h"

#include <QDataStream>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <iterator>
#include <memory>
#include <vector>

namespace dass {

inline constexpr int kRate = 48000;
inline constexpr int kSeconds = 4;

// Never zero, so that silence is told from sound; different everywhere within a second.
inline qint16 fileSample(std::int64_t index)
{
    return static_cast<qint16>(1000 + index * 7919 % 29989);
}

template <class Sample>
QString writeRecording(const QString& path, Sample sample)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    QDataStream stream(&file);
    stream.setByteOrder(QDataStream::LittleEndian);
    constexpr quint32 kBytes = kRate * kSeconds * 2;
    stream.writeRawData("RIFF", 4);
    stream << quint32{36 + kBytes};
    stream.writeRawData("WAVEfmt ", 8);
    stream << quint32{16} << quint16{1} << quint16{1} << quint32{kRate} << quint32{kRate * 2} << quint16{2}
           << quint16{16};
    stream.writeRawData("data", 4);
    stream << kBytes;
    for (std::int64_t i = 0; i < std::int64_t{kRate} * kSeconds; ++i) {
        stream << sample(i);
    }
    return path;
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
        return true;
    }
    void suspend() override { suspended = true; }
    void resume() override { suspended = false; }
    void stop() override { m_source = nullptr; }
    void setVolume(double linear) override { volume = linear; }
    std::int64_t heardSamples() const override { return m_heard; }

    // Lets so many samples sound; keeps those that are not silence.
    void advance(std::size_t samples)
    {
        if (!m_source || suspended) {
            return;
        }
        std::vector<float> block(samples);
        m_source(block);
        m_heard += static_cast<std::int64_t>(samples);
        std::ranges::copy_if(block, std::back_inserter(played), [](float sample) { return sample != 0; });
    }
    bool isRunning() const { return m_source != nullptr; }

    bool present = true;
    bool suspended = false;
    double volume = 1;
    std::vector<float> played;

private:
    Source m_source;
    std::int64_t m_heard = 0;
};

} // namespace dass
