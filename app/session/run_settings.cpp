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

} // namespace dass
