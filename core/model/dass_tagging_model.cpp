#include "core/model/dass_tagging_model.h"

#include "core/base/error.h"
#include "core/model/checkpoint_info.h"
#include "core/model/cpu_features.h"
#include "core/model/idle_threads.h"
#include "core/model/tagging_support.h"
#include "core/model/working_memory.h"
#include "core/ops/flush_denormals.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace dass {

namespace {

constexpr std::int64_t kMelBins = 128;

// Of a buffer that holds `batch` equal parts, `count` from part `first` on.
template <typename T>
std::span<T> rowsOf(std::span<T> all, std::int64_t batch, std::int64_t first, std::int64_t count)
{
    const std::size_t part = all.size() / static_cast<std::size_t>(batch);
    return all.subspan(static_cast<std::size_t>(first) * part, static_cast<std::size_t>(count) * part);
}

// Mean over the `columns` steps around each step, fewer at the ends: [W, D] -> [W, D].
at::Tensor localMean(const at::Tensor& steps, std::int64_t columns)
{
    const std::int64_t width = steps.size(0);
    const at::Tensor sums = at::zeros({width + 1, steps.size(1)}, steps.options().dtype(at::kDouble));
    sums.slice(0, 1).copy_(steps.to(at::kDouble).cumsum(0));
    const at::Tensor step = at::arange(width, at::kLong);
    const at::Tensor first = (step - (columns - 1) / 2).clamp_min(0);
    const at::Tensor end = (step + columns / 2 + 1).clamp_max(width);
    const at::Tensor counts = (end - first).unsqueeze(1);
    return ((sums.index_select(0, end) - sums.index_select(0, first)) / counts).to(at::kFloat);
}

} // namespace

DassTaggingModel::DassTaggingModel(const std::filesystem::path& path, const ModelOptions& options)
    : DassTaggingModel((requireCpu(options.device), loadCheckpoint(path)), options)
{
}

DassTaggingModel::DassTaggingModel(Checkpoint checkpoint, const ModelOptions& options)
    : m_info(infoOf(checkpoint)), m_precision(chosenPrecision(options.precision)),
      m_model(checkpoint.config, std::move(checkpoint.parameters))
{
    prepareProcess(options);
    if (m_precision == Precision::Bf16)
        m_model = m_model.toBf16();
    m_model.packForInference();
}

ForwardOptions DassTaggingModel::forwardOptions(Pooling pooling) const
{
    ForwardOptions options;
    options.pooling = pooling;
    options.stopRequested = [this] { return m_stop.stop_requested(); };
    return options;
}

void DassTaggingModel::logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                              Pooling pooling, std::span<float> logits, std::span<float> embeddings)
{
    requireSize(spectrograms.size(), batch * frames * kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * m_info.classes, "the room for logits");
    if (!embeddings.empty())
        requireSize(embeddings.size(), batch * m_info.embeddingSize, "the room for embeddings");

    inShares(batch, [&](std::int64_t first, std::int64_t count) {
        const at::Tensor input = viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, kMelBins});
        const DassOutput output = m_model.forward(input, forwardOptions(pooling));
        if (!output.logits.defined())
            return; // stopped
        copyOut(output.logits, rowsOf(logits, batch, first, count));
        if (!embeddings.empty())
            copyOut(output.embedding, rowsOf(embeddings, batch, first, count));
    });
}

// Inputs that the cores deal out among themselves need no agreement after every operator, as the rows of one do; and
// one at a time keeps the same shape and stays in a core's cache.
void DassTaggingModel::inShares(std::int64_t batch, const std::function<void(std::int64_t, std::int64_t)>& run)
{
    adaptIdleThreads();
    const int threads = at::get_num_threads();
    const ops::FlushDenormals flush(threads);
    if (batch < threads) {
        const c10::InferenceMode inference;
        run(0, batch);
        return;
    }
    at::parallel_for(0, batch, 1, [&](std::int64_t begin, std::int64_t end) {
        const c10::InferenceMode inference; // a thread's own
        for (std::int64_t i = begin; i < end; ++i)
            run(i, 1);
    });
}

void DassTaggingModel::denseLogits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                                   std::int64_t columns, std::span<float> logits)
{
    requireSize(spectrograms.size(), batch * frames * kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * denseSteps(frames) * m_info.classes, "the room for logits");
    if (columns < 1)
        throw Error(ErrorCode::InvalidArgument,
                    "dense mode pools over at least 1 column, got " + std::to_string(columns));
    inShares(batch, [&](std::int64_t first, std::int64_t count) {
        const at::Tensor features =
            m_model.features(viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, kMelBins}),
                             forwardOptions(Pooling::Mean));
        if (!features.defined())
            return; // stopped
        if (features.size(2) != denseSteps(frames))
            throw Error(ErrorCode::Unsupported,
                        "the dense mode needs a model whose steps are 0.32 s (4 groups); this one has " +
                            std::to_string(m_info.depths.size()) + " groups; choose the mode windows");
        const at::Tensor steps = features.to(at::kFloat).mean(1); // [count, W, D]
        for (std::int64_t i = 0; i < count; ++i)
            copyOut(m_model.head(localMean(steps[i], columns)), rowsOf(logits, batch, first + i, 1));
    });
}

std::int64_t DassTaggingModel::workingBytes(std::int64_t batch, std::int64_t frames) const
{
    const bool bf16 = m_precision == Precision::Bf16;
    const std::int64_t threads = at::get_num_threads();
    const bool inShares = batch >= threads;
    const std::int64_t bytes = dass::workingBytes(m_model.config(), {.batch = inShares ? 1 : batch,
                                                                     .frames = frames,
                                                                     .elementBytes = bf16 ? 2 : 4,
                                                                     .threads = inShares ? 1 : threads,
                                                                     .fusedGelu = !bf16 || cpuMultipliesBf16()});
    return inShares ? threads * bytes : bytes;
}

} // namespace dass
