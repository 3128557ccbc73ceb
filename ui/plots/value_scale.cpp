#include "ui/plots/value_scale.h"

#include <array>

namespace dass {

double ValueRange::yOf(double value, const QRect& track) const
{
    return track.bottom() - (value - lower) / (upper - lower) * track.height();
}

double ValueRange::valueAt(double y, const QRect& track) const
{
    return lower + (track.bottom() - y) / track.height() * (upper - lower);
}

ValueRange amplitudeRange(double peak)
{
    constexpr std::array kLimits = {0.01, 0.02, 0.04, 0.1, 0.2, 0.4, 1.0, 2.0, 4.0, 10.0};
    for (const double limit : kLimits) {
        if (peak <= limit) {
            return {-limit, limit};
        }
    }
    return {-peak, peak};
}

} // namespace dass
