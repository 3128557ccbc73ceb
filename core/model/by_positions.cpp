#include "core/model/by_positions.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>

namespace dass {

namespace {

// Below so many positions a core, products are better shared out by columns, as the library does: each core would read
// all weights for little work. Of narrow tensors the copying of parts would eat up the gain.
constexpr std::int64_t kFewestPositions = 128;
constexpr std::int64_t kNarrowest = 64;
// In fp32 products take so long that agreeing after each costs nothing worth saving.
constexpr std::int64_t kLargestElement = 2;
constexpr std::int64_t kRows = 32; // a part has a multiple of them, as matrix units take them

} // namespace

std::int64_t partLength(std::int64_t positions, std::int64_t width, std::int64_t elementBytes, std::int64_t threads)
{
    const bool dealt = threads > 1 && elementBytes <= kLargestElement && positions >= threads * kFewestPositions &&
                       width >= kNarrowest;
    if (!dealt)
        return std::min(positions, kMlpPositions);
    const std::int64_t share = (positions + threads - 1) / threads;
    const std::int64_t whole = (share + kRows - 1) / kRows * kRows;
    return std::min(whole, std::max(kMlpPositions / threads, kRows));
}

at::Tensor byPositions(PositionParts inputs, std::int64_t width, PassSteps& step,
                       const std::function<at::Tensor(PositionParts&, PassSteps&)>& operations)
{
    if (step.stopped())
        return {};
    std::vector<std::int64_t> shape = inputs.front().sizes().vec();
    shape.back() = width;
    const at::TensorOptions options = inputs.front().options();
    for (at::Tensor& input : inputs)
        input = input.flatten(0, -2);
    const std::int64_t positions = inputs.front().size(0);
    const int threads = at::in_parallel_region() ? 1 : at::get_num_threads();
    const std::int64_t length =
        options.device().is_cpu()
            ? partLength(positions, width, static_cast<std::int64_t>(options.dtype().itemsize()), threads)
            : positions; // no cores to deal them out among; its batches are of a size that fits
    if (length >= positions) {
        const at::Tensor result = operations(inputs, step);
        return step.stopped() ? at::Tensor() : result.view(shape);
    }

    const at::Tensor whole = at::empty({positions, width}, options);
    const bool inference = c10::InferenceMode::is_enabled();
    std::atomic<bool> stopped = false;
    const auto run = [&](std::int64_t part) {
        const c10::InferenceMode mode(inference); // a thread's own, as is what follows
        const at::NoGradGuard noGradients;
        const std::int64_t first = part * length;
        const std::int64_t count = std::min(length, positions - first);
        PositionParts parts;
        for (const at::Tensor& all : inputs)
            parts.push_back(all.narrow(0, first, count));
        PassSteps partStep = step;
        const at::Tensor result = operations(parts, partStep);
        if (partStep.stopped())
            stopped = true;
        else
            whole.narrow(0, first, count).copy_(result);
    };
    const std::int64_t parts = (positions + length - 1) / length;
    at::parallel_for(0, parts, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t part = begin; part < end && !stopped; ++part)
            run(part);
    });
    if (stopped) {
        step.stop();
        return {};
    }
    return whole.view(shape);
}

} // namespace dass
