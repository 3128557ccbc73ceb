#pragma once

#include "core/distill/trainer.h"

#include <stop_token>

namespace dass::distill {

// Ends a finished run: model.safetensors and config.json from the kept weights, or from the mean of the epochs'
// checkpoints that the specification averages, scored once more; model-card.md and a last line of metrics.jsonl
// ({"kind": "final", …}). Throws Error.
void writeFinalModel(const Spec& spec, RunData& data, RunFolder& folder, const Trainer& trainer, WorkerPool& workers,
                     const std::stop_token& stop);

} // namespace dass::distill
