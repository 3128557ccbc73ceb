// What of an experiment is drawn: series, grids and lines.
#include "app/haystack/number_list.h"
#include "ui/haystack/experiment_figure.h"
#include "ui/haystack/haystack_words.h"
#include "ui/haystack/result_plots.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace dass {

namespace {

constexpr std::size_t kMostPlaces = 1'000'000; // of a grid

using SeriesKey = std::tuple<std::size_t, std::size_t, Pooling, std::optional<double>>;

SeriesKey keyOf(const niah::Cell& cell)
{
    return {cell.model, cell.haystack, cell.pooling, cell.snrDb};
}

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
    std::set<SeriesKey> known;
    std::set<Pooling> poolings;
    for (const niah::CellRecord& record : experiment.cells) {
        const niah::Cell& cell = record.cell;
        if (cell.baseline || !known.insert(keyOf(cell)).second)
            continue;
        all.push_back({cell.model, cell.haystack, cell.pooling, cell.snrDb, {}});
        poolings.insert(cell.pooling);
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
    if (allLengths.size() > kMostPlaces / std::max<std::size_t>(1, allPositions.size()))
        return; // no such grid is planned; it stays empty
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

std::optional<std::size_t> HeatGrid::placeOf(int cell) const
{
    const auto at = cell < 0 ? cells.end() : std::find(cells.begin(), cells.end(), cell);
    return at == cells.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - cells.begin()));
}

int HeatGrid::cellUnder(const QPointF& at, const QRectF& area) const
{
    if (cells.empty() || !area.contains(at))
        return -1;
    const auto placeOf = [](double share, std::size_t count) {
        return std::min(static_cast<std::size_t>(share * static_cast<double>(count)), count - 1);
    };
    const std::size_t row = placeOf((at.y() - area.top()) / area.height(), positions.size());
    const std::size_t column = placeOf((at.x() - area.left()) / area.width(), lengths.size());
    return rectOf(row, column, area).contains(at) ? cellAt(row, column) : -1;
}

std::vector<RetentionLine> retentionLines(const ExperimentResults& results, const std::vector<ExperimentSeries>& series,
                                          double position)
{
    const auto& records = results.experiment->cells;
    std::map<SeriesKey, std::vector<std::size_t>> cellsOf;
    for (std::size_t c = 0; c < records.size(); ++c)
        if (!records[c].cell.baseline)
            cellsOf[keyOf(records[c].cell)].push_back(c);
    std::vector<RetentionLine> lines;
    for (const ExperimentSeries& one : series) {
        const std::vector<std::size_t>& cells = cellsOf[{one.model, one.haystack, one.pooling, one.snrDb}];
        const bool onlyOne = std::all_of(cells.begin(), cells.end(), [&](std::size_t c) {
            return records[c].cell.position == records[cells.front()].cell.position;
        });
        RetentionLine line;
        line.name = one.name;
        line.model = QString::fromStdString(results.experiment->models[one.model].name);
        if (onlyOne && !cells.empty() && records[cells.front()].cell.position != position)
            line.place = records[cells.front()].cell.position;
        for (const std::size_t c : cells) {
            const niah::CellScores& scores = results.cells[c].scores;
            if ((onlyOne || records[c].cell.position == position) &&
                results.cells[c].state == CellResult::State::Done && std::isfinite(scores.retention))
                line.points.push_back({records[c].cell.frames, scores.retention, scores.retentionInterval.low,
                                       scores.retentionInterval.high});
        }
        std::sort(line.points.begin(), line.points.end(),
                  [](const auto& a, const auto& b) { return a.frames < b.frames; });
        lines.push_back(std::move(line)); // also without points: its colour stays its own
    }
    return lines;
}

QString heatMapTitle(const QString& series)
{
    return HeatMap::tr("Retention, % of the 10 s mAP, %1").arg(series);
}

// A position of its own is a model's, as of a specification, so that all lines of the model have it.
QString retentionTitle(const std::vector<RetentionLine>& lines, double position)
{
    const auto text = [](double place) { return QLocale().toString(place, 'f', 2); };
    QStringList others;
    for (const RetentionLine& line : lines)
        if (line.place)
            if (const QString other = RetentionPlot::tr("%1: at %2").arg(line.model, text(*line.place));
                !others.contains(other))
                others << other;
    return others.isEmpty() ? RetentionPlot::tr("Retention, % of each 10 s mAP, needle at %1").arg(text(position))
                            : RetentionPlot::tr("Retention, % of each 10 s mAP, needle at %1 (%2)")
                                  .arg(text(position), others.join(QStringLiteral(", ")));
}

} // namespace dass
