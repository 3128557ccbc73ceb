#include "app/haystack/experiment_results.h"

#include "app/haystack/experiment_plan.h"
#include "core/base/error.h"
#include "core/metrics/logits.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

std::string identityOf(const niah::Experiment& experiment)
{
    std::string identity = experiment.specText + experiment.needleFingerprint;
    for (const niah::CellRecord& cell : experiment.cells)
        identity += cell.fingerprint;
    return identity;
}

} // namespace

std::int64_t ExperimentResults::total() const
{
    return std::count_if(experiment->cells.begin(), experiment->cells.end(),
                         [](const niah::CellRecord& record) { return !record.cell.baseline; });
}

std::int64_t ExperimentResults::done() const
{
    std::int64_t count = 0;
    for (std::size_t c = 0; c < cells.size(); ++c)
        count += !experiment->cells[c].cell.baseline &&
                 (cells[c].state == CellResult::State::Done || cells[c].state == CellResult::State::Impossible);
    return count;
}

std::int64_t ExperimentResults::failed() const
{
    std::int64_t count = 0;
    for (std::size_t c = 0; c < cells.size(); ++c)
        count += !experiment->cells[c].cell.baseline && cells[c].state == CellResult::State::Impossible;
    return count;
}

void ExperimentReader::readPlan()
{
    m_plan.reset();
    m_recorded.reset();
    m_planError.clear();
    try {
        m_plan = std::make_shared<const niah::Spec>(loadPlan(m_folder / niah::kRecordName));
        m_recorded = m_plan;
        return;
    } catch (const std::exception& exception) {
        m_planError = describe(exception);
    }
    try {
        m_recorded = std::make_shared<const niah::Spec>(recordedPlan(*m_experiment, m_folder));
    } catch (const std::exception&) { // what is wrong with it is told already
    }
}

std::shared_ptr<const ExperimentResults> ExperimentReader::read(const std::filesystem::path& folder,
                                                                const std::stop_token& stop)
{
    auto experiment = std::make_shared<niah::Experiment>(niah::readExperiment(folder));
    std::string identity = identityOf(*experiment);
    if (folder != m_folder || identity != m_identity) {
        m_book.reset();
        m_folder = folder;
        m_identity = std::move(identity);
        m_experiment = std::move(experiment);
        m_book = std::make_unique<niah::ScoreBook>(*m_experiment);
        m_cells.assign(m_experiment->cells.size(), {});
        readPlan();
    } else if (!m_plan) {
        readPlan(); // what was missing may be there again
    }
    const auto needles = static_cast<std::int64_t>(m_experiment->needles.size());
    for (std::size_t c = 0; c < m_cells.size(); ++c) { // the needles alone come first
        if (stop.stop_requested())
            return nullptr;
        CellResult& result = m_cells[c];
        if (result.state == CellResult::State::Done)
            continue;
        const niah::CellRecord& record = m_experiment->cells[c];
        const auto contents =
            niah::readCell(niah::cellPath(folder, record), record.fingerprint, needles, m_experiment->classes());
        if (!contents || contents->shard.count != 1)
            continue;
        result.seconds = contents->seconds;
        result.note = contents->note;
        result.share = static_cast<double>(contents->rows()) / static_cast<double>(std::max<std::int64_t>(1, needles));
        if (!contents->note.empty()) {
            result.state = CellResult::State::Impossible;
        } else if (contents->rows() < needles) {
            result.state = CellResult::State::Partly;
        } else {
            if (record.cell.baseline) {
                if (!m_book->setBaseline(record.cell, contents->logits, stop))
                    return nullptr;
            } else if (!m_book->hasBaseline(record.cell)) {
                continue;
            }
            const auto scores = m_book->score(record.cell, contents->logits, stop);
            if (!scores)
                return nullptr;
            result.scores = *scores;
            result.state = CellResult::State::Done;
        }
    }
    return std::make_shared<const ExperimentResults>(
        ExperimentResults{folder, m_experiment, m_cells, m_plan, m_planError, m_recorded});
}

std::vector<NeedleScore> ExperimentReader::needles(std::size_t cell) const
{
    std::vector<NeedleScore> scores;
    if (cell >= m_cells.size() || m_cells[cell].state != CellResult::State::Done)
        return scores;
    const niah::CellRecord& record = m_experiment->cells[cell];
    const auto needles = static_cast<std::int64_t>(m_experiment->needles.size());
    const auto contents =
        niah::readCell(niah::cellPath(m_folder, record), record.fingerprint, needles, m_experiment->classes());
    if (!contents || contents->rows() != needles || !m_book->hasBaseline(record.cell))
        return scores;
    const auto classes = static_cast<std::size_t>(m_experiment->classes());
    const std::span<const float> baseline = m_book->baseline(record.cell);
    for (std::size_t i = 0; i < m_experiment->needles.size(); ++i) {
        const auto logits = std::span(contents->logits).subspan(i * classes, classes);
        const auto alone = baseline.subspan(i * classes, classes);
        for (const std::int64_t label : m_experiment->needles[i].labels) {
            const auto c = static_cast<std::size_t>(label);
            scores.push_back({static_cast<std::int64_t>(i), m_experiment->needles[i].name, m_experiment->labels[c].name,
                              sigmoid(logits[c]), sigmoid(alone[c]), rankOf(logits, c), rankOf(alone, c)});
        }
    }
    std::stable_sort(scores.begin(), scores.end(), [](const NeedleScore& a, const NeedleScore& b) {
        return a.alone - a.mixture > b.alone - b.mixture;
    });
    return scores;
}

} // namespace dass
