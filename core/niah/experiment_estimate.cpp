// What is left of an experiment, measured beforehand.
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/base/seconds_since.h"
#include "core/metrics/classification_metrics.h"
#include "core/niah/bootstrap.h"
#include "core/niah/experiment_run.h"
#include "core/niah/haystack_cost.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <new>
#include <tuple>

namespace dass::niah {

namespace {

using Clock = std::chrono::steady_clock;

// What the allocator holds when inputs of many lengths have been through a model, over what one call needs.
constexpr double kHeld = 2.4;
constexpr std::int64_t kBaseBytes = 200'000'000; // the program itself
constexpr std::int64_t kProbedNeedles = 2000;    // of a cell's scores
constexpr std::int64_t kProbedResamples = 10;

std::string durationText(double seconds)
{
    if (seconds < 59.5)
        return fixedText(seconds, seconds < 9.95 ? 1 : 0) + " s";
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

// What a measurement answers. Where memory is short for it, or a model cannot be used for the moment, `unknown` says so
// of its subject: the cells may still have room, or each says for itself what it cannot.
bool tryToMeasure(const std::string& subject, std::string& unknown, const std::function<bool()>& measurement)
{
    try {
        return measurement();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Unsupported && error.code() != ErrorCode::OutOfMemory)
            throw;
        unknown = subject + ": " + error.what();
    } catch (const std::bad_alloc& error) {
        unknown = subject + ": " + describe(error);
    }
    return true;
}

} // namespace

std::vector<std::int64_t> ExperimentRun::lengthsLeft(std::size_t model) const
{
    std::vector<std::int64_t> lengths;
    for (std::size_t c = 0; c < m_rowsDone.size(); ++c) {
        const Cell& cell = experiment().cells[c].cell;
        if (cell.model == model && m_rowsDone[c] < rows() && !isNeedleAlone(cell))
            lengths.push_back(cell.frames);
    }
    return lengths;
}

bool ExperimentRun::takesHaystack(std::size_t index) const
{
    const Cell& cell = experiment().cells[index].cell;
    return !cell.baseline && !isNeedleAlone(cell) && m_rowsDone[index] < rows() &&
           experiment().models[cell.model].note.empty();
}

bool ExperimentRun::measure()
{
    const auto left = [&] {
        return std::count_if(m_rowsDone.begin(), m_rowsDone.end(), [&](std::int64_t done) { return done < rows(); });
    };
    RunEstimate estimate;
    estimate.cells = static_cast<std::int64_t>(m_rowsDone.size());
    estimate.needles = rows();
    if (left() > 0 && !measureAll(estimate))
        return false;
    estimate.cellsLeft = left(); // more than before where another device goes on
    estimate.memoryBytes += kBaseBytes;
    estimate.scratchBytes += m_prepared->needles.scratchBytes();
    if (estimate.unknown.empty()) // else some models have not been loaded
        estimate.seconds += loadingLeft();
    m_clock.start(estimate.seconds);
    tellEstimate(estimate);
    return true;
}

// False when stopped; ends with the first part that cannot be measured.
bool ExperimentRun::measureAll(RunEstimate& estimate)
{
    std::string& unknown = estimate.unknown;
    for (std::size_t m = 0; m < experiment().models.size(); ++m) {
        if (lengthsLeft(m).empty() || !experiment().models[m].note.empty())
            continue;
        if (m_stop.stop_requested()) // before a model is read, which may take a minute
            return false;
        if (!tryToMeasure(experiment().models[m].name, unknown, [&] { return measureModel(m, estimate); }))
            return false;
        if (!unknown.empty())
            return true;
    }
    const bool done = tryToMeasure("haystacks", unknown, [&] { return measureHaystacks(estimate); });
    if (!done || !unknown.empty())
        return done;
    return tryToMeasure("tables", unknown, [&] { return measureTables(estimate); });
}

bool ExperimentRun::measureModel(std::size_t m, RunEstimate& estimate)
{
    const auto lengths = lengthsLeft(m);
    MixtureScorer& scorer = *load(m).scorer;
    const auto cost = CostModel::measure(scorer, lengths, m_stop);
    tellNotices();
    followDevice();
    if (!cost)
        return false;
    m_costs.emplace(m, *cost);
    for (std::int64_t frames : lengths) {
        estimate.memoryBytes = std::max(
            estimate.memoryBytes, static_cast<std::int64_t>(kHeld * static_cast<double>(scorer.memoryBytes(frames))) +
                                      scorer.keptBytes(frames) + experiment().models[m].parameters * 4);
        estimate.scratchBytes = std::max(estimate.scratchBytes, scorer.scratchBytes(frames));
    }
    for (std::size_t c = 0; c < m_rowsDone.size(); ++c) {
        const Cell& cell = experiment().cells[c].cell;
        if (cell.model != m || isNeedleAlone(cell))
            continue;
        estimate.seconds += static_cast<double>(rows() - m_rowsDone[c]) * cost->seconds(scorer, cell.frames);
        c += groupFrom(c, scorer).size() - 1; // which are computed with it
    }
    return true;
}

bool ExperimentRun::measureHaystacks(RunEstimate& estimate)
{
    std::set<std::size_t> wanted;
    for (std::size_t c = 0; c < m_rowsDone.size(); ++c) {
        if (takesHaystack(c))
            wanted.insert(experiment().cells[c].cell.haystack);
    }
    std::map<std::tuple<HaystackKind, std::filesystem::path, std::int64_t>, double> known; // seeds make no difference
    std::int64_t bytes = 0;                                                                // one lies there at a time
    for (const std::size_t h : wanted) {
        const HaystackSpec& haystack = m_spec.haystacks[h];
        const HaystackOptions options = haystackOptions(h);
        const std::int64_t longest = *std::max_element(options.lengths.begin(), options.lengths.end());
        const std::tuple alike{haystack.kind, haystack.file, longest};
        if (!known.contains(alike)) {
            const auto seconds = haystackSeconds(haystack, options, m_stop);
            if (!seconds)
                return false;
            known[alike] = *seconds;
        }
        m_haystackSeconds[h] = known[alike];
        estimate.seconds += known[alike];
        estimate.haystackSeconds += known[alike];
        bytes = std::max(bytes, Haystack::scratchBytes(haystack, options));
    }
    estimate.scratchBytes += bytes;
    return true;
}

// By a few resamples of some needles: the work grows with both.
bool ExperimentRun::measureTables(RunEstimate& estimate)
{
    if (m_options.shard.count != 1)
        return true; // a part has no tables
    const std::int64_t needles = std::min(m_prepared->needles.size(), kProbedNeedles);
    const std::int64_t resamples = std::min(experiment().bootstrap.resamples, kProbedResamples);
    const auto values = static_cast<std::size_t>(needles * experiment().classes());
    std::vector<float> targets(values, 0.0F);
    for (std::int64_t i = 0; i < needles; ++i) {
        for (const std::int64_t label : experiment().needles[static_cast<std::size_t>(i)].labels)
            targets[static_cast<std::size_t>(i * experiment().classes() + label)] = 1;
    }
    std::vector<float> logits(values);
    for (std::size_t i = 0; i < values; ++i) // of any order but none
        logits[i] = static_cast<float>(i * 7919 % 10007);
    const double share = static_cast<double>(m_prepared->needles.size()) / static_cast<double>(needles);
    const auto begin = Clock::now();
    tagScores(logits, targets, experiment().classes());
    m_tableSeconds = share * secondsSince(begin);
    if (resamples > 0) {
        const Resamples draws(needles, resamples, experiment().bootstrap.seed);
        const auto drawn = Clock::now();
        if (!resampledScores(logits, targets, experiment().classes(), draws, m_stop))
            return false;
        m_tableSeconds += share * secondsSince(drawn) * static_cast<double>(experiment().bootstrap.resamples) /
                          static_cast<double>(resamples);
    }
    const auto scored = std::count_if(experiment().cells.begin(), experiment().cells.end(), [&](const auto& record) {
        return experiment().models[record.cell.model].note.empty();
    });
    estimate.seconds += m_tableSeconds * static_cast<double>(scored);
    return true;
}

double ExperimentRun::loadingLeft() const
{
    double seconds = 0;
    std::size_t loaded = m_loaded ? m_loaded->index : experiment().models.size(); // none
    for (std::size_t c = 0; c < m_rowsDone.size(); ++c) {
        const Cell& cell = experiment().cells[c].cell;
        if (m_rowsDone[c] == rows() || isNeedleAlone(cell) || !experiment().models[cell.model].note.empty())
            continue;
        if (loaded != cell.model)
            seconds += m_loadSeconds.at(cell.model);
        loaded = cell.model;
    }
    return seconds;
}

void ExperimentRun::tellEstimate(const RunEstimate& estimate)
{
    RunProgress now;
    now.message = "nothing is left to do";
    now.estimate = estimate;
    if (estimate.cellsLeft > 0)
        now.message = std::to_string(estimate.cellsLeft) + " of " + std::to_string(estimate.cells) + " cells to do, " +
                      std::to_string(estimate.needles) + " needles each: ";
    if (estimate.cellsLeft > 0 && !estimate.unknown.empty()) {
        now.message += "time and memory cannot be estimated: " + estimate.unknown;
    } else if (estimate.cellsLeft > 0) {
        m_estimated = estimate.seconds;
        m_begun = Clock::now();
        now.message += "about " + durationText(estimate.seconds) + ", " +
                       fixedText(static_cast<double>(estimate.memoryBytes) / 1e9, 1) + " GB of memory, " +
                       fixedText(static_cast<double>(estimate.scratchBytes) / 1e9, 2) + " GB of temporary files in '" +
                       spillFolder(m_options.scratchFolder).string() + "'";
    }
    m_progress(now);
}

void ExperimentRun::tellTaken() const
{
    if (m_estimated)
        tell("estimated " + durationText(*m_estimated) + ", took " + durationText(secondsSince(m_begun)));
}

} // namespace dass::niah
