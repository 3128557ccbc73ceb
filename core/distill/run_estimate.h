#pragma once

#include "core/distill/distill.h"

#include <cstdint>
#include <optional>

namespace dass::distill {

// What a run will take on this computer, from a few steps that it really makes.
struct RunEstimate
{
    std::int64_t measured = 0; // steps
    double stepSeconds = 0;
    std::int64_t steps = 0;       // of the whole run
    double evaluationSeconds = 0; // of all evaluations, about: a clip takes a third of what training takes for it
    double expectedSeconds = 0;   // of the whole run
    std::int64_t memoryBytes = 0; // that this process has had at most
};

// Makes the first steps of a run in a folder of its own among the temporary files, which is gone afterwards, and ends
// it. Takes as long as reading lists and models, and then some seconds or at least two steps. nullopt when stopped.
// Throws as distill() does.
std::optional<RunEstimate> estimateRun(const Spec& spec, const DistillOptions& options, const std::stop_token& stop);

} // namespace dass::distill
