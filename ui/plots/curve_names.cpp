#include "ui/plots/curve_names.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace dass {
namespace {

constexpr std::size_t kMostTried = 2 * kMostCurveNames;
constexpr int kMostPeaks = 5;     // of a curve, that are tried
constexpr double kFromPeak = 3;   // logical pixels
constexpr double kFromOthers = 2; // between names

// With the points where the line enters and leaves: of long cells none may have its own in view.
std::vector<QPointF> pointsInView(const QPolygonF& line, const QRectF& room)
{
    std::vector<QPointF> points;
    for (qsizetype i = 0; i < line.size(); ++i) {
        for (const double edge : {room.left(), room.right()}) {
            if (i > 0 && line[i - 1].x() < edge && line[i].x() > edge) {
                const double share = (edge - line[i - 1].x()) / (line[i].x() - line[i - 1].x());
                points.emplace_back(edge, line[i - 1].y() + share * (line[i].y() - line[i - 1].y()));
            }
        }
        if (line[i].x() >= room.left() && line[i].x() <= room.right()) {
            points.push_back(line[i]);
        }
    }
    return points;
}

// The highest points, no two so near that their names would be the same place.
std::vector<QPointF> peaksOf(const std::vector<QPointF>& points, double apart, double lowest)
{
    std::vector<QPointF> peaks;
    for (int i = 0; i < kMostPeaks; ++i) {
        std::optional<QPointF> highest;
        for (const QPointF& point : points) {
            const auto isNear = [&](const QPointF& peak) { return std::abs(peak.x() - point.x()) < apart; };
            if (point.y() <= lowest && (!highest || point.y() < highest->y()) && std::ranges::none_of(peaks, isNear)) {
                highest = point;
            }
        }
        if (!highest) {
            break;
        }
        peaks.push_back(*highest);
    }
    return peaks;
}

// Whether a line goes through a box, by its segments between the box's sides.
bool crosses(const QPolygonF& line, const QRectF& box)
{
    auto point = std::ranges::lower_bound(line, box.left(), {}, &QPointF::x);
    if (point == line.begin() && point != line.end()) {
        ++point;
    }
    for (; point < line.end() && (point - 1)->x() <= box.right(); ++point) {
        const QPointF from = *(point - 1);
        const QPointF to = *point;
        const double slope = to.x() > from.x() ? (to.y() - from.y()) / (to.x() - from.x()) : 0;
        const auto yAt = [&](double x) { return from.y() + slope * (x - from.x()); };
        const double first = yAt(std::max(from.x(), box.left()));
        const double last = to.x() > from.x() ? yAt(std::min(to.x(), box.right())) : to.y();
        if (std::min(first, last) < box.bottom() && std::max(first, last) > box.top()) {
            return true;
        }
    }
    return false;
}

std::array<QRectF, 3> placesAt(const QPointF& peak, const QSizeF& size, const QRectF& room)
{
    const double middle = peak.x() - size.width() / 2;
    const double left = std::clamp(middle, room.left(), std::max(room.left(), room.right() - size.width()));
    const double beside = std::max(peak.y(), room.top()); // below one that stands above this or a like peak
    return {QRectF({left, peak.y() - kFromPeak - size.height()}, size), QRectF({peak.x() + kFromPeak, beside}, size),
            QRectF({peak.x() - kFromPeak - size.width(), beside}, size)};
}

} // namespace

std::vector<CurveName> placeCurveNames(const std::vector<NamedCurve>& curves, const QRectF& room,
                                       const std::vector<QRectF>& taken, double lowest)
{
    std::vector<std::vector<QPointF>> points;
    std::vector<double> tops;
    for (const NamedCurve& curve : curves) {
        points.push_back(pointsInView(curve.line, room));
        const auto top = std::ranges::min_element(points.back(), {}, &QPointF::y);
        tops.push_back(top == points.back().end() ? std::numeric_limits<double>::infinity() : top->y());
    }
    std::vector<std::size_t> order(curves.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](std::size_t i) { return tops[i] > lowest; });
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return tops[i]; });
    order.resize(std::min(order.size(), kMostTried));

    std::vector<CurveName> names;
    std::vector<QRectF> full = taken;
    for (const std::size_t i : order) {
        if (names.size() == kMostCurveNames) {
            break;
        }
        std::optional<QRectF> best;
        auto fewest = std::numeric_limits<std::size_t>::max();
        for (const QPointF& peak : peaksOf(points[i], curves[i].name.width(), lowest)) {
            for (const QRectF& box : placesAt(peak, curves[i].name, room)) {
                const QRectF wide = box.adjusted(-kFromOthers, -kFromOthers, kFromOthers, kFromOthers);
                if (!room.contains(box) ||
                    std::ranges::any_of(full, [&](const QRectF& other) { return other.intersects(wide); })) {
                    continue;
                }
                std::size_t over = 0;
                for (std::size_t other = 0; other < curves.size(); ++other) { // most lie below it as a whole
                    over += tops[other] < box.bottom() && crosses(curves[other].line, box) ? 1U : 0U;
                }
                if (over < fewest) {
                    fewest = over;
                    best = box;
                }
            }
        }
        if (best) {
            names.push_back({i, *best});
            full.push_back(*best);
        }
    }
    return names;
}

} // namespace dass
