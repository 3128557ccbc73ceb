#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace dass {

// part(x) whose intermediate results are not kept for the backward pass, which computes them again instead (gradient
// checkpointing): a training step then needs the memory of one part at a time, and the time of a second forward pass.
// The part has to give the same each time and to be safe to call from the thread that runs the backward pass.
// parameters: the tensors besides x that it takes gradients to.
at::Tensor recomputed(std::function<at::Tensor(const at::Tensor& x)> part, const at::Tensor& x,
                      const std::vector<at::Tensor>& parameters);

} // namespace dass
