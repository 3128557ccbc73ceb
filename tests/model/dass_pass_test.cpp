// How a forward pass goes on, not what it computes: where it stops, and long windows in parts.
#include "core/model/dass.h"
#include "core/model/synthetic.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <vector>

namespace dass {
namespace {

DassConfig smallConfig()
{
    return DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10);
}

// Long enough for an MLP of the first group to be done in parts.
constexpr std::int64_t kLongFrames = 9000;
static_assert(32 * kLongFrames / 4 > kMlpPositions);

class DassPass : public testing::Test
{
protected:
    at::Tensor logits(std::vector<float>& input, const ForwardOptions& options = {}) const
    {
        const auto frames = static_cast<std::int64_t>(input.size()) / 128;
        return m_model.forward(at::from_blob(input.data(), {1, frames, 128}), options).logits;
    }

    // How often the pass asks whether to stop. On the way there, a stop comes at every question once.
    int questionsOf(std::vector<float>& input) const
    {
        int allowed = 0;
        for (;; ++allowed) {
            int asked = 0;
            ForwardOptions options;
            options.stopRequested = [&] { return ++asked > allowed; };
            const at::Tensor result = logits(input, options);
            if (result.defined())
                return allowed;
            EXPECT_EQ(asked, allowed + 1) << "went on after the stop";
            if (asked != allowed + 1)
                return 0;
        }
    }

    Dass m_model{smallConfig(), syntheticParameters(smallConfig(), 7)};
};

TEST_F(DassPass, StopsBeforeAnyOfItsOperations)
{
    const c10::InferenceMode inference;
    std::vector<float> input = syntheticSpectrogram(64, 2);
    // 5 of the patch embedding, 9 of each of the 5 blocks, 2 between two groups, the last LayerNorm.
    EXPECT_EQ(questionsOf(input), 5 + 5 * 9 + 3 * 2 + 1);
}

TEST_F(DassPass, AsksMoreOftenInALongWindow)
{
    const c10::InferenceMode inference;
    std::vector<float> input = syntheticSpectrogram(kLongFrames, 2);
    int asked = 0;
    ForwardOptions options;
    options.stopRequested = [&] {
        ++asked;
        return false;
    };
    EXPECT_TRUE(logits(input, options).defined());
    EXPECT_EQ(asked, 5 + 5 * 9 + 3 + 3 * 2 + 1);
}

TEST_F(DassPass, GivesTheSameInPartsAsInOne)
{
    std::vector<float> input = syntheticSpectrogram(kLongFrames, 2);
    const at::Tensor whole = logits(input); // parts are for passes without gradients
    const c10::InferenceMode inference;
    const at::Tensor parts = logits(input);
    EXPECT_TRUE(at::allclose(parts, whole, 1e-4, 1e-4)) << (parts - whole).abs().max().item<float>();
}

} // namespace
} // namespace dass
