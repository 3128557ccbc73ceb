#include "core/niah/scores.h"

#include "core/base/error.h"
#include "core/metrics/classification_metrics.h"

#include <utility>

namespace dass::niah {

ScoreBook::ScoreBook(const Experiment& experiment)
    : m_experiment(experiment), m_targets(experiment.targets()),
      m_resamples(static_cast<std::int64_t>(experiment.needles.size()), experiment.bootstrap.resamples,
                  experiment.bootstrap.seed)
{
}

bool ScoreBook::setBaseline(const Cell& cell, std::vector<float> logits, const std::stop_token& stop)
{
    auto resampled = resampledScores(logits, m_targets, m_experiment.classes(), m_resamples, stop);
    if (!resampled)
        return false;
    const TaggingScores scores = tagScores(logits, m_targets, m_experiment.classes());
    m_baselines[keyOfBaseline(cell)] = {std::move(logits), scores.meanAveragePrecision, scores.meanRocAuc,
                                        std::move(*resampled)};
    return true;
}

std::span<const float> ScoreBook::baseline(const Cell& cell) const
{
    return m_baselines.at(keyOfBaseline(cell)).logits;
}

CellScores ScoreBook::score(const Cell& cell, std::span<const float> logits) const
{
    return *score(cell, logits, {}); // which nothing stops
}

std::optional<CellScores> ScoreBook::score(const Cell& cell, std::span<const float> logits,
                                           const std::stop_token& stop) const
{
    const Baseline& baseline = m_baselines.at(keyOfBaseline(cell));
    // The needles alone were resampled when they became the baseline.
    std::optional<ResampledScores> resampled =
        cell.baseline ? baseline.resampled
                      : resampledScores(logits, m_targets, m_experiment.classes(), m_resamples, stop);
    if (!resampled)
        return std::nullopt;
    const TaggingScores tagging = tagScores(logits, m_targets, m_experiment.classes());
    CellScores scores;
    scores.needles = tagging.clips;
    scores.meanAveragePrecision = tagging.meanAveragePrecision;
    scores.meanRocAuc = tagging.meanRocAuc;
    scores.baseMeanAveragePrecision = baseline.meanAveragePrecision;
    scores.baseMeanRocAuc = baseline.meanRocAuc;
    scores.retention = scores.meanAveragePrecision / scores.baseMeanAveragePrecision;
    scores.relativeDrop = 1 - scores.retention;

    const double level = m_experiment.bootstrap.level;
    std::vector<double>& precisions = resampled->meanAveragePrecision;
    scores.meanAveragePrecisionInterval = percentileInterval(precisions, level);
    scores.meanRocAucInterval = percentileInterval(std::move(resampled->meanRocAuc), level);
    for (std::size_t r = 0; r < precisions.size(); ++r)
        precisions[r] /= baseline.resampled.meanAveragePrecision[r];
    scores.retentionInterval = percentileInterval(std::move(precisions), level);
    scores.relativeDropInterval = {1 - scores.retentionInterval.high, 1 - scores.retentionInterval.low};
    return scores;
}

} // namespace dass::niah
