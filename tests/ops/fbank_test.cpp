// The filterbank as an operator, on the CPU: the clips of a sound as core/features has them.
#include "core/features/fbank.h"
#include "core/ops/fbank.h"
#include "tests/ops/op_testing.h"

namespace dass::ops {
namespace {

TEST(FbankOperator, givesEveryClipItsFramesAndPadding)
{
    at::manual_seed(4);
    const auto sound = at::randn({3000}) * 0.1;
    const std::vector<int64_t> starts{0, 160, 2601, 7, 3000};
    const std::vector<int64_t> samples{2000, 720, 399, 560, 0};
    const auto y = Fbank(at::kCPU)(sound, starts, samples, 4);
    ASSERT_EQ(y.sizes(), (std::vector<int64_t>{5, 4, 128}));
    for (std::size_t i = 0; i < starts.size(); ++i) {
        std::vector<float> wanted;
        FbankStream().push({sound.const_data_ptr<float>() + starts[i], static_cast<std::size_t>(samples[i])}, wanted);
        fbank::normalise(wanted);
        wanted.resize(4 * 128, fbank::kNormalisedPadding);
        EXPECT_TRUE(y[static_cast<int64_t>(i)].equal(at::tensor(wanted, at::kFloat).view({4, 128}))) << "clip " << i;
    }
}

TEST(FbankOperator, refusesClipsThatAreNotInTheSound)
{
    const auto sound = at::zeros({1000});
    const Fbank fbank(at::kCPU);
    EXPECT_THROW(fbank(sound, {0}, {1001}, 1), c10::Error);
    EXPECT_THROW(fbank(sound, {600}, {401}, 1), c10::Error);
    EXPECT_THROW(fbank(sound, {-1}, {400}, 1), c10::Error);
    EXPECT_THROW(fbank(sound, {0}, {-1}, 1), c10::Error);
    EXPECT_THROW(fbank(sound, {1}, {std::numeric_limits<int64_t>::max()}, 1), c10::Error);
    EXPECT_THROW(fbank(sound, {0, 1}, {400}, 1), c10::Error);
    EXPECT_THROW(fbank(sound, {0}, {400}, 0), c10::Error);
    EXPECT_THROW(fbank(sound.to(at::kDouble), {0}, {400}, 1), c10::Error);
    EXPECT_THROW(fbank(sound.view({10, 100}), {0}, {400}, 1), c10::Error);
    EXPECT_NO_THROW(fbank(sound, {600}, {400}, 1));
}

} // namespace
} // namespace dass::ops
