#pragma once

#include "core/distill/batch_source.h"
#include "core/distill/live_teachers.h"
#include "core/distill/spec.h"
#include "core/distill/student.h"
#include "core/distill/worker_pool.h"

#include <cstdint>
#include <limits>

namespace dass::distill {

struct StepLosses
{
    double total = 0;
    double label = std::numeric_limits<double>::quiet_NaN(); // NaN when its weight is 0
    double kd = std::numeric_limits<double>::quiet_NaN();
};

// Forward and backward pass of one batch; leaves the gradients of the mean loss at the student's parameters (of a batch
// that several processes share, this one's summands of gradients and losses). The batch
// is cut into shards of a fixed size, each computed by one thread, and their gradients are summed in order: threads
// wait for each other once a step instead of once an operation, and the result does not depend on their number. Live
// teachers are asked about a shard by the thread that computes it.
StepLosses computeGradients(const Student& student, const LiveTeachers& teachers, const Spec& spec, Batch& batch,
                            std::int64_t step, WorkerPool& workers);

// Adds up the summands of all ranks: the gradients and the losses of the whole batch, on every rank.
void sumGradients(Ranks& ranks, const Student& student, StepLosses& losses);

} // namespace dass::distill
