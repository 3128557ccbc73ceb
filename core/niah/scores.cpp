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

void ScoreBook::setBaseline(const Cell& cell, std::vector<float> logits)
{
    const TaggingScores scores = tagScores(logits, m_targets, m_experiment.classes());
    Baseline baseline;
    baseline.meanAveragePrecision = scores.meanAveragePrecision;
    baseline.meanRocAuc = scores.meanRocAuc;
    baseline.resampled = resampledMeanAveragePrecision(logits, m_targets, m_experiment.classes(), m_resamples);
    baseline.logits = std::move(logits);
    m_baselines[keyOfBaseline(cell)] = std::move(baseline);
}

std::span<const float> ScoreBook::baseline(const Cell& cell) const
{
    return m_baselines.at(keyOfBaseline(cell)).logits;
}

CellScores ScoreBook::score(const Cell& cell, std::span<const float> logits) const
{
    const Baseline& baseline = m_baselines.at(keyOfBaseline(cell));
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
    std::vector<double> resampled =
        resampledMeanAveragePrecision(logits, m_targets, m_experiment.classes(), m_resamples);
    scores.meanAveragePrecisionInterval = percentileInterval(resampled, level);
    for (std::size_t r = 0; r < resampled.size(); ++r)
        resampled[r] /= baseline.resampled[r];
    scores.retentionInterval = percentileInterval(std::move(resampled), level);
    scores.relativeDropInterval = {1 - scores.retentionInterval.high, 1 - scores.retentionInterval.low};
    return scores;
}

} // namespace dass::niah
