#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::cli {

struct TrainingCase
{
    std::string name;
    std::vector<std::int64_t> dims;
    std::vector<std::int64_t> depths;
    Precision precision = Precision::Fp32;
    bool recomputeBlocks = false;
};

// Steps of distillation (forward, backward, Adam) on one batch of clips of 10.24 s, with fresh weights and made-up
// targets. Threads as set by the model that was loaded last. A stop ends it after the step at hand; what it returns
// then means nothing.
struct TrainingSpeed
{
    std::int64_t parameters = 0;
    std::int64_t batch = 0;
    std::int64_t clipsAtOnce = 0; // whose activations are in memory together
    double secondsPerClip = 0;    // median
    double gemmFlop = 0;          // of a clip: forward once, and twice as much again for the gradients
    std::int64_t peakBytes = 0;   // of the process's resident memory while it ran, the program's own included
    std::int64_t baseBytes = 0;   // resident before the steps
};
TrainingSpeed measureTraining(const TrainingCase& what, std::int64_t batch, double seconds,
                              const std::stop_token& stop);

} // namespace dass::cli
