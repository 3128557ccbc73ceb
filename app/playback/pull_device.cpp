#include "app/playback/pull_device.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace dass {

namespace {

template <class Value>
char* put(char* data, Value value)
{
    std::memcpy(data, &value, sizeof value);
    return data + sizeof value;
}

} // namespace

PullDevice::PullDevice(SoundOutput::Source source, const QAudioFormat& format)
    : m_source(std::move(source)), m_format(format)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 PullDevice::bytesAvailable() const
{
    return m_format.bytesForDuration(1'000'000) + QIODevice::bytesAvailable();
}

qint64 PullDevice::readData(char* data, qint64 maxSize)
{
    const int frameBytes = m_format.bytesPerFrame();
    const qint64 frames = maxSize / frameBytes;
    const int channels = m_format.channelCount();
    const int heard = std::min(channels, 2);
    m_samples.resize(static_cast<std::size_t>(frames * heard));
    m_source(m_samples, heard);
    const bool floats = m_format.sampleFormat() == QAudioFormat::Float;
    const float* sample = m_samples.data();
    for (qint64 frame = 0; frame < frames; ++frame, sample += heard) {
        for (int channel = 0; channel < channels; ++channel) {
            const float value = channel < heard ? sample[channel] : 0;
            data = floats ? put(data, value)
                          : put(data, static_cast<qint16>(std::lround(std::clamp(value, -1.0F, 1.0F) * 32767.0F)));
        }
    }
    return frames * frameBytes;
}

} // namespace dass
