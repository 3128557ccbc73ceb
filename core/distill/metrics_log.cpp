#include "core/distill/metrics_log.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace dass::distill {

namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson numberOrNull(double value)
{
    return std::isfinite(value) ? OrderedJson(value) : OrderedJson();
}

OrderedJson evaluationLine(const char* kind, const EvaluationMetrics& metrics)
{
    OrderedJson line{{"kind", kind},
                     {"epoch", metrics.epoch},
                     {"mAP", numberOrNull(metrics.scores.meanAveragePrecision)},
                     {"mAUC", numberOrNull(metrics.scores.meanRocAuc)},
                     {"d_prime", numberOrNull(metrics.scores.dPrime)}};
    if (metrics.runningMeanAveragePrecision)
        line["mAP_running_mean"] = numberOrNull(*metrics.runningMeanAveragePrecision);
    line["eval_loss"] = numberOrNull(metrics.loss);
    return line;
}

std::vector<Scalar> evaluationScalars(const std::string& tags, const EvaluationMetrics& metrics)
{
    std::vector<Scalar> scalars{{tags + "mAP", metrics.scores.meanAveragePrecision},
                                {tags + "mAUC", metrics.scores.meanRocAuc},
                                {tags + "d_prime", metrics.scores.dPrime},
                                {tags + "loss", metrics.loss}};
    if (metrics.runningMeanAveragePrecision)
        scalars.push_back({tags + "mAP_running_mean", *metrics.runningMeanAveragePrecision});
    return scalars;
}

} // namespace

MetricsLog::MetricsLog(RunFolder& folder, const Reached& reached, std::int64_t closedEpochs, bool resumed)
    : m_folder(folder), m_events(folder.path(), reached)
{
    if (resumed)
        m_folder.appendMetrics(OrderedJson{{"kind", "resume"}, {"step", reached.step}, {"epoch", closedEpochs}}.dump());
}

void MetricsLog::step(const StepMetrics& metrics)
{
    m_folder.appendMetrics(OrderedJson{
        {"kind", "step"},
        {"step", metrics.step},
        {"epoch", metrics.epoch},
        {"loss", numberOrNull(metrics.loss)},
        {"loss_label", numberOrNull(metrics.labelLoss)},
        {"loss_kd", numberOrNull(metrics.kdLoss)},
        {"lr", metrics.learningRate},
        {"clips_per_s", metrics.clipsPerSecond},
        {"waiting_share",
         metrics.waitingShare}}.dump());
    const std::string tags = kTrainTags;
    m_events.append(metrics.step, {{tags + "loss", metrics.loss},
                                   {tags + "loss_label", metrics.labelLoss},
                                   {tags + "loss_kd", metrics.kdLoss},
                                   {tags + "lr", metrics.learningRate},
                                   {tags + "clips_per_s", metrics.clipsPerSecond},
                                   {tags + "waiting_share", metrics.waitingShare}});
}

void MetricsLog::epoch(const EvaluationMetrics& metrics)
{
    m_folder.appendMetrics(evaluationLine("epoch", metrics).dump());
    m_events.append(metrics.step, evaluationScalars(kEvalTags, metrics));
}

void MetricsLog::final(const EvaluationMetrics& metrics)
{
    m_folder.appendMetrics(evaluationLine("final", metrics).dump());
    m_events.append(metrics.step, evaluationScalars(kFinalTags, metrics));
}

} // namespace dass::distill
