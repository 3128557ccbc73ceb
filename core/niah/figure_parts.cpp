#include "core/niah/figure_parts.h"

#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/base/version.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dass::niah {

namespace {

using OrderedJson = nlohmann::ordered_json;
using Cells = std::map<std::size_t, const CellScores*>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double secondsOf(const Cell& cell)
{
    return static_cast<double>(cell.frames) / 100;
}

// Cells that differ in length and position alone, by what tells them from the others.
class Conditions
{
public:
    struct Condition
    {
        std::string name;
        std::vector<std::size_t> cells; // as they lie in the experiment
    };

    Conditions(const Experiment& experiment, const Cells& cells)
    {
        std::set<std::size_t> models;
        std::set<Pooling> poolings;
        for (const auto& [index, scores] : cells) {
            models.insert(experiment.cells[index].cell.model);
            poolings.insert(experiment.cells[index].cell.pooling);
        }
        std::map<std::string, std::size_t> places;
        for (const auto& [index, scores] : cells) {
            const Cell& cell = experiment.cells[index].cell;
            if (cell.baseline)
                continue;
            std::string name =
                experiment.haystacks[cell.haystack] + (cell.snrDb ? " " + numberText(*cell.snrDb) + " dB" : "");
            if (poolings.size() > 1)
                name = nameOf(cell.pooling) + ", " + name;
            if (models.size() > 1)
                name = validUtf8(experiment.models[cell.model].name) + ", " + name;
            const auto [place, isNew] = places.try_emplace(name, all.size());
            if (isNew)
                all.push_back({name, {}});
            all[place->second].cells.push_back(index);
        }
    }

    std::vector<Condition> all;
};

std::vector<RetentionCurve> curvesOf(const Experiment& experiment, const Cells& cells,
                                     const Conditions::Condition& condition)
{
    std::map<double, RetentionCurve> byPosition;
    for (const std::size_t index : condition.cells) {
        const CellScores* const scores = cells.at(index);
        const Cell& cell = experiment.cells[index].cell;
        if (scores == nullptr)
            continue;
        RetentionCurve& curve = byPosition[cell.position];
        curve.name = condition.name + ", at " + numberText(cell.position);
        curve.points.push_back(
            {secondsOf(cell), scores->retention, scores->retentionInterval.low, scores->retentionInterval.high});
    }
    std::vector<RetentionCurve> curves;
    for (auto& [position, curve] : byPosition) {
        std::sort(curve.points.begin(), curve.points.end(),
                  [](const RetentionPoint& a, const RetentionPoint& b) { return a.seconds < b.seconds; });
        if (curve.points.size() > 1)
            curves.push_back(std::move(curve));
    }
    return curves;
}

HeatMap heatMapOf(const Experiment& experiment, const Cells& cells, const Conditions::Condition& condition)
{
    std::set<double> seconds;
    std::set<double> positions;
    for (const std::size_t index : condition.cells) {
        seconds.insert(secondsOf(experiment.cells[index].cell));
        positions.insert(experiment.cells[index].cell.position);
    }
    HeatMap map{condition.name, {seconds.begin(), seconds.end()}, {positions.begin(), positions.end()}, {}};
    map.retention.assign(seconds.size() * positions.size(), kNaN);
    for (const std::size_t index : condition.cells) {
        const Cell& cell = experiment.cells[index].cell;
        const auto row = std::distance(positions.begin(), positions.find(cell.position));
        const auto column = std::distance(seconds.begin(), seconds.find(secondsOf(cell)));
        if (const CellScores* const scores = cells.at(index))
            map.retention[static_cast<std::size_t>(row) * seconds.size() + static_cast<std::size_t>(column)] =
                scores->retention;
    }
    return map;
}

} // namespace

std::string provenanceOf(const Experiment& experiment)
{
    OrderedJson json{{"format", "dass-niah-figure"},
                     {"version", 1},
                     {"program", std::string("dass ") + dass::kVersion},
                     {"spec_sha256", sha256Of(experiment.specText)},
                     {"needles", experiment.needles.size()},
                     {"needle_fingerprint", experiment.needleFingerprint},
                     {"models", OrderedJson::array()}};
    for (const ModelRecord& model : experiment.models) {
        json["models"].push_back({{"name", validUtf8(model.name)}, {"sha256", model.sha256}});
        if (!model.astPositions.empty())
            json["models"].back()["ast_positions"] = model.astPositions;
    }
    return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

Figure figureOf(const Experiment& experiment, const Cells& cells)
{
    Figure figure;
    figure.title = "Needle in a haystack";
    if (experiment.models.size() == 1)
        figure.title += ", " + validUtf8(experiment.models.front().name);
    figure.title += ": retention of the mAP of " + std::to_string(experiment.needles.size()) + " needles alone";
    figure.provenance = provenanceOf(experiment);
    for (const Conditions::Condition& condition : Conditions(experiment, cells).all) {
        for (RetentionCurve& curve : curvesOf(experiment, cells, condition))
            figure.curves.push_back(std::move(curve));
        const bool any = std::any_of(condition.cells.begin(), condition.cells.end(),
                                     [&](std::size_t index) { return cells.at(index) != nullptr; });
        if (any)
            figure.heatMaps.push_back(heatMapOf(experiment, cells, condition));
    }
    return figure;
}

} // namespace dass::niah
