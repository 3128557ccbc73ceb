#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace dass {

// Positions of AST's tokens (reference/TEACHERS.md, AST). Differentiable.

// A learned table [1, 2 + 12 N, D] for another number of columns: their middle, or all stretched linearly along time.
at::Tensor astPositions(const at::Tensor& learned, std::int64_t columns);

// [1, tokens, D], sines and cosines of the token's number; computed in fp32 as the authors do.
at::Tensor sinusoidalPositions(std::int64_t tokens, std::int64_t width);

// The start of training: DeiT's table [1, 2 + h h, D] of square images for 12 rows and so many columns.
at::Tensor positionsFromImages(const at::Tensor& learned, std::int64_t columns);

// DeiT's first convolution [D, 3, 16, 16] for one channel.
at::Tensor patchWeightsFromImages(const at::Tensor& weights);

} // namespace dass
