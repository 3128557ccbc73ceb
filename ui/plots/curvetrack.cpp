#include "ui/plots/curvetrack.h"

#include "ui/plots/stackstate.h"

#include <algorithm>

namespace dass {
namespace {

constexpr double kCurveWidth = 1.5;

double cellCentre(const ProbabilitySeries& probabilities, std::int64_t row)
{
    return (probabilities.cellStartSample(row) + probabilities.cellEndSample(row)) / 2;
}

} // namespace

CurveTrack::CurveTrack(QCustomPlot* plot, QCPAxisRect* track, const QString& layer, const StackState& state)
    : m_plot(plot), m_track(track), m_layer(layer), m_state(state)
{
}

void CurveTrack::updateTags()
{
    while (m_graphs.size() > m_state.tags.size()) {
        m_plot->removeGraph(m_graphs.back());
        m_graphs.pop_back();
    }
    while (m_graphs.size() < m_state.tags.size()) {
        QCPGraph* const graph = m_plot->addGraph(m_track->axis(QCPAxis::atBottom), m_track->axis(QCPAxis::atLeft));
        graph->setLayer(m_layer);
        graph->setAdaptiveSampling(true);
        graph->setAntialiased(true);
        m_graphs.push_back(graph);
    }
    for (std::size_t i = 0; i < m_graphs.size(); ++i) {
        const PlotTag& tag = m_state.tags[i];
        QPen pen(tag.colour, kCurveWidth);
        pen.setJoinStyle(Qt::RoundJoin);
        if (tag.dashed) {
            pen.setDashPattern({3, 2});
        }
        m_graphs[i]->setPen(pen);
        m_graphs[i]->setName(tag.name);
    }
    updatePoints();
}

void CurveTrack::updatePoints()
{
    const ProbabilitySeries& probabilities = m_state.probabilities;
    for (std::size_t i = 0; i < m_graphs.size(); ++i) {
        const PeakSeries* const series = probabilities.series(m_state.tags[i].classIndex);
        if (series == nullptr || series->size() == 0) {
            m_graphs[i]->data()->clear();
            continue;
        }
        const double visible = m_state.grid.endSample() - m_state.grid.startSample();
        if (visible > probabilities.cellSamples() * m_state.grid.columns) {
            setPeaks(m_graphs[i], *series);
        } else {
            setCells(m_graphs[i], *series);
        }
    }
}

void CurveTrack::setPeaks(QCPGraph* graph, const PeakSeries& series)
{
    m_state.probabilities.reduce(series, m_state.grid, m_columns);
    QVector<QCPGraphData> points;
    points.reserve(m_state.grid.columns);
    for (int i = 0; i < m_state.grid.columns; ++i) {
        const float value = m_columns[static_cast<std::size_t>(i)];
        if (value >= 0) {
            const double column = static_cast<double>(m_state.grid.firstColumn + i) + 0.5;
            points.append({column * m_state.grid.samplesPerColumn, static_cast<double>(value)});
        }
    }
    graph->data()->set(points, true);
}

void CurveTrack::setCells(QCPGraph* graph, const PeakSeries& series)
{
    const ProbabilitySeries& probabilities = m_state.probabilities;
    const double start = m_state.grid.startSample();
    const double end = m_state.grid.endSample();
    const auto rowNear = [&](double sample) {
        const double inside =
            std::clamp(sample, 0.0, std::max(0.0, static_cast<double>(probabilities.taggedEnd() - 1)));
        return probabilities.rowAt(static_cast<std::int64_t>(inside)).value_or(0);
    };
    // One cell beyond each edge, so that the line leaves the view as it goes on.
    const std::int64_t first = std::max<std::int64_t>(rowNear(start) - 1, 0);
    const std::int64_t last = std::min(rowNear(end) + 2, series.size());
    QVector<QCPGraphData> points;
    for (std::int64_t row = first; row < last; ++row) {
        const auto value = static_cast<double>(series.at(row));
        // The line reaches to the ends of what is tagged, level from the outermost centres.
        if (row == 0) {
            points.append({probabilities.cellStartSample(0), value});
        }
        points.append({cellCentre(probabilities, row), value});
        if (row + 1 == probabilities.rows()) {
            points.append({probabilities.cellEndSample(row), value});
        }
    }
    graph->data()->set(points, true);
}

} // namespace dass
