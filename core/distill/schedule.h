#pragma once

#include "core/distill/spec.h"

#include <cstdint>

namespace dass::distill {

// The learning rate of a step, counted from 0 over all epochs. During the warm-up it is lr x step / warmup_steps, set
// anew every warmup_every steps (the authors' 50, so that their first 50 steps learn nothing). The step schedule
// multiplies by `decay` after the epochs decay_from, decay_from + decay_every, …; the cosine one falls from lr to
// final_fraction x lr.
double learningRate(const OptimizerSpec& optimizer, const ScheduleSpec& schedule, std::int64_t step,
                    std::int64_t stepsPerEpoch);

} // namespace dass::distill
