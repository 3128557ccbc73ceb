#include "core/model/linear.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <vector>

namespace dass {
namespace {

// On a GPU its GELU is the tanh form, which differs from the exact one by 5e-4 at most.
TEST(ProductWithGelu, isTheLinearLayerAndItsGelu)
{
    at::manual_seed(3);
    const at::Tensor weight = at::randn({6, 7});
    const at::Tensor bias = at::randn({6});
    for (const auto& shape : std::vector<std::vector<std::int64_t>>{{5, 7}, {2, 3, 7}, {2, 3, 4, 7}}) {
        const at::Tensor x = at::randn(shape);
        const at::Tensor got = productWithGelu(x, weight, bias);
        const at::Tensor wanted = at::gelu(at::linear(x, weight, bias));
        ASSERT_EQ(got.sizes(), wanted.sizes());
        EXPECT_LT((got - wanted).abs().max().item<double>(), 1e-3);
    }
}

} // namespace
} // namespace dass
