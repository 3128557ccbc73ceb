#include "core/distill/model_scores.h"

#include "core/base/error.h"
#include "core/distill/clip_store.h"
#include "core/distill/data_list.h"
#include "core/distill/run_data.h"
#include "core/distill/spectrogram.h"
#include "core/features/fbank.h"
#include "core/metrics/logits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace dass::distill {

namespace {

constexpr std::int64_t kBatch = 8;
constexpr std::size_t kFive = 5;
constexpr std::int64_t kReliabilityBins = 20;

// The classes with the highest scores, highest first.
std::vector<std::size_t> highest(std::span<const float> scores, std::size_t count)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    count = std::min(count, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    order.resize(count);
    return order;
}

// Everything that the scores are counted from, clip by clip.
struct Predictions
{
    std::vector<float> logits; // [clips, classes]
    std::vector<Clip> clips;   // those that could be read

    std::span<const float> row(std::size_t clip, std::size_t classes) const
    {
        return std::span(logits).subspan(clip * classes, classes);
    }
};

std::optional<Predictions> predict(TaggingModel& model, ClipStore& store, std::int64_t frames,
                                   const std::stop_token& stop, const ProgressSink<ScoringProgress>& progress)
{
    const ModelInfo& info = model.info();
    Predictions predictions;
    for (std::int64_t next = 0; next < store.size();) {
        if (stop.stop_requested())
            return std::nullopt;
        std::vector<float> spectrograms;
        std::int64_t batch = 0;
        for (; next < store.size() && batch < kBatch; ++next) {
            const std::vector<float> samples = store.samples(next);
            if (samples.empty())
                continue;
            const std::vector<float> spectrogram = paddedFbank(samples, frames);
            spectrograms.insert(spectrograms.end(), spectrogram.begin(), spectrogram.end());
            predictions.clips.push_back(store.clips()[static_cast<std::size_t>(next)]);
            ++batch;
        }
        if (batch > 0) {
            fbank::normalise(spectrograms);
            std::vector<float> logits(static_cast<std::size_t>(batch * info.classes));
            model.logits(spectrograms, batch, frames, info.pooling, logits);
            if (std::any_of(logits.begin(), logits.end(), [](float logit) { return std::isnan(logit); }))
                throw Error(ErrorCode::BadFile, info.path.string() + ": the model gives logits that are not numbers, " +
                                                    "by which clips cannot be ranked");
            predictions.logits.insert(predictions.logits.end(), logits.begin(), logits.end());
        }
        if (progress)
            progress({next, store.size()});
    }
    return predictions;
}

TeacherAgreement agreementWith(const TeacherOutputs& teachers, const Predictions& predictions, std::size_t classes)
{
    TeacherAgreement sum;
    for (std::size_t i = 0; i < predictions.clips.size(); ++i) {
        const auto mine = highest(predictions.row(i, classes), kFive);
        const auto wanted = highest(teachers.logits(predictions.clips[i].row), kFive);
        const auto named = [&](std::size_t c) { return std::find(mine.begin(), mine.end(), c) != mine.end(); };
        sum.firstTag += mine.front() == wanted.front();
        sum.firstTagInFive += named(wanted.front());
        sum.fiveTags += static_cast<double>(std::count_if(wanted.begin(), wanted.end(), named)) /
                        static_cast<double>(wanted.size());
    }
    const auto clips = static_cast<double>(predictions.clips.size());
    return {sum.firstTag / clips, sum.firstTagInFive / clips, sum.fiveTags / clips};
}

std::vector<float> inTheListsOrder(const Predictions& predictions, std::size_t rows, std::size_t classes)
{
    std::vector<float> ordered(rows * classes, std::numeric_limits<float>::quiet_NaN());
    for (std::size_t i = 0; i < predictions.clips.size(); ++i) {
        const auto first = static_cast<std::size_t>(predictions.clips[i].row) * classes;
        std::ranges::copy(predictions.row(i, classes), ordered.begin() + static_cast<std::ptrdiff_t>(first));
    }
    return ordered;
}

std::optional<double> accuracyOf(const Predictions& predictions, std::size_t classes)
{
    std::set<std::int64_t> listed;
    for (const Clip& clip : predictions.clips) {
        if (clip.labels.empty())
            return std::nullopt;
        listed.insert(clip.labels.begin(), clip.labels.end());
    }
    double right = 0;
    for (std::size_t i = 0; i < predictions.clips.size(); ++i) {
        const auto logits = predictions.row(i, classes);
        const auto best = *std::max_element(listed.begin(), listed.end(), [&](std::int64_t a, std::int64_t b) {
            return logits[static_cast<std::size_t>(a)] < logits[static_cast<std::size_t>(b)];
        });
        const auto& labels = predictions.clips[i].labels;
        right += std::find(labels.begin(), labels.end(), best) != labels.end();
    }
    return right / static_cast<double>(predictions.clips.size());
}

} // namespace

std::optional<ModelScores> scoreModel(TaggingModel& model, const ScoringData& data, const std::stop_token& stop,
                                      const ProgressSink<ScoringProgress>& progress)
{
    const ModelInfo& info = model.info();
    const LabelTable table =
        data.labels.empty() ? LabelTable(info.labels, "the model's label table") : LabelTable(data.labels);
    if (table.classes() != info.classes)
        throw Error(ErrorCode::BadFile, table.source() + ": holds " + std::to_string(table.classes()) +
                                            " classes; the model " + info.path.string() + " has " +
                                            std::to_string(info.classes));
    DataList list = readDataList(data.list, table, {data.root, data.splitColumn, data.split});
    std::vector<TeacherSpec> teacher;
    if (!data.teacher.empty())
        teacher.push_back({TeacherKind::Stored, data.teacher});
    const TeacherOutputs teachers(teacher, false, list.rows, table.classes());
    ClipStore store(list.clips, nullptr);

    const std::optional<Predictions> predictions = predict(model, store, data.frames, stop, progress);
    if (!predictions)
        return std::nullopt;
    ModelScores scores;
    scores.leftOut = store.takeComplaints();
    if (predictions->clips.empty())
        throw Error(ErrorCode::BadFile, data.list.string() + ": none of its clips can be read; " +
                                            (scores.leftOut.empty() ? "" : scores.leftOut.front()));
    const auto classes = static_cast<std::size_t>(table.classes());
    scores.accuracy = accuracyOf(*predictions, classes);
    if (!teachers.empty())
        scores.agreement = agreementWith(teachers, *predictions, classes);
    std::vector<Clip> labelled = predictions->clips;
    if (data.labelsFromTeacher && !teachers.empty())
        labelFromTeacher(labelled, teachers, *data.labelsFromTeacher);
    const std::vector<float> targets = targetsOf(labelled, table.classes());
    scores.tagging = tagScores(predictions->logits, targets, table.classes());
    std::vector<float> probabilities = predictions->logits;
    for (float& value : probabilities)
        value = sigmoid(value);
    scores.reliability = reliabilityCurve(probabilities, targets, kReliabilityBins);
    if (data.keepLogits)
        scores.logits = inTheListsOrder(*predictions, static_cast<std::size_t>(list.rows), classes);
    return scores;
}

} // namespace dass::distill
