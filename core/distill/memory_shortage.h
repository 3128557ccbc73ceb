#pragma once

#include "core/distill/spec.h"

#include <cstdint>
#include <functional>
#include <string>

namespace dass::distill {

// What a run was doing when it asked for memory.
enum class MemoryUse {
    Start,      // reading lists, stored outputs and weights
    Clips,      // decoding, and keeping what was decoded
    Step,       // the student's: forward, backward, Adam
    Teachers,   // that hear the batch
    Evaluation, // of which each thread computes a clip
};

// Does the action. Where memory was too short for it, however torch and its libraries word that, it throws
// Error(OutOfMemory) that says what asked for it, how much, what is free, and what helps. What was told so already,
// further in, is left as it is.
void tellingShortage(const Spec& spec, MemoryUse use, const std::function<void()>& action);

// Throws Error(OutOfMemory), naming both, where so many parameters and what training keeps of each (its gradient,
// Adam's two means and, where the run has one, a running mean) take more than this computer has free: before they are
// made. No smaller batch helps there.
void requireTrainingMemory(const Spec& spec, std::int64_t parameters);

// Whether a run that ended with this error, as its status tells it, could do with a smaller batch. Also where somebody
// else worded the shortage.
bool helpsSmallerBatch(const std::string& error);

} // namespace dass::distill
