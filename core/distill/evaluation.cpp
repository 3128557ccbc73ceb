#include "core/distill/evaluation.h"

#include "core/base/error.h"
#include "core/distill/losses.h"
#include "core/distill/spectrogram.h"
#include "core/features/fbank.h"

namespace dass::distill {

namespace {

at::Tensor tensorOf(std::vector<float>& values, at::IntArrayRef shape)
{
    return at::from_blob(values.data(), shape, at::kFloat);
}

std::span<const float> valuesOf(const at::Tensor& tensor)
{
    return {tensor.const_data_ptr<float>(), static_cast<std::size_t>(tensor.numel())};
}

// A clip a thread.
at::Tensor logitsOf(const StudentNetwork& network, const at::Tensor& input, WorkerPool& workers)
{
    at::Tensor logits = at::empty({input.size(0), network.classes()}, at::kFloat);
    workers.run(input.size(0), [&](std::int64_t clip) {
        const at::NoGradGuard noGrad;
        logits.narrow(0, clip, 1).copy_(network.logits(input.narrow(0, clip, 1)));
    });
    return logits;
}

// Clips of the store that can be read, and what is known of them.
struct EvaluationBatch
{
    std::vector<float> spectrograms;
    std::vector<Clip> clips;
    std::vector<float> teacher;

    std::int64_t size() const { return static_cast<std::int64_t>(clips.size()); }
};

EvaluationBatch readBatch(ClipStore& store, const TeacherOutputs& teachers, const Spec& spec, std::int64_t& next)
{
    EvaluationBatch batch;
    for (; next < store.size() && batch.size() < spec.batch; ++next) {
        const std::vector<float> samples = store.samples(next);
        if (samples.empty())
            continue;
        std::vector<float> spectrogram = paddedFbank(samples, spec.data.evalFrames);
        fbank::normalise(spectrogram);
        batch.spectrograms.insert(batch.spectrograms.end(), spectrogram.begin(), spectrogram.end());
        batch.clips.push_back(store.clips()[static_cast<std::size_t>(next)]);
        const std::vector<float> logits = teachers.logits(batch.clips.back().row);
        batch.teacher.insert(batch.teacher.end(), logits.begin(), logits.end());
    }
    return batch;
}

} // namespace

std::optional<EvaluationResult> evaluate(const StudentNetwork& network, ClipStore& store,
                                         const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes,
                                         RunningPredictions& running, WorkerPool& workers, const std::stop_token& stop)
{
    const at::NoGradGuard noGrad;
    std::vector<at::Tensor> probabilities;
    std::vector<float> targets;
    std::vector<float> teacherLogits;
    double lossSum = 0;
    std::int64_t clips = 0;
    for (std::int64_t next = 0; next < store.size();) {
        if (stop.stop_requested())
            return std::nullopt;
        EvaluationBatch batch = readBatch(store, teachers, spec, next);
        if (batch.size() == 0)
            continue;
        const at::Tensor input = tensorOf(batch.spectrograms, {batch.size(), spec.data.evalFrames, fbank::kMelBins});
        const at::Tensor logits = logitsOf(network, input, workers);
        std::vector<float> labels = targetsOf(batch.clips, classes);
        const at::Tensor teacher =
            batch.teacher.empty() ? at::Tensor() : tensorOf(batch.teacher, {batch.size(), classes});
        const Losses loss = losses(spec.loss, logits, tensorOf(labels, {batch.size(), classes}), teacher);
        lossSum += loss.total.item<double>() * static_cast<double>(batch.size());
        clips += batch.size();
        probabilities.push_back(at::sigmoid(logits));
        targets.insert(targets.end(), labels.begin(), labels.end());
        teacherLogits.insert(teacherLogits.end(), batch.teacher.begin(), batch.teacher.end());
    }
    if (clips == 0)
        throw Error(ErrorCode::BadFile, spec.data.eval.string() + ": none of its clips can be read");
    const at::Tensor predictions = at::cat(probabilities).contiguous();
    if (predictions.isnan().any().item<bool>())
        throw Error(ErrorCode::Unsupported, "evaluation: the network's outputs are no longer numbers; lower "
                                            "optimizer.lr or raise optimizer.warmup_steps");
    EvaluationResult result;
    result.startedAnew = running.epochs > 0 && running.sum.sizes() != predictions.sizes();
    if (result.startedAnew)
        running = {};
    running.sum = running.epochs > 0 ? running.sum + predictions : predictions;
    ++running.epochs;

    result.loss = lossSum / static_cast<double>(clips);
    result.scores = tagScores(valuesOf(predictions), targets, classes);
    result.confusions = confusionsOf(valuesOf(predictions), targets, classes);
    if (!teacherLogits.empty())
        result.teacher = tagScores(teacherLogits, targets, classes); // in order as their probabilities are
    const at::Tensor mean = running.sum / static_cast<double>(running.epochs);
    result.runningMeanAveragePrecision = tagScores(valuesOf(mean), targets, classes).meanAveragePrecision;
    return result;
}

} // namespace dass::distill
