#include "core/model/ast_positions.h"

#include "core/base/error.h"
#include "core/model/ast_config.h"
#include "core/model/safetensors.h"

#include <ATen/ATen.h>

#include <cmath>

namespace dass {

namespace {

// Rows or columns of a grid [1, D, rows, columns] along one of its dimensions: fewer are the middle ones.
at::Tensor resized(const at::Tensor& grid, std::int64_t dim, std::int64_t length)
{
    const std::int64_t given = grid.size(dim);
    if (length == given)
        return grid;
    if (length < given)
        return grid.narrow(dim, given / 2 - length / 2, length);
    std::vector<std::int64_t> size{grid.size(2), grid.size(3)};
    size[static_cast<std::size_t>(dim - 2)] = length;
    return at::upsample_bilinear2d(grid, size, false);
}

at::Tensor resizedTable(const at::Tensor& learned, std::int64_t givenRows, std::int64_t rows, std::int64_t columns)
{
    const std::int64_t patches = learned.dim() == 3 ? learned.size(1) - kAstTokens : 0;
    if (patches < 1 || givenRows < 1 || patches % givenRows != 0 || columns < 1)
        throw Error(ErrorCode::InvalidArgument, "a table of positions has the shape " +
                                                    toString(learned.sizes().vec()) + ", which is no grid of " +
                                                    std::to_string(givenRows) + " rows beside two tokens");
    const std::int64_t width = learned.size(2);
    at::Tensor grid = learned.narrow(1, kAstTokens, patches).transpose(1, 2);
    grid = grid.reshape({1, width, givenRows, patches / givenRows});
    grid = resized(resized(grid, 3, columns), 2, rows);
    return at::cat({learned.narrow(1, 0, kAstTokens), grid.flatten(2).transpose(1, 2)}, 1);
}

} // namespace

at::Tensor astPositions(const at::Tensor& learned, std::int64_t columns)
{
    if (learned.dim() == 3 && learned.size(1) == kAstTokens + kAstRows * columns)
        return learned;
    return resizedTable(learned, kAstRows, kAstRows, columns);
}

at::Tensor sinusoidalPositions(std::int64_t tokens, std::int64_t width)
{
    const at::Tensor even = at::arange(0, width, 2, at::kFloat);
    const at::Tensor speeds = (even * static_cast<float>(-std::log(10000.0) / static_cast<double>(width))).exp();
    const at::Tensor angles = at::arange(tokens, at::kFloat).unsqueeze(1) * speeds; // [tokens, ceil(D / 2)]
    return at::stack({angles.sin(), angles.cos()}, -1).flatten(1).narrow(1, 0, width).unsqueeze(0);
}

at::Tensor positionsFromImages(const at::Tensor& learned, std::int64_t columns)
{
    const std::int64_t patches = learned.dim() == 3 ? learned.size(1) - kAstTokens : 0;
    const auto side = static_cast<std::int64_t>(std::lround(std::sqrt(static_cast<double>(patches))));
    if (side * side != patches)
        throw Error(ErrorCode::InvalidArgument, "a table of positions has the shape " +
                                                    toString(learned.sizes().vec()) +
                                                    ", which is no square of patches beside two tokens");
    return resizedTable(learned, side, kAstRows, columns);
}

at::Tensor patchWeightsFromImages(const at::Tensor& weights)
{
    return weights.sum(1, true);
}

} // namespace dass
