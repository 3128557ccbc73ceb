#pragma once

#include "core/distill/trainer.h"

#include <stop_token>

namespace dass::distill {

// Ends a finished run: model.safetensors and config.json from the kept weights, or from the mean of the epochs'
// checkpoints that the specification averages; model-card.md and a last line of metrics.jsonl ({"kind": "final", …}).
// The weights are scored unless the trainer has just done so; stopped within that, it writes nothing and is Cancelled.
// Throws Error.
Outcome writeFinalModel(const Spec& spec, RunData& data, RunFolder& folder, Trainer& trainer, WorkerPool& workers,
                        const std::stop_token& stop);

} // namespace dass::distill
