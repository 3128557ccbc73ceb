#pragma once

#include "core/niah/cell_file.h"
#include "core/niah/record.h"
#include "core/niah/scores.h"

#include <QMetaType>

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

struct CellResult
{
    enum class State { Waiting, Partly, Done, Impossible };
    State state = State::Waiting;
    double share = 0;        // of its needles
    niah::CellScores scores; // of Done
    double seconds = 0;
    std::string note; // why it is impossible
};

// What an experiment's folder holds.
struct ExperimentResults
{
    std::filesystem::path folder;
    std::shared_ptr<const niah::Experiment> experiment;
    std::vector<CellResult> cells;          // as experiment->cells
    std::shared_ptr<const niah::Spec> plan; // that made it; null where files that it names are gone
    std::string planError = {};             // then: which
    // The same as far as the record alone tells it (recordedPlan()); null where it does not.
    std::shared_ptr<const niah::Spec> recorded = {};

    std::int64_t total() const;  // cells that are no baselines
    std::int64_t done() const;   // of these, also those that are impossible
    std::int64_t failed() const; // of these, the impossible ones, which another run tries again
};

// One label of one needle in a cell.
struct NeedleScore
{
    std::int64_t needle = 0; // of the experiment
    std::string name;
    std::string label;
    float mixture = 0; // probabilities
    float alone = 0;
    std::int64_t rank = 0; // 1 for the most probable class
    std::int64_t rankAlone = 0;
};

// Reads an experiment's folder again and again while it fills; what has been read is not read again. One thread.
class ExperimentReader
{
public:
    // Null when stopped. Throws Error: NotFound, BadFile.
    std::shared_ptr<const ExperimentResults> read(const std::filesystem::path& folder, const std::stop_token& stop);
    // Of a cell that is done, those that lost most first; after read().
    std::vector<NeedleScore> needles(std::size_t cell) const;

private:
    void readPlan();

    std::filesystem::path m_folder;
    std::string m_identity; // of the experiment that lies there
    std::shared_ptr<const niah::Experiment> m_experiment;
    std::shared_ptr<const niah::Spec> m_plan;
    std::string m_planError;
    std::shared_ptr<const niah::Spec> m_recorded;
    std::unique_ptr<niah::ScoreBook> m_book; // refers to the experiment
    std::vector<CellResult> m_cells;
};

} // namespace dass

Q_DECLARE_METATYPE(std::shared_ptr<const dass::ExperimentResults>)
Q_DECLARE_METATYPE(std::vector<dass::NeedleScore>)
