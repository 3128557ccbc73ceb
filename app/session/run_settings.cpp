#include "app/session/settings.h"

namespace dass {

bool RunSettings::operator==(const RunSettings& other) const
{
    const auto same = [](const TaggingSettings& a, const TaggingSettings& b) {
        return a.mode == b.mode && a.windowSeconds == b.windowSeconds && a.hopSeconds == b.hopSeconds &&
               a.pooling == b.pooling && a.batch == b.batch;
    };
    return same(tagging, other.tagging) && precision == other.precision && threads == other.threads &&
           device == other.device;
}

} // namespace dass
