#pragma once

#include "core/model/pass_steps.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace dass {

// Without gradients, what looks at each position by itself works on so many positions at a time, all cores together:
// some eight clips in the first group. The hidden layer of a long window would be by far the largest tensor of all and
// take too long for a stop to be heard.
inline constexpr std::int64_t kMlpPositions = 1 << 16;

// Rows of the inputs that belong to the same positions: each [n, D].
using PositionParts = std::vector<at::Tensor>;

// Positions of one of the parts in which byPositions() makes tensors of so many positions and of this width, elements
// of elementBytes, on so many cores.
std::int64_t partLength(std::int64_t positions, std::int64_t width, std::int64_t elementBytes, std::int64_t threads);

// Runs operations that look at each position by itself on parts of the positions: inputs [..., D] of the same leading
// sizes -> [..., width] of the first input's type. The parts are dealt out among the cores, which then need to agree
// once instead of after every operation, and a part's tensors stay in its core's cache. Undefined when it was stopped.
// Without gradients only. `operations` is called from several threads at once and may let go of its parts: where there
// is only one, that frees the input.
at::Tensor byPositions(PositionParts inputs, std::int64_t width, PassSteps& step,
                       const std::function<at::Tensor(PositionParts&, PassSteps&)>& operations);

} // namespace dass
