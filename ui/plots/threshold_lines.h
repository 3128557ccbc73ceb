#pragma once

#include <QColor>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace dass {

struct StackState;

// A dashed line of the probability track.
struct ThresholdLine
{
    std::optional<std::int64_t> classIndex; // none: the threshold of all tags without one of their own
    double y = 0;
    QColor colour;
    QString name;
    QRectF nameBox; // at the right end
};

// The common one, then that of the tag that is pointed at, or else of the current one, where it has its own. None where
// the track is not shown.
std::vector<ThresholdLine> thresholdLines(const StackState& state);

// The line that a pointer there takes hold of.
std::optional<ThresholdLine> thresholdLineAt(const StackState& state, const QPointF& position);

inline constexpr int kThresholdNotch =
    12; // logical pixels, at the right end, for the thresholds whose line is not shown

// A tag with a threshold of its own that the pointer is at: at its line or notch, its curve, or its row of the heat
// strip.
std::optional<std::int64_t> tagPointedAt(const StackState& state, const QPointF& position);

} // namespace dass
