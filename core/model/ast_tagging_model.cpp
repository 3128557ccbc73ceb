#include "core/model/ast_tagging_model.h"

#include "core/features/fbank_constants.h"
#include "core/model/ast_clip_network.h"
#include "core/model/idle_threads.h"
#include "core/model/tagging_support.h"
#include "core/ops/flush_denormals.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

namespace dass {

namespace {

} // namespace

AstTaggingModel::AstTaggingModel(ModelInfo info, AstCheckpoint checkpoint, const ModelOptions& options)
    : m_info(std::move(info)), m_precision(chosenPrecision(options.precision)),
      m_model(checkpoint.config, std::move(checkpoint.parameters))
{
    prepareProcess(options);
    if (m_precision == Precision::Bf16)
        m_model = m_model.toBf16();
    m_model.packForInference();
}

void AstTaggingModel::logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames,
                             Pooling pooling, std::span<float> logits, std::span<float> embeddings)
{
    requireSize(spectrograms.size(), batch * frames * fbank::kMelBins, "a batch of spectrograms");
    requireSize(logits.size(), batch * m_info.classes, "the room for logits");
    if (!embeddings.empty())
        requireSize(embeddings.size(), batch * m_info.embeddingSize, "the room for embeddings");
    requireAstPooling(pooling);
    adaptIdleThreads();
    const c10::InferenceMode inference;
    const ops::FlushDenormals flush(at::get_num_threads());
    AstOptions options;
    options.stopRequested = [this] { return m_stop.stop_requested(); };
    // A clip alone has enough tokens to keep all cores busy; one at a time, a stop is heard sooner.
    for (std::int64_t clip = 0; clip < batch; ++clip) {
        const auto part = [clip, batch](auto values) {
            const std::size_t size = values.size() / static_cast<std::size_t>(batch);
            return values.subspan(static_cast<std::size_t>(clip) * size, size);
        };
        const AstOutput output = m_model.forward(viewOf(part(spectrograms), {1, frames, fbank::kMelBins}), options);
        if (!output.logits.defined())
            return; // stopped
        copyOut(output.logits, part(logits));
        if (!embeddings.empty())
            copyOut(output.embedding, part(embeddings));
    }
}

void AstTaggingModel::denseLogits(std::span<const float> /*spectrograms*/, std::int64_t /*batch*/,
                                  std::int64_t /*frames*/, std::int64_t /*columns*/, std::span<float> /*logits*/)
{
    refuseDenseMode(m_info.name);
}

std::int64_t AstTaggingModel::workingBytes(std::int64_t /*batch*/, std::int64_t frames) const
{
    return dass::workingBytes(m_model.config(), frames, m_precision == Precision::Bf16 ? 2 : 4);
}

} // namespace dass
