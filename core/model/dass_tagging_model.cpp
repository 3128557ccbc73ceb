#include "core/model/dass_tagging_model.h"

#include "core/base/error.h"
#include "core/features/fbank_constants.h"
#include "core/model/cpu_features.h"
#include "core/model/dass_clip_network.h"
#include "core/model/idle_threads.h"
#include "core/model/tagging_support.h"
#include "core/model/working_memory.h"
#include "core/ops/flush_denormals.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace dass {

namespace {

// Of a buffer that holds `batch` equal parts, `count` from part `first` on.
template <typename T>
std::span<T> rowsOf(std::span<T> all, std::int64_t batch, std::int64_t first, std::int64_t count)
{
    const std::size_t part = all.size() / static_cast<std::size_t>(batch);
    return all.subspan(static_cast<std::size_t>(first) * part, static_cast<std::size_t>(count) * part);
}

} // namespace

DassTaggingModel::DassTaggingModel(ModelInfo info, Checkpoint checkpoint, const ModelOptions& options)
    : m_info(std::move(info)), m_precision(chosenPrecision(options.precision)),
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
    requireSize(spectrograms.size(), batch * frames * fbank::kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * m_info.classes, "the room for logits");
    if (!embeddings.empty())
        requireSize(embeddings.size(), batch * m_info.embeddingSize, "the room for embeddings");

    inShares(batch, [&](std::int64_t first, std::int64_t count) {
        const at::Tensor input = viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, fbank::kMelBins});
        const DassOutput output = m_model.forward(input, forwardOptions(pooling));
        if (!output.logits.defined())
            return; // stopped
        copyOut(output.logits, rowsOf(logits, batch, first, count));
        if (!embeddings.empty())
            copyOut(output.embedding, rowsOf(embeddings, batch, first, count));
    });
}

void DassTaggingModel::logitsOfEach(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                                    std::span<const Pooling> poolings, std::span<float> logits)
{
    const auto count = static_cast<std::int64_t>(poolings.size());
    requireSize(spectrograms.size(), batch * frames * fbank::kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), count * batch * m_info.classes, "the room for logits");
    inShares(batch, [&](std::int64_t first, std::int64_t rows) {
        const at::Tensor features =
            m_model.features(viewOf(rowsOf(spectrograms, batch, first, rows), {rows, frames, fbank::kMelBins}),
                             forwardOptions(Pooling::Mean));
        if (!features.defined())
            return; // stopped
        for (std::int64_t i = 0; i < count; ++i)
            copyOut(m_model.head(m_model.pool(features, poolings[static_cast<std::size_t>(i)])),
                    rowsOf(rowsOf(logits, count, i, 1), batch, first, rows));
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
    requireSize(spectrograms.size(), batch * frames * fbank::kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * denseSteps(frames) * m_info.classes, "the room for logits");
    if (columns < 1)
        throw Error(ErrorCode::InvalidArgument,
                    "dense mode pools over at least 1 column, got " + std::to_string(columns));
    inShares(batch, [&](std::int64_t first, std::int64_t count) {
        const at::Tensor input = viewOf(rowsOf(spectrograms, batch, first, count), {count, frames, fbank::kMelBins});
        const at::Tensor dense = denseLogitsOf(m_model, input, columns, forwardOptions(Pooling::Mean));
        if (dense.defined()) // else stopped
            copyOut(dense, rowsOf(logits, batch, first, count));
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
