#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

// What `dass benchmark` measures, without torch's headers. A stop that is asked for ends each of these soon; what it
// returns then means nothing.

namespace dass::cli {

// How fast the machine multiplies matrices and copies memory, with the threads that are set: the floors that everything
// else is compared with. Best of several.
struct MachineSpeed
{
    double gemmFp32 = 0;  // FLOP/s, 1024 x 1024 x 1024
    double gemmBf16 = 0;  // likewise
    double copyBytes = 0; // bytes/s, read and written both counted, of an array far larger than the caches
};
MachineSpeed measureMachine(const std::stop_token& stop);

// The scan of DASS-Small on one training clip: ss2d of its 14 blocks without the projection's GEMM, whose own time is
// taken off.
struct ScanSpeed
{
    double seconds = 0;     // of all blocks
    double gemmSeconds = 0; // of the projections, which was taken off
    double bytes = 0;       // one read and one write of the images
    double steps = 0;       // of the recurrence: positions x channels x directions
};
ScanSpeed measureScan(Precision precision, const std::stop_token& stop);

// Multiplications and additions of the linears and dense convolutions in one forward pass of a clip of 10.24 s.
double gemmFlopOf(const ModelInfo& info);

// One training clip, batch 1, again and again for at least this long.
struct ModelSpeed
{
    double secondsPerClip = 0;  // median
    double gemmFlop = 0;        // of a clip (gemmFlopOf)
    std::int64_t peakBytes = 0; // of the process's resident memory while it ran; 0 where that is not known
    std::map<std::string, double> secondsByKind; // of layer (OperatorTimes), a clip
};
ModelSpeed measureModel(TaggingModel& model, double seconds, const std::stop_token& stop);

// One window, once.
struct WindowMemory
{
    std::int64_t estimatedBytes = 0; // TaggingModel::workingBytes
    std::int64_t peakBytes = 0;      // of resident memory, above what there was before
    std::int64_t idleBytes = 0;      // of these, kept by the block cache when it was over
};
WindowMemory measureMemory(TaggingModel& model, std::int64_t frames, const std::stop_token& stop);

// A model of a published size with fresh weights, from a temporary folder that is gone when this returns.
enum class FreshSize { Small, Medium };
std::unique_ptr<TaggingModel> freshModel(FreshSize size, const ModelOptions& options);

int threadsInUse();

} // namespace dass::cli
