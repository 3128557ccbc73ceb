// The GPU's selective scan for any number of states, run on the CPU: against the plain reference, and without a fault.
#include "core/ops/reference.h"
#include "cuda/selective_scan.cuh"
#include "cuda/selective_scan_tensors.h"
#include "tests/cuda/kernel_testing.h"

#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <optional>
#include <ostream>

namespace dass::cuda {
namespace {

using host::BlockRunner;
using host::HostLauncher;
using host::ThreadOrder;
using ops::relativeError;
using torch::autograd::variable_list;

struct Case
{
    int64_t batch, groups, channels, states, length;
    bool softplus = true;
    bool withSkipAndBias = true;
};

std::ostream& operator<<(std::ostream& to, const Case& c)
{
    return to << c.batch << " x " << c.groups << " x " << c.channels << ", N " << c.states << ", L " << c.length;
}

class SelectiveScanKernels : public testing::TestWithParam<Case>
{
};

TEST_P(SelectiveScanKernels, equalReferenceWithoutFaults)
{
    const Case& c = GetParam();
    at::manual_seed(9);
    const int64_t rows = c.groups * c.channels;
    variable_list in{at::randn({c.batch, rows, c.length}), at::rand({c.batch, rows, c.length}) * 0.5,
                     -at::rand({rows, c.states}) - 0.1, at::randn({c.batch, c.groups, c.states, c.length}),
                     at::randn({c.batch, c.groups, c.states, c.length})};
    if (c.withSkipAndBias) {
        in.push_back(at::randn({rows}));
        in.push_back(at::randn({rows}) * 0.3);
    }
    for (auto& tensor : in)
        tensor.requires_grad_();
    const auto optional = [&](size_t i) { return i < in.size() ? std::optional(in[i]) : std::nullopt; };
    const auto wanted =
        ops::reference::selectiveScan(in[0], in[1], in[2], in[3], in[4], optional(5).value_or(at::Tensor()),
                                      optional(6).value_or(at::Tensor()), c.softplus);
    const auto dy = at::randn(wanted.sizes());
    const auto gradients = torch::autograd::grad({wanted}, in, {dy});

    const at::NoGradGuard noGrad;
    const PoisonedMemory poisoned;
    BlockRunner runner(c.length % 2 == 0 ? ThreadOrder::Upwards : ThreadOrder::Downwards);
    const auto run = [&](const auto& pass) { selectiveScan(HostLauncher(runner), pass); };
    const auto [y, states] =
        scanForwardOf(in[0], in[1], in[2], in[3], in[4], optional(5), optional(6), c.softplus, true, run);
    EXPECT_LT(relativeError(y, wanted), 1e-5);
    const auto [du, dDelta, dA, dB, dC, dSkip, dBias] =
        scanBackwardOf(dy, in[0], in[1], in[2], in[3], in[4], optional(5), optional(6), c.softplus, states, run);
    const variable_list got{du, dDelta, dA, dB, dC, dSkip, dBias};
    for (size_t i = 0; i < in.size(); ++i)
        EXPECT_LT(relativeError(got[i], gradients[i]), 1e-5) << "gradient by input " << i;
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
}

// Around a tile's steps (32) and a block's channels (32), any states, with and without what is optional.
INSTANTIATE_TEST_SUITE_P(Shapes, SelectiveScanKernels,
                         testing::Values(Case{1, 1, 1, 1, 1}, Case{2, 2, 5, 3, 31}, Case{1, 1, 32, 16, 32},
                                         Case{1, 2, 33, 2, 33}, Case{1, 1, 40, 4, 65, false, false},
                                         Case{2, 1, 31, 1, 64, true, false}, Case{1, 1, 3, 96, 10}));

TEST(SelectiveScanKernelsLimit, sayHowManyStatesTheyTake)
{
    const auto u = at::zeros({1, 1, 2});
    EXPECT_THROW(scanForwardOf(u, u, at::zeros({1, 97}), at::zeros({1, 1, 97, 2}), at::zeros({1, 1, 97, 2}), {}, {},
                               true, false, [](const auto&) {}),
                 c10::Error);
}

} // namespace
} // namespace dass::cuda
