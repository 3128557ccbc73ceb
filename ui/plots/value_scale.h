#pragma once

#include <QRect>

namespace dass {

// The value axes of the tracks: a little more than the values' range, so that lines at its ends are not cut.
struct ValueRange
{
    double lower = 0;
    double upper = 1;

    // As QCPAxis maps values to logical pixels.
    double yOf(double value, const QRect& track) const;
    double valueAt(double y, const QRect& track) const;
};

inline constexpr ValueRange kProbabilityRange{-0.035, 1.05};

// Range of the waveform track for a recording whose greatest sample so far is this, at a round value; at most full
// scale, unless samples are louder.
ValueRange amplitudeRange(double peak);

} // namespace dass
