// How a forward pass goes on, not what it computes: where it stops, and long windows in parts.
#include "core/model/by_positions.h"
#include "core/model/dass.h"
#include "core/model/synthetic.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <atomic>
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

    // How often a pass on one core asks whether to stop. On the way there, a stop comes at every question once.
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

// While it lives, operations use so many cores.
class Cores
{
public:
    explicit Cores(int count) { at::set_num_threads(count); }
    ~Cores() { at::set_num_threads(m_before); }

private:
    int m_before = at::get_num_threads();
};

TEST_F(DassPass, StopsBeforeAnyOfItsOperations)
{
    const c10::InferenceMode inference;
    const Cores one(1);
    std::vector<float> input = syntheticSpectrogram(64, 2);
    // 5 of the patch embedding, 9 of each of the 5 blocks, 2 between two groups, the last LayerNorm.
    EXPECT_EQ(questionsOf(input), 5 + 5 * 9 + 3 * 2 + 1);
}

TEST_F(DassPass, StopsOnAllCores)
{
    const c10::InferenceMode inference;
    const Cores three(3);
    const DassConfig config = DassConfig::of({64, 64, 64, 64}, {1, 1, 1, 1}, 10); // narrower streams are not dealt out
    const Dass model = Dass(config, syntheticParameters(config, 7)).toBf16();     // nor are those in fp32
    std::vector<float> frames = syntheticSpectrogram(128, 2);
    const at::Tensor input = at::from_blob(frames.data(), {1, 128, 128});
    std::atomic<int> asked = 0;
    ForwardOptions options;
    options.stopRequested = [&] {
        ++asked;
        return false;
    };
    EXPECT_TRUE(model.forward(input, options).logits.defined());
    const int all = asked;
    EXPECT_GT(all, 5 + 4 * 9 + 3 * 2 + 1) << "each part of the positions asks";
    for (int allowed = 0; allowed < all; ++allowed) {
        asked = 0;
        options.stopRequested = [&] { return ++asked > allowed; };
        EXPECT_FALSE(model.forward(input, options).logits.defined());
        EXPECT_LE(asked, allowed + 3) << "went on after the stop";
    }
}

TEST_F(DassPass, AsksMoreOftenInALongWindow)
{
    const c10::InferenceMode inference;
    const Cores one(1);
    std::vector<float> input = syntheticSpectrogram(kLongFrames, 2);
    int asked = 0;
    ForwardOptions options;
    options.stopRequested = [&] {
        ++asked;
        return false;
    };
    EXPECT_TRUE(logits(input, options).defined());
    EXPECT_EQ(asked, 5 + 5 * 9 + 5 + 3 * 2 + 1);
}

TEST_F(DassPass, GivesTheSameInPartsAsInOne)
{
    std::vector<float> input = syntheticSpectrogram(kLongFrames, 2);
    const at::Tensor whole = logits(input); // parts are for passes without gradients
    const c10::InferenceMode inference;
    for (const int cores : {1, 2, 3}) {
        const Cores used(cores);
        const at::Tensor parts = logits(input);
        EXPECT_TRUE(at::allclose(parts, whole, 1e-4, 1e-4)) << (parts - whole).abs().max().item<float>();
    }
}

TEST_F(DassPass, GivesTheSameOnAnyNumberOfCoresInBf16)
{
    const DassConfig config = DassConfig::of({64, 64, 64, 64}, {1, 1, 1, 1}, 10);
    const Dass model = Dass(config, syntheticParameters(config, 7)).toBf16();
    std::vector<float> frames = syntheticSpectrogram(1024, 2);
    const at::Tensor input = at::from_blob(frames.data(), {1, 1024, 128});
    const c10::InferenceMode inference;
    at::Tensor wanted;
    for (const int cores : {1, 2, 3}) {
        const Cores used(cores);
        const at::Tensor found = model.forward(input).logits;
        if (!wanted.defined())
            wanted = found;
        EXPECT_TRUE(at::allclose(found, wanted, 1e-2, 1e-2)) << (found - wanted).abs().max().item<float>();
    }
}

} // namespace
} // namespace dass
