#pragma once

#include <cstddef>
#include <span>

namespace dass {

// Classes are smoothed in blocks of so many neighbours, side by side in the lanes of vectors.
inline constexpr std::size_t kSmoothingBlock = 16;

// For every block (the index of its first class): out = each class's mean or median over the rows, of which there are
// an odd number up to kMostSmoothingRows. rows and out reach to the ends of the blocks. No value may be a NaN. The mean
// is the sum in the rows' order and in double, divided and rounded once.
void meanOfRows(std::span<const float* const> rows, std::span<const std::size_t> blocks, float* out);
void medianOfRows(std::span<const float* const> rows, std::span<const std::size_t> blocks, float* out);

} // namespace dass
