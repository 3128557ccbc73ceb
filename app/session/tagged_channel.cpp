#include "app/session/tagged_channel.h"

#include "app/session/open_recording.h"
#include "app/session/settings.h"

namespace dass {

std::optional<int> taggedChannel(const OpenRecording& recording, const Provenance* made, const RunSettings& run)
{
    const std::optional<int> channel = made ? made->settings.channel : run.tagging.channel;
    const int channels = recording.info ? recording.info->channels : made ? made->channels : 0;
    if (!channel || channels == 0) // not known yet
        return channel;
    return channels > 1 && *channel < channels ? channel : std::nullopt;
}

} // namespace dass
