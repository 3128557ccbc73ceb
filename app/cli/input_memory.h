#pragma once

#include "core/base/available_memory.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <string>

namespace dass::cli {

// Spectrograms [clips, frames, 128] for a model.
struct InputSize
{
    std::int64_t clips = 1;
    std::int64_t frames = 0;
    std::int64_t atOnce = 1; // of the clips, that the model works on together; 0: on none as a whole
    std::int64_t held = 0;   // bytes of the input that are in memory already
};

// Throws Error(OutOfMemory), as requireMemory() does, where the input and the model's work on it take more than is
// free: the system would end the program in the middle of it. What lies in a GPU's memory is the model's own affair.
void requireMemoryFor(const InputSize& input, const TaggingModel& model, const std::string& item,
                      const std::string& remedy, std::int64_t available = availableMemoryWithSwap());

} // namespace dass::cli
