#include "app/cli/input_memory.h"
#include "core/base/error.h"
#include "tests/inference/fake_model.h"

#include <gtest/gtest.h>

namespace dass::cli {
namespace {

constexpr std::int64_t kRow = 128 * 4; // bytes

class InputMemory : public testing::Test
{
protected:
    // The refusal, or nothing.
    std::string refusal(const InputSize& input, std::int64_t available)
    {
        try {
            requireMemoryFor(input, m_model, "long.wav", "do so", available);
            return {};
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
            return error.what();
        }
    }
    void expectNeeds(const InputSize& input, std::int64_t bytes)
    {
        EXPECT_NE(refusal(input, bytes - 1), "");
        EXPECT_EQ(refusal(input, bytes), "");
    }

    FakeModel m_model;
};

TEST_F(InputMemory, IsThatOfTheFramesAndOfTheWorkOnThem)
{
    constexpr std::int64_t kFrames = 360'000;
    expectNeeds({.frames = kFrames}, kFrames * kRow + m_model.workingBytes(1, kFrames));
    expectNeeds({.clips = 50, .frames = 2000, .atOnce = 8}, 50 * 2000 * kRow + m_model.workingBytes(8, 2000));
    expectNeeds({.clips = 50, .frames = 2000, .atOnce = 0}, 50 * 2000 * kRow);
    expectNeeds({.frames = kFrames, .held = 1000 * kRow}, (kFrames - 1000) * kRow + m_model.workingBytes(1, kFrames));
    m_model.deviceName = "cuda:0";
    expectNeeds({.frames = kFrames}, kFrames * kRow);
}

TEST_F(InputMemory, IsNotAskedForWhereTheSystemDoesNotSayWhatIsFree)
{
    EXPECT_EQ(refusal({.frames = 1'000'000'000'000}, 0), "");
}

TEST_F(InputMemory, ThatIsNotThereIsToldInOneLine)
{
    m_model.deviceName = "cuda:0";
    EXPECT_EQ(refusal({.frames = 10'000'000}, 2'000'000'000),
              "'long.wav': an input of at least 100000 s takes 5.1 GB of memory, this computer has 2.0 GB free; do so");
}

} // namespace
} // namespace dass::cli
