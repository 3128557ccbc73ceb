#include "app/session/settings.h"

#include <algorithm>

namespace dass {

void RunSettings::keepInBounds()
{
    tagging.windowSeconds = std::clamp(tagging.windowSeconds, kShortestWindow, kLongestWindow);
    tagging.hopSeconds = std::clamp(tagging.hopSeconds, kShortestHop, tagging.windowSeconds);
}

TaggingSettings RunSettings::forRun() const
{
    TaggingSettings settings = tagging;
    if (settings.mode == TaggingMode::Dense)
        settings.pooling = Pooling::Mean;
    return settings;
}

bool RunSettings::operator==(const RunSettings& other) const
{
    const auto same = [](const TaggingSettings& a, const TaggingSettings& b) {
        return a.mode == b.mode && a.windowSeconds == b.windowSeconds && a.hopSeconds == b.hopSeconds &&
               a.pooling == b.pooling && a.channel == b.channel && a.batch == b.batch;
    };
    return same(tagging, other.tagging) && precision == other.precision && threads == other.threads &&
           device == other.device;
}

} // namespace dass
