#include "core/distill/evaluation.h"

#include "core/base/error.h"
#include "core/distill/losses.h"
#include "core/distill/memory_shortage.h"
#include "core/distill/spectrogram.h"
#include "core/features/fbank.h"

#include <ATen/core/grad_mode.h>
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

// What the network says of the clips that can be read.
struct Answers
{
    at::Tensor logits; // [clips, classes]
    std::vector<std::int64_t> clips;
};

// Reads clips from `next` on until there are as many as a batch has. [B, frames, 128], undefined without any.
at::Tensor readBatch(ClipStore& store, const Spec& spec, std::int64_t& next, std::int64_t end,
                     std::vector<std::int64_t>& clips)
{
    std::vector<at::Tensor> spectrograms;
    for (; next < end && static_cast<std::int64_t>(spectrograms.size()) < spec.batch; ++next) {
        const std::vector<float> samples = store.samples(next);
        if (samples.empty())
            continue;
        std::vector<float> spectrogram = paddedFbank(samples, spec.data.evalFrames);
        fbank::normalise(spectrogram);
        spectrograms.push_back(tensorOf(spectrogram, {spec.data.evalFrames, fbank::kMelBins}).clone());
        clips.push_back(next);
    }
    return spectrograms.empty() ? at::Tensor() : at::stack(spectrograms);
}

// This rank's clips, in the rows of the whole store; read[clip] is 1 where one could be read.
void answerShare(const StudentNetwork& network, ClipStore& store, const Spec& spec, WorkerPool& workers,
                 const Ranks& ranks, const std::stop_token& stop, const at::Tensor& logits, std::vector<float>& read)
{
    const auto [first, end] = shareOf(ranks, store.size());
    for (std::int64_t next = first; next < end && !stop.stop_requested();) {
        std::vector<std::int64_t> clips;
        const at::Tensor input = readBatch(store, spec, next, end, clips);
        if (!input.defined())
            continue;
        at::Tensor(logits).index_copy_(0, at::tensor(clips), logitsOf(network, input, workers));
        for (const std::int64_t clip : clips)
            read[static_cast<std::size_t>(clip)] = 1;
    }
}

// nullopt when it was stopped on any rank.
std::optional<Answers> answer(const StudentNetwork& network, ClipStore& store, const Spec& spec, WorkerPool& workers,
                              Ranks& ranks, const std::stop_token& stop)
{
    Answers answers;
    answers.logits = at::zeros({store.size(), network.classes()}, at::kFloat);
    std::vector<float> read(static_cast<std::size_t>(store.size()));
    together(ranks, [&] {
        tellingShortage(spec, MemoryUse::Evaluation,
                        [&] { answerShare(network, store, spec, workers, ranks, stop, answers.logits, read); });
    });
    double stopped[] = {stop.stop_requested() ? 1.0 : 0.0};
    ranks.sum(stopped);
    if (stopped[0] > 0)
        return std::nullopt;
    ranks.sum({answers.logits.mutable_data_ptr<float>(), static_cast<std::size_t>(answers.logits.numel())});
    ranks.sum(read);
    for (std::int64_t clip = 0; clip < store.size(); ++clip) {
        if (read[static_cast<std::size_t>(clip)] > 0)
            answers.clips.push_back(clip);
    }
    if (answers.clips.empty())
        throw SharedError(ErrorCode::BadFile, spec.data.eval.string() + ": none of its clips can be read");
    answers.logits = answers.logits.index_select(0, at::tensor(answers.clips));
    return answers;
}

// What is known of the clips.
struct Truth
{
    std::vector<float> targets; // [clips, classes]
    std::vector<float> teacher; // the same, or empty
};

Truth truthOf(const ClipStore& store, const TeacherOutputs& teachers, const std::vector<std::int64_t>& clips,
              std::int64_t classes)
{
    std::vector<Clip> chosen;
    Truth truth;
    for (const std::int64_t clip : clips) {
        chosen.push_back(store.clips()[static_cast<std::size_t>(clip)]);
        const std::vector<float> logits = teachers.logits(chosen.back().row);
        truth.teacher.insert(truth.teacher.end(), logits.begin(), logits.end());
    }
    truth.targets = targetsOf(chosen, classes);
    return truth;
}

EvaluationResult score(const Answers& answers, const ClipStore& store, const TeacherOutputs& teachers, const Spec& spec,
                       std::int64_t classes, RunningPredictions& running)
{
    const auto clips = static_cast<std::int64_t>(answers.clips.size());
    Truth truth = truthOf(store, teachers, answers.clips, classes);
    const at::Tensor teacher = truth.teacher.empty() ? at::Tensor() : tensorOf(truth.teacher, {clips, classes});
    const Losses loss = losses(spec.loss, answers.logits, tensorOf(truth.targets, {clips, classes}), teacher);
    const at::Tensor predictions = at::sigmoid(answers.logits).contiguous();
    if (predictions.isnan().any().item<bool>())
        throw SharedError(ErrorCode::Unsupported, "evaluation: the network's outputs are no longer numbers; lower "
                                                  "optimizer.lr or raise optimizer.warmup_steps");
    EvaluationResult result;
    result.startedAnew = running.epochs > 0 && running.sum.sizes() != predictions.sizes();
    if (result.startedAnew)
        running = {};
    running.sum = running.epochs > 0 ? running.sum + predictions : predictions;
    ++running.epochs;

    result.loss = loss.total.item<double>();
    result.scores = tagScores(valuesOf(predictions), truth.targets, classes);
    result.confusions = confusionsOf(valuesOf(predictions), truth.targets, classes);
    if (!truth.teacher.empty())
        result.teacher = tagScores(truth.teacher, truth.targets, classes); // in order as their probabilities are
    const at::Tensor mean = running.sum / static_cast<double>(running.epochs);
    result.runningMeanAveragePrecision = tagScores(valuesOf(mean), truth.targets, classes).meanAveragePrecision;
    return result;
}

} // namespace

std::optional<EvaluationResult> evaluate(const StudentNetwork& network, ClipStore& store,
                                         const TeacherOutputs& teachers, const Spec& spec, std::int64_t classes,
                                         RunningPredictions& running, WorkerPool& workers, Ranks& ranks,
                                         const std::stop_token& stop)
{
    const at::NoGradGuard noGrad;
    const std::optional<Answers> answers = answer(network, store, spec, workers, ranks, stop);
    if (!answers)
        return std::nullopt;
    EvaluationResult result;
    tellingShortage(spec, MemoryUse::Evaluation,
                    [&] { result = score(*answers, store, teachers, spec, classes, running); });
    return result;
}

} // namespace dass::distill
