#pragma once

#include "app/playback/sound_output.h"

#include <QAudioFormat>
#include <QIODevice>

#include <vector>

namespace dass {

// What a QAudioSink pulls from: the source's samples in the sink's format, floats or 16-bit whole numbers. A device of
// one channel gets one; of several, the first two are left and right and the others are silent. Called by one thread.
class PullDevice : public QIODevice
{
public:
    PullDevice(SoundOutput::Source source, const QAudioFormat& format);

    bool isSequential() const override { return true; }
    // Some backends ask before they pull; there is always something, silence if need be.
    qint64 bytesAvailable() const override;

protected:
    qint64 readData(char* data, qint64 maxSize) override; // whole samples
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    SoundOutput::Source m_source;
    QAudioFormat m_format;
    std::vector<float> m_samples;
};

} // namespace dass
