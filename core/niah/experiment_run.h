#pragma once

#include "core/niah/cell_file.h"
#include "core/niah/cost.h"
#include "core/niah/preparation.h"
#include "core/niah/runner.h"
#include "core/niah/scorer.h"
#include "core/niah/tables.h"
#include "core/niah/work_clock.h"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace dass::niah {

// One start of an experiment in its folder, which the caller has locked.
class ExperimentRun
{
public:
    ExperimentRun(const Spec& spec, std::filesystem::path folder, const RunOptions& options, std::stop_token stop,
                  ProgressSink<RunProgress> progress);

    Outcome run();
    Outcome estimate(); // says what is left to do and changes nothing

private:
    // A model in use, with what it costs.
    struct Loaded
    {
        std::size_t index;
        std::unique_ptr<TaggingModel> model;
        std::unique_ptr<MixtureScorer> scorer;
        std::set<std::string> told; // of its notices
    };

    bool begin(); // everything before the first cell; false when stopped
    void findDone();
    bool measure();
    bool measureAll(RunEstimate& estimate);
    bool measureModel(std::size_t model, RunEstimate& estimate);
    bool measureHaystacks(RunEstimate& estimate);
    bool measureTables(RunEstimate& estimate);
    double loadingLeft() const; // seconds, of models that take turns
    bool takesHaystack(std::size_t cell) const;
    void tellEstimate(const RunEstimate& estimate);
    void tellTaken() const;
    bool work();                    // all cells that are left; false when stopped
    bool compute(std::size_t cell); // and those that are computed with it
    bool computeAlone(std::size_t cell);
    void tellScoring(const std::string& key, double underWay);
    double cellsShare() const; // that are finished
    bool computeRows(const std::vector<std::size_t>& group, std::vector<CellContents>& contents);
    std::vector<std::size_t> groupFrom(std::size_t first, const MixtureScorer& scorer) const;
    void finish(std::size_t cell, const CellContents& contents);
    bool tabulate(std::size_t cell, const CellContents& contents); // false when stopped
    void writeTables(bool all);

    const Experiment& experiment() const { return m_prepared->experiment; }
    CellContents contentsOf(const CellRecord& record) const; // what its file holds, or nothing yet
    CellContents nothingOf(const CellRecord& record) const;
    std::int64_t rows() const { return m_options.shard.rows(m_prepared->needles.size()); }
    bool isNeedleAlone(const Cell& cell) const; // a mixture without a haystack, which its baseline is
    std::size_t baselineOf(const Cell& cell) const;
    Loaded& load(std::size_t model);
    bool followDevice();                          // of the loaded model; true where its rows are others than before
    void tellNotices();                           // of the loaded model
    const Haystack* haystackOf(const Cell& cell); // null when stopped
    std::vector<std::int64_t> lengthsLeft(std::size_t model) const;
    HaystackOptions haystackOptions(std::size_t haystack) const;
    void tell(const std::string& message, Warning warning = Warning::None) const;

    const Spec& m_spec;
    std::filesystem::path m_folder;
    RunOptions m_options;
    std::stop_token m_stop;
    ProgressSink<RunProgress> m_progress;

    std::optional<Preparation> m_prepared;
    bool m_recorded = false;              // in the folder
    std::vector<std::int64_t> m_rowsDone; // [cells]; -1 where a note says why there are none
    std::map<std::size_t, CostModel> m_costs;
    std::map<std::size_t, double> m_loadSeconds;     // of models
    std::map<std::size_t, double> m_haystackSeconds; // of those that are to be made
    double m_tableSeconds = 0;                       // to score a cell that is finished
    WorkClock m_clock;
    std::optional<double> m_estimated; // seconds, from m_begun on; nothing where nothing is left, or it is not known
    std::chrono::steady_clock::time_point m_begun;
    std::optional<Loaded> m_loaded;
    std::optional<std::size_t> m_haystackIndex;
    std::optional<Haystack> m_haystack;
    std::unique_ptr<ResultTables> m_tables;
    std::chrono::steady_clock::time_point m_tablesWritten;
};

} // namespace dass::niah
