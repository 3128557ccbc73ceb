#pragma once

#include "core/niah/bootstrap.h"
#include "core/niah/cell_file.h"
#include "core/niah/record.h"

#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::niah {

struct CellScores
{
    std::int64_t needles = 0;
    double meanAveragePrecision = 0;
    double meanRocAuc = 0;
    double baseMeanAveragePrecision = 0; // of the needles alone
    double baseMeanRocAuc = 0;
    double retention = 0;                  // mAP over that of the needles alone
    double relativeDrop = 0;               // 1 - retention
    Interval meanAveragePrecisionInterval; // NaN without resamples, as those below
    Interval retentionInterval;
    Interval relativeDropInterval;
    Interval meanRocAucInterval;
};

// Scores cells against the needles' labels and against the needles alone, with the same resamples for both.
class ScoreBook
{
public:
    // Keeps a reference.
    explicit ScoreBook(const Experiment& experiment);

    // Logits [needles, classes] of all needles; the needles alone come first. False, and nothing is known of them, when
    // stopped.
    bool setBaseline(const Cell& cell, std::vector<float> logits, const std::stop_token& stop = {});
    bool hasBaseline(const Cell& cell) const { return m_baselines.contains(keyOfBaseline(cell)); }
    std::span<const float> baseline(const Cell& cell) const; // logits [needles, classes]
    CellScores score(const Cell& cell, std::span<const float> logits) const;
    // Nothing when stopped: of many needles and resamples it may take a while.
    std::optional<CellScores> score(const Cell& cell, std::span<const float> logits, const std::stop_token& stop) const;

private:
    struct Baseline
    {
        std::vector<float> logits;
        double meanAveragePrecision = 0;
        double meanRocAuc = 0;
        ResampledScores resampled;
    };
    using Key = std::pair<std::size_t, Pooling>;
    static Key keyOfBaseline(const Cell& cell) { return {cell.model, cell.pooling}; }

    const Experiment& m_experiment;
    std::vector<float> m_targets;
    Resamples m_resamples;
    std::map<Key, Baseline> m_baselines;
};

} // namespace dass::niah
