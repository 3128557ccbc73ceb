#include "app/playback/sound_format.h"

#include <algorithm>

namespace dass {

QAudioFormat chooseSoundFormat(const QAudioFormat& preferred,
                               const std::function<bool(const QAudioFormat& format)>& isSupported)
{
    QAudioFormat format = preferred;
    if (format.sampleRate() <= 0)
        format.setSampleRate(kUsualRate);
    const int own = preferred.channelCount();
    const int first = own == 1 ? 1 : 2;
    for (const int channels : {first, 3 - first, std::max(own, 2)}) {
        for (const auto sampleFormat : {QAudioFormat::Float, QAudioFormat::Int16}) {
            format.setChannelCount(channels);
            format.setSampleFormat(sampleFormat);
            if (isSupported(format))
                return format;
        }
    }
    return {};
}

} // namespace dass
