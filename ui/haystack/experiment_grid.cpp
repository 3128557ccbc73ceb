// What of an experiment is drawn: series, grids and lines.
#include "app/haystack/number_list.h"
#include "ui/haystack/experiment_figure.h"
#include "ui/haystack/haystack_words.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace dass {

namespace {

// Names of one's own stay as they are.
QString nameOfHaystack(const std::string& name)
{
    for (const niah::HaystackKind kind : haystackKinds())
        if (name == nameOf(kind))
            return haystackName(kind);
    return QString::fromStdString(name);
}

} // namespace

bool ExperimentSeries::has(const niah::Cell& cell) const
{
    return !cell.baseline && cell.model == model && cell.haystack == haystack && cell.pooling == pooling &&
           cell.snrDb == snrDb;
}

std::vector<ExperimentSeries> seriesOf(const niah::Experiment& experiment)
{
    std::vector<ExperimentSeries> all;
    std::set<Pooling> poolings;
    for (const niah::CellRecord& record : experiment.cells) {
        const bool known = std::any_of(all.begin(), all.end(),
                                       [&](const ExperimentSeries& series) { return series.has(record.cell); });
        if (record.cell.baseline || known)
            continue;
        all.push_back({record.cell.model, record.cell.haystack, record.cell.pooling, record.cell.snrDb, {}});
        poolings.insert(record.cell.pooling);
    }
    for (ExperimentSeries& series : all) {
        QStringList parts;
        if (experiment.models.size() > 1)
            parts << QString::fromStdString(experiment.models[series.model].name);
        parts << nameOfHaystack(experiment.haystacks[series.haystack]) +
                     (series.snrDb ? ' ' + ratioText(*series.snrDb) : QString());
        if (poolings.size() > 1)
            parts << poolingName(series.pooling);
        series.name = parts.join(QStringLiteral(", "));
    }
    return all;
}

std::shared_ptr<const ExperimentResults> plannedResults(const niah::Spec& plan)
{
    auto experiment = std::make_shared<niah::Experiment>();
    for (const niah::ModelEntry& model : plan.models) {
        experiment->models.emplace_back();
        experiment->models.back().name = model.name.empty() ? model.path.stem().string() : model.name;
    }
    for (const niah::HaystackSpec& haystack : plan.haystacks)
        experiment->haystacks.push_back(haystack.name.empty() ? nameOf(haystack.kind) : haystack.name);
    for (const niah::Cell& cell : niah::cellsOf(plan))
        experiment->cells.push_back({cell, {}, {}, {}});
    auto results = std::make_shared<ExperimentResults>();
    results->cells.resize(experiment->cells.size());
    results->experiment = std::move(experiment);
    return results;
}

HeatGrid::HeatGrid(const ExperimentResults& results, const ExperimentSeries& series)
{
    std::set<std::int64_t> allLengths;
    std::set<double> allPositions;
    const auto& records = results.experiment->cells;
    for (const niah::CellRecord& record : records)
        if (series.has(record.cell)) {
            allLengths.insert(record.cell.frames);
            allPositions.insert(record.cell.position);
        }
    lengths.assign(allLengths.begin(), allLengths.end());
    positions.assign(allPositions.begin(), allPositions.end());
    cells.assign(lengths.size() * positions.size(), -1);
    for (std::size_t c = 0; c < records.size(); ++c)
        if (series.has(records[c].cell)) {
            const auto column = std::lower_bound(lengths.begin(), lengths.end(), records[c].cell.frames);
            const auto row = std::lower_bound(positions.begin(), positions.end(), records[c].cell.position);
            cells[static_cast<std::size_t>(row - positions.begin()) * lengths.size() +
                  static_cast<std::size_t>(column - lengths.begin())] = static_cast<int>(c);
        }
}

QRectF HeatGrid::rectOf(std::size_t row, std::size_t column, const QRectF& area) const
{
    const double width = area.width() / static_cast<double>(lengths.size());
    const double height = area.height() / static_cast<double>(positions.size());
    return {area.left() + static_cast<double>(column) * width, area.top() + static_cast<double>(row) * height,
            width - 1, height - 1};
}

int HeatGrid::cellUnder(const QPointF& at, const QRectF& area) const
{
    for (std::size_t row = 0; row < positions.size(); ++row)
        for (std::size_t column = 0; column < lengths.size(); ++column)
            if (rectOf(row, column, area).contains(at))
                return cellAt(row, column);
    return -1;
}

std::vector<RetentionLine> retentionLines(const ExperimentResults& results, const std::vector<ExperimentSeries>& series,
                                          double position)
{
    std::vector<RetentionLine> lines;
    for (const ExperimentSeries& one : series) {
        const HeatGrid grid(results, one);
        RetentionLine line;
        line.name = one.name;
        for (std::size_t row = 0; row < grid.positions.size(); ++row) {
            if (grid.positions[row] != position && grid.positions.size() > 1)
                continue;
            for (std::size_t column = 0; column < grid.lengths.size(); ++column) {
                const int cell = grid.cellAt(row, column);
                if (cell < 0 || results.cells[static_cast<std::size_t>(cell)].state != CellResult::State::Done)
                    continue;
                const niah::CellScores& scores = results.cells[static_cast<std::size_t>(cell)].scores;
                if (std::isfinite(scores.retention))
                    line.points.push_back({grid.lengths[column], scores.retention, scores.retentionInterval.low,
                                           scores.retentionInterval.high});
            }
        }
        lines.push_back(std::move(line)); // also without points: its colour stays its own
    }
    return lines;
}

} // namespace dass
