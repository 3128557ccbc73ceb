#pragma once

#include "core/distill/trainer.h"

namespace dass::distill {

// Of a run that a person has stopped: scores the weights as they are and leaves the best that the run had, these or an
// evaluated epoch's, as its model with config.json and card; mAP of that one, if there was anything to score it on.
// nullopt also where the token ended the scoring, which leaves no model. The run can go on as if it had not been
// stopped. All ranks call it. Throws Error.
std::optional<double> writeStoppedModel(const Spec& spec, RunData& data, RunFolder& folder, Trainer& trainer,
                                        WorkerPool& workers, const std::stop_token& stop);

} // namespace dass::distill
