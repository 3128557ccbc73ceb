#include "ui/plots/curves_item.h"

#include "ui/plots/stack_state.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dass {
namespace {

constexpr double kCurveWidth = 1.5;
constexpr double kStoredOpacity = 0.28; // of what was stored, under what events are cut from
constexpr qsizetype kPartPoints = 24;
constexpr double kLevel = 0.2; // pixels up or down that nobody sees
// Up and down of all curves together, in logical pixels, up to which they are drawn as antialiased strokes. Filling a
// stroke that crosses the same rows thousands of times takes Qt the better part of a second; curves that dense are
// bars, one a pixel column, and look the same.
constexpr double kMostStroked = 20000;

double travelOf(const QPolygonF& line)
{
    double travel = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        travel += std::abs(line[i].y() - line[i - 1].y());
    }
    return travel;
}

// Without the points inside level stretches: most tags are near 0 for most of the time.
QPolygonF withoutLevelPoints(const QPolygonF& line)
{
    QPolygonF kept;
    kept.reserve(line.size());
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (i > 0 && i + 1 < line.size() && std::abs(line[i].y() - kept.back().y()) < kLevel &&
            std::abs(line[i + 1].y() - kept.back().y()) < kLevel) {
            continue;
        }
        kept.append(line[i]);
    }
    return kept;
}

// The time that Qt takes for a stroke grows faster than its length. Each part begins with the segment that the one
// before ended with, so that no corner is left open.
void drawInParts(QCPPainter* painter, const QPolygonF& line)
{
    for (qsizetype first = 0; first + 1 < line.size(); first += kPartPoints - 2) {
        const qsizetype count = std::min<qsizetype>(kPartPoints, line.size() - first);
        painter->drawPolyline(line.constData() + first, static_cast<int>(count));
    }
}

} // namespace

void CurvesItem::draw(QCPPainter* painter)
{
    m_lines.clear();
    if (!isShown()) {
        return;
    }
    const ProbabilitySeries& probabilities = state().probabilities;
    const double visible = state().grid.endSample() - state().grid.startSample();
    const bool narrow = visible > probabilities.cellSamples() * state().grid.columns;
    const auto lineOf = [&](const PeakSeries* series) {
        return series == nullptr || series->size() == 0 ? QPolygonF() : narrow ? peaksOf(*series) : cellsOf(*series);
    };
    std::vector<QPolygonF> stored; // of those whose curve is something else
    double travel = 0;
    for (const PlotTag& tag : state().tags) {
        m_lines.push_back(lineOf(probabilities.curve(tag.classIndex)));
        stored.push_back(probabilities.isShaped(tag.classIndex) ? lineOf(probabilities.series(tag.classIndex))
                                                                : QPolygonF());
        travel += travelOf(m_lines.back()) + travelOf(stored.back());
    }
    const bool dense = travel > kMostStroked;
    for (std::size_t i = 0; i < stored.size(); ++i) {
        const PlotTag& tag = state().tags[i];
        drawCurve(painter, stored[i], fadedOn(tag.colour, state().colours, kStoredOpacity), tag.dashed, dense);
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        drawCurve(painter, m_lines[i], state().tags[i].colour, state().tags[i].dashed, dense);
    }
}

void CurvesItem::drawCurve(QCPPainter* painter, const QPolygonF& line, const QColor& colour, bool dashed,
                           bool dense) const
{
    if (line.isEmpty()) {
        return;
    }
    if (dense) {
        drawBars(painter, line, colour);
        return;
    }
    QPen pen(colour, kCurveWidth);
    pen.setJoinStyle(Qt::BevelJoin); // round ones look the same at this width and take several times as long
    if (dashed) {
        pen.setDashPattern({3, 2});
    }
    painter->setAntialiasing(true);
    painter->setPen(pen);
    painter->setBrush(Qt::NoBrush);
    const QPolygonF kept = withoutLevelPoints(line);
    if (dashed)
        painter->drawPolyline(kept); // parts would each begin with a dash
    else
        drawInParts(painter, kept);
    painter->setAntialiasing(false);
}

QPolygonF CurvesItem::peaksOf(const PeakSeries& series)
{
    const PixelGrid& grid = state().grid;
    state().probabilities.reduce(series, grid, m_columns);
    QPolygonF line;
    line.reserve(grid.columns);
    for (int i = 0; i < grid.columns; ++i) {
        const float value = m_columns[static_cast<std::size_t>(i)];
        if (value >= 0) {
            line.append(pointAt((static_cast<double>(grid.firstColumn + i) + 0.5) * grid.samplesPerColumn, value));
        }
    }
    return line;
}

QPolygonF CurvesItem::cellsOf(const PeakSeries& series) const
{
    const ProbabilitySeries& probabilities = state().probabilities;
    const double lastTagged = std::max(0.0, static_cast<double>(probabilities.taggedEnd() - 1));
    const auto rowNear = [&](double sample) {
        return probabilities.rowAt(static_cast<std::int64_t>(std::clamp(sample, 0.0, lastTagged))).value_or(0);
    };
    // One cell beyond each edge, so that the line leaves the view as it goes on.
    const std::int64_t first = std::max<std::int64_t>(rowNear(state().grid.startSample()) - 1, 0);
    const std::int64_t last = std::min(rowNear(state().grid.endSample()) + 2, series.size());
    QPolygonF line;
    for (std::int64_t row = first; row < last; ++row) {
        const double start = probabilities.cellStartSample(row);
        const double end = probabilities.cellEndSample(row);
        // The line reaches to the ends of what is tagged, level from the outermost centres.
        if (row == 0) {
            line.append(pointAt(start, series.at(row)));
        }
        line.append(pointAt((start + end) / 2, series.at(row)));
        if (row + 1 == probabilities.rows()) {
            line.append(pointAt(end, series.at(row)));
        }
    }
    return line;
}

void CurvesItem::drawBars(QCPPainter* painter, const QPolygonF& line, const QColor& colour) const
{
    struct Extent
    {
        double top = std::numeric_limits<double>::infinity();
        double bottom = -std::numeric_limits<double>::infinity();
    };
    const PixelGrid& grid = state().grid;
    std::vector<Extent> extents(static_cast<std::size_t>(grid.columns));
    const auto columnAt = [&](double x) { return static_cast<int>(std::floor((x - grid.left) * grid.pixelRatio)); };
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF from = line[i - 1];
        const QPointF to = line[i];
        const double slope = to.x() > from.x() ? (to.y() - from.y()) / (to.x() - from.x()) : 0;
        const int last = std::min(columnAt(to.x()), grid.columns - 1);
        for (int column = std::max(columnAt(from.x()), 0); column <= last; ++column) {
            const double left = grid.left + column / grid.pixelRatio;
            const double right = left + 1 / grid.pixelRatio;
            Extent& extent = extents[static_cast<std::size_t>(column)];
            for (const double x : {std::max(left, from.x()), std::min(right, to.x())}) {
                const double y = from.y() + slope * (x - from.x());
                extent.top = std::min(extent.top, y);
                extent.bottom = std::max(extent.bottom, y);
            }
        }
    }
    std::vector<QRectF> bars;
    bars.reserve(extents.size());
    for (std::size_t i = 0; i < extents.size(); ++i) {
        if (extents[i].bottom >= extents[i].top) {
            bars.emplace_back(grid.left + static_cast<double>(i) / grid.pixelRatio, extents[i].top - kCurveWidth / 2,
                              1 / grid.pixelRatio, extents[i].bottom - extents[i].top + kCurveWidth);
        }
    }
    painter->setPen(Qt::NoPen);
    painter->setBrush(colour);
    painter->drawRects(bars.data(), static_cast<int>(bars.size()));
}

QPointF CurvesItem::pointAt(double sample, float value) const
{
    return {state().grid.xOf(sample), kProbabilityRange.yOf(static_cast<double>(value), rect())};
}

} // namespace dass
