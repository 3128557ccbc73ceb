#include "ui/plots/threshold_lines.h"

#include "ui/plots/stack_state.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dass {
namespace {

constexpr int kNameHeight = 14;
constexpr int kNameMargin = 4; // from the right end
constexpr int kNameGap = 8;    // between two names on one height
constexpr double kReach = 5;   // logical pixels
constexpr double kAside = 3;   // likewise

const PlotTag* ownOf(const StackState& state, const std::optional<std::int64_t>& classIndex)
{
    for (const PlotTag& tag : state.tags) {
        if (classIndex == tag.classIndex && tag.threshold) {
            return &tag;
        }
    }
    return nullptr;
}

double lineY(const StackState& state, double threshold)
{
    return std::floor(kProbabilityRange.yOf(threshold, state.rects.probability)) + 0.5;
}

// Above the line, below it where there is no room; beside the name of another line at this height.
QRectF nameBoxOf(const StackState& state, const ThresholdLine& line, const std::vector<ThresholdLine>& others)
{
    const QRect& track = state.rects.probability;
    const double width = QFontMetricsF(state.smallFont).horizontalAdvance(line.name);
    const double top = line.y - kNameHeight - 1 < track.top() ? line.y + 2 : line.y - kNameHeight - 1;
    QRectF box(track.left() + track.width() - kNameMargin - width, top, width, kNameHeight);
    for (const ThresholdLine& other : others) {
        if (box.intersects(other.nameBox)) {
            box.moveRight(other.nameBox.left() - kNameGap);
        }
    }
    return box;
}

// How high the curve is at the pointer: the peak of what a pixel holds, else between the cells' centres.
double curveAt(const StackState& state, const PeakSeries& curve, double x)
{
    const ProbabilitySeries& probabilities = state.probabilities;
    const auto rowNear = [&](double sample) {
        const auto row = probabilities.rowAt(static_cast<std::int64_t>(std::max(sample, 0.0)));
        return std::min(row.value_or(curve.size() - 1), curve.size() - 1);
    };
    const std::int64_t first = rowNear(state.grid.sampleAt(x - 0.5));
    const std::int64_t last = rowNear(state.grid.sampleAt(x + 0.5));
    if (last > first + 1) {
        return static_cast<double>(curve.peak(first, last + 1));
    }
    const double sample = state.grid.sampleAt(x);
    const std::int64_t row = rowNear(sample);
    const auto centre = [&](std::int64_t r) {
        return (probabilities.cellStartSample(r) + probabilities.cellEndSample(r)) / 2;
    };
    const std::int64_t next = std::clamp<std::int64_t>(sample < centre(row) ? row - 1 : row + 1, 0, curve.size() - 1);
    const double share = next == row ? 0 : (sample - centre(row)) / (centre(next) - centre(row));
    return static_cast<double>(curve.at(row)) * (1 - share) + static_cast<double>(curve.at(next)) * share;
}

// Up or down; a steep curve counts as hit where it passes close by.
double distanceTo(const StackState& state, const PeakSeries& curve, const QPointF& position)
{
    double top = std::numeric_limits<double>::infinity();
    double bottom = -top;
    for (const double aside : {-kAside, 0.0, kAside}) {
        const double y = kProbabilityRange.yOf(curveAt(state, curve, position.x() + aside), state.rects.probability);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
    }
    return std::max({top - position.y(), position.y() - bottom, 0.0});
}

} // namespace

std::vector<ThresholdLine> thresholdLines(const StackState& state)
{
    std::vector<ThresholdLine> lines;
    if (state.rects.probability.isEmpty()) {
        return lines;
    }
    ThresholdLine common;
    common.y = lineY(state, state.threshold);
    common.colour = state.colours.text;
    common.name = QCoreApplication::translate("dass::PlotStack", "threshold %L1").arg(state.threshold, 0, 'f', 2);
    common.nameBox = nameBoxOf(state, common, lines);
    lines.push_back(common);
    const PlotTag* pointed = ownOf(state, state.pointedTag);
    if (const PlotTag* tag = pointed ? pointed : ownOf(state, state.currentTag)) {
        ThresholdLine own;
        own.classIndex = tag->classIndex;
        own.y = lineY(state, *tag->threshold);
        own.colour = inkOf(tag->colour, state.colours);
        own.name = QCoreApplication::translate("dass::PlotStack", "%1, threshold %L2")
                       .arg(tag->name)
                       .arg(*tag->threshold, 0, 'f', 2);
        own.nameBox = nameBoxOf(state, own, lines);
        lines.push_back(own);
    }
    return lines;
}

std::optional<ThresholdLine> thresholdLineAt(const StackState& state, const QPointF& position)
{
    if (!state.rects.probability.contains(position.toPoint())) {
        return std::nullopt;
    }
    std::optional<ThresholdLine> nearest;
    double least = kReach;
    for (const ThresholdLine& line : thresholdLines(state)) {
        const double distance = std::abs(position.y() - line.y);
        // Of two on one height a tag's own is meant where it is shown because of the pointer.
        const bool isMeant = !nearest || (line.classIndex && line.classIndex == state.pointedTag);
        if (distance < least || (distance <= least && isMeant)) {
            least = distance;
            nearest = line;
        }
    }
    return nearest;
}

std::optional<std::int64_t> tagPointedAt(const StackState& state, const QPointF& position)
{
    if (state.rects.heat.contains(position.toPoint())) {
        const auto row = static_cast<std::size_t>(position.y() - state.rects.heat.top()) / stackmetrics::kHeatRowHeight;
        const PlotTag* tag = row < state.heatRows.size() ? ownOf(state, state.heatRows[row].classIndex) : nullptr;
        return tag ? std::optional(tag->classIndex) : std::nullopt;
    }
    const QRect& track = state.rects.probability;
    if (!track.contains(position.toPoint())) {
        return std::nullopt;
    }
    if (const auto line = thresholdLineAt(state, position); line && line->classIndex) {
        return line->classIndex;
    }
    const bool atNotches = position.x() > track.left() + track.width() - kThresholdNotch;
    const bool tagged = state.grid.sampleAt(position.x()) < static_cast<double>(state.probabilities.taggedEnd());
    std::optional<std::int64_t> nearest;
    double least = kReach;
    for (const PlotTag& tag : state.tags) {
        const PeakSeries* const curve = tag.threshold && tagged ? state.probabilities.curve(tag.classIndex) : nullptr;
        double distance =
            tag.threshold && atNotches ? std::abs(position.y() - lineY(state, *tag.threshold)) : least + 1;
        if (curve && curve->size() > 0) {
            distance = std::min(distance, distanceTo(state, *curve, position));
        }
        if (distance <= least) {
            least = distance;
            nearest = tag.classIndex;
        }
    }
    return nearest;
}

} // namespace dass
