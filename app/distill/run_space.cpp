#include "app/distill/run_space.h"

#include "core/model/model_files.h"

#include <algorithm>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStep = 10'000'000;        // bytes: less of a change is not worth telling
constexpr std::int64_t kLeastNeeded = 50'000'000; // metrics, TensorBoard's events, tables, log
constexpr std::int64_t kMostEpochs = 1'000'000;

std::int64_t sizeOf(const fs::path& file)
{
    std::error_code failure; // what is not there takes nothing
    const std::uintmax_t size = fs::file_size(file, failure);
    return failure ? 0 : static_cast<std::int64_t>(size);
}

} // namespace

bool RunSpace::isLow() const
{
    return free && needed > 0 && *free < needed;
}

RunSpace spaceOf(const fs::path& folder)
{
    std::error_code failure;
    const fs::space_info space = fs::space(folder, failure);
    RunSpace found;
    if (!failure)
        found.free = static_cast<std::int64_t>(space.available) / kStep * kStep;
    return found;
}

std::int64_t neededBytes(const fs::path& folder, std::int64_t epochs)
{
    const fs::path checkpoints = folder / "checkpoints";
    std::int64_t state = 0;
    for (const char* name : {kWeightsName, "optimizer.safetensors", "evaluation.safetensors"})
        state += sizeOf(checkpoints / "last" / name);
    std::int64_t weights = sizeOf(checkpoints / "epoch-0001.safetensors");
    if (weights == 0) // the state's may have their running mean beside them
        weights = sizeOf(checkpoints / "last" / kWeightsName);
    const std::int64_t files = std::clamp<std::int64_t>(epochs, 0, kMostEpochs) + 1;
    return kLeastNeeded + files * weights + state;
}

} // namespace dass
