#include "core/model/safetensors.h"
#include "core/ops/ops.h"
#include "core/ops/reference.h"
#include "tests/ops/op_testing.h"

#include <torch/csrc/autograd/autograd.h>

#include <filesystem>
#include <string>

namespace dass::ops {
namespace {

using torch::autograd::variable_list;

struct ScanCase
{
    int64_t batch, groups, channels, states, length;
};

class SelectiveScan : public testing::TestWithParam<ScanCase>
{
protected:
    SelectiveScan()
    {
        const auto c = GetParam();
        at::manual_seed(11);
        const int64_t rows = c.groups * c.channels;
        inputs = {at::randn({c.batch, rows, c.length}),
                  at::randn({c.batch, rows, c.length}) - 1,
                  -at::exp(at::randn({rows, c.states}) * 0.5),
                  at::randn({c.batch, c.groups, c.states, c.length}),
                  at::randn({c.batch, c.groups, c.states, c.length}),
                  at::randn({rows}),
                  at::randn({rows})};
    }

    variable_list inputs;
};

at::Tensor scan(const variable_list& in, bool softplus = true)
{
    return selectiveScan(in[0], in[1], in[2], in[3], in[4], in[5], in[6], softplus);
}

at::Tensor referenceScan(const variable_list& in, bool softplus = true)
{
    return reference::selectiveScan(in[0], in[1], in[2], in[3], in[4], in[5], in[6], softplus);
}

TEST_P(SelectiveScan, forwardEqualsReference)
{
    EXPECT_LT(relativeError(scan(inputs), referenceScan(inputs)), 1e-5);
}

TEST_P(SelectiveScan, gradientsEqualReference)
{
    for (auto& tensor : inputs)
        tensor.requires_grad_();
    const variable_list dy{at::randn_like(inputs[0])};
    const auto got = torch::autograd::grad({scan(inputs)}, inputs, dy);
    const auto wanted = torch::autograd::grad({referenceScan(inputs)}, inputs, dy);
    for (size_t i = 0; i < inputs.size(); ++i)
        EXPECT_LT(relativeError(got[i], wanted[i]), 1e-5) << "input " << i;
}

TEST_P(SelectiveScan, bfloat16InputsStayWithinTheirPrecision)
{
    auto rounded = inputs;
    for (const size_t i : {0, 1, 3, 4})
        rounded[i] = inputs[i].to(at::kBFloat16);
    const auto y = scan(rounded);
    EXPECT_EQ(y.scalar_type(), at::kBFloat16);
    EXPECT_LT(relativeError(y, referenceScan(inputs).to(at::kBFloat16)), toleranceOf(at::kBFloat16));
}

// Lengths around the chunks of 32 steps, lanes in use from one to several groups.
INSTANTIATE_TEST_SUITE_P(Shapes, SelectiveScan,
                         testing::Values(ScanCase{1, 1, 1, 1, 1}, ScanCase{2, 4, 6, 1, 37}, ScanCase{1, 2, 16, 1, 31},
                                         ScanCase{1, 2, 17, 2, 32}, ScanCase{2, 1, 33, 4, 33},
                                         ScanCase{1, 3, 5, 16, 65}, ScanCase{1, 1, 40, 3, 97}));

TEST(SelectiveScanOptions, runsWithoutSkipBiasAndSoftplus)
{
    at::manual_seed(12);
    variable_list in{at::randn({2, 8, 41}),    at::rand({2, 8, 41}), -at::rand({8, 2}), at::randn({2, 2, 2, 41}),
                     at::randn({2, 2, 2, 41}), at::Tensor(),         at::Tensor()};
    for (size_t i = 0; i < 5; ++i)
        in[i].requires_grad_();
    const variable_list leaves(in.begin(), in.begin() + 5);
    const auto y = scan(in, false);
    const auto wanted = referenceScan(in, false);
    EXPECT_LT(relativeError(y, wanted), 1e-5);
    const variable_list dy{at::randn_like(y)};
    const auto got = torch::autograd::grad({y}, leaves, dy);
    const auto gradients = torch::autograd::grad({wanted}, leaves, dy);
    for (size_t i = 0; i < leaves.size(); ++i)
        EXPECT_LT(relativeError(got[i], gradients[i]), 1e-5) << "input " << i;
}

TEST(SelectiveScanOptions, givesTheSameOnEverySimdTarget)
{
    at::manual_seed(13);
    const variable_list in{at::randn({1, 38, 67}),   at::randn({1, 38, 67}),   -at::rand({38, 2}),
                           at::randn({1, 2, 2, 67}), at::randn({1, 2, 2, 67}), at::randn({38}),
                           at::randn({38})};
    const auto wanted = referenceScan(in);
    for (const int64_t target : simdTargets()) {
        const SimdTarget use(target);
        EXPECT_LT(relativeError(scan(in), wanted), 1e-5) << hwy::TargetName(target);
    }
}

class SelectiveScanReference : public testing::TestWithParam<const char*>
{
};

TEST_P(SelectiveScanReference, valuesAndGradientsMatchThePublicImplementation)
{
    const auto path = std::filesystem::path(DASS_SHARED_DIR) / "reference" / GetParam();
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "reference file " << path << " is not here";
    const SafetensorsFile file(path);
    const auto read = [&](const std::string& name) {
        const auto& info = file.at(name);
        return at::tensor(floatsOf(info)).view(info.shape);
    };
    variable_list in;
    for (const char* name : {"u", "delta", "A", "B", "C", "D", "delta_bias"})
        in.push_back(read(name).requires_grad_());
    const auto y = scan(in);
    EXPECT_TRUE(at::allclose(y, read("y"), 1e-4, 1e-4));
    const auto gradients = torch::autograd::grad({y}, in, {read("dy")});
    size_t i = 0;
    for (const char* name : {"du", "ddelta", "dA", "dB", "dC", "dD", "ddelta_bias"})
        EXPECT_TRUE(at::allclose(gradients[i++], read(name), 1e-4, 1e-4)) << name;
}

INSTANTIATE_TEST_SUITE_P(Files, SelectiveScanReference,
                         testing::Values("selective_scan_n1.safetensors", "selective_scan_n4.safetensors"));

TEST(CrossScanReference, permutesAsThePublicImplementation)
{
    const auto path = std::filesystem::path(DASS_SHARED_DIR) / "reference" / "cross_scan.safetensors";
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "reference file " << path << " is not here";
    const SafetensorsFile file(path);
    const auto read = [&](const std::string& name) {
        const auto& info = file.at(name);
        return at::tensor(floatsOf(info)).view(info.shape);
    };
    const auto x = read("x");
    const auto scanned = reference::crossScan(x);
    EXPECT_TRUE(at::equal(scanned, read("scanned")));
    EXPECT_TRUE(at::allclose(reference::crossMerge(scanned, x.size(2), x.size(3)), read("merged")));
}

} // namespace
} // namespace dass::ops
