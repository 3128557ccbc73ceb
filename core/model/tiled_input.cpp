#include "core/model/tiled_input.h"

#include "core/model/tagging_support.h"
#include "core/ops/flush_denormals.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <optional>

namespace dass {

void TiledInput::add(std::span<const float> frames)
{
    const c10::InferenceMode inference;
    m_tiled.add(frames);
}

bool TiledInput::finish(std::span<float> logits, std::span<float> embedding)
{
    const c10::InferenceMode inference;
    const ops::FlushDenormals flush(at::get_num_threads());
    const std::optional<DassOutput> output = m_tiled.finish();
    if (!output)
        return false;
    copyOut(output->logits, logits);
    if (!embedding.empty())
        copyOut(output->embedding, embedding);
    return true;
}

TiledOptions tiledOptions(const WholeOptions& options, std::function<bool()> stopRequested)
{
    TiledOptions tiled;
    tiled.pooling = options.pooling;
    if (options.tileFrames > 0)
        tiled.tileFrames = options.tileFrames;
    tiled.scratchFolder = options.scratchFolder;
    tiled.framesExpected = options.framesExpected;
    tiled.stopRequested = std::move(stopRequested);
    tiled.progress = options.progress;
    return tiled;
}

} // namespace dass
