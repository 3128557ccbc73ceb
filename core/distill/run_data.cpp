#include "core/distill/run_data.h"

#include "core/features/fbank.h"
#include "core/metrics/logits.h"

#include <algorithm>
#include <cmath>

namespace dass::distill {

namespace {

ClipSet readSet(const Spec& spec, const LabelTable& table, bool evaluation, const std::shared_ptr<CacheBudget>& budget)
{
    const DataSpec& data = spec.data;
    const DataListOptions options{data.root, data.splitColumn, evaluation ? data.evalSplit : data.trainSplit};
    DataList list = readDataList(evaluation ? data.eval : data.train, table, options);
    TeacherOutputs teachers(spec.teachers, evaluation, list.rows, table.classes());
    if (data.labelsFromTeacher && !teachers.empty())
        labelFromTeacher(list.clips, teachers, *data.labelsFromTeacher);
    const bool live = std::ranges::any_of(spec.teachers, &TeacherSpec::isLive);
    if (evaluation && live) // they are not asked then, and a mean without them would be another teacher
        teachers = TeacherOutputs({}, true, list.rows, table.classes());
    const int rate = evaluation ? fbank::kSampleRate : soundRate(spec.teachers);
    return {std::make_unique<ClipStore>(std::move(list.clips), budget, rate), std::move(teachers)};
}

} // namespace

void labelFromTeacher(std::vector<Clip>& clips, const TeacherOutputs& teachers, double threshold)
{
    const double logitThreshold = std::log(threshold) - std::log1p(-threshold);
    for (Clip& clip : clips) {
        if (!clip.labels.empty())
            continue;
        const std::vector<float> logits = teachers.logits(clip.row);
        for (std::size_t c = 0; c < logits.size(); ++c) {
            if (logits[c] > logitThreshold)
                clip.labels.push_back(static_cast<std::int64_t>(c));
        }
    }
}

RunData readRunData(const Spec& spec)
{
    LabelTable table(spec.data.labels);
    const auto budget = std::make_shared<CacheBudget>(spec.data.cacheMb * kCacheMegabyte);
    ClipSet train = readSet(spec, table, false, budget);
    ClipSet eval{nullptr, TeacherOutputs({}, true, 0, 0)};
    if (!spec.data.eval.empty())
        eval = readSet(spec, table, true, budget);
    return {std::move(table), std::move(train), std::move(eval)};
}

std::vector<double> meanTargets(const Spec& spec, const RunData& data)
{
    std::vector<double> mean(static_cast<std::size_t>(data.table.classes()), 0.0);
    const std::vector<Clip>& clips = data.train.store->clips();
    const double kdWeight = data.train.teachers.empty() ? 0 : spec.loss.kdWeight;
    for (const Clip& clip : clips) {
        for (std::int64_t label : clip.labels)
            mean[static_cast<std::size_t>(label)] += 1 - kdWeight;
        const std::vector<float> logits = data.train.teachers.logits(clip.row);
        for (std::size_t c = 0; c < logits.size(); ++c)
            mean[c] += kdWeight * sigmoid(static_cast<double>(logits[c]));
    }
    for (double& value : mean)
        value /= static_cast<double>(clips.size());
    return mean;
}

} // namespace dass::distill
