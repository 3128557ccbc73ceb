#include "core/base/error.h"
#include "core/model/device_batches.h"
#include "tests/model/fake_accelerator.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <functional>
#include <utility>

namespace dass {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using End = DeviceBatches::End;

constexpr std::int64_t kBytes = 100; // an input

class Batches : public testing::Test
{
protected:
    DeviceBatches::Result run(std::int64_t inputs)
    {
        return batches.run(
            inputs, [](std::int64_t count) { return count * kBytes; },
            [&](std::int64_t first, std::int64_t count) {
                device.upload(at::zeros({count, 1}));
                now += seconds;
                device.finish();
                for (std::int64_t i = first; i < first + count; ++i)
                    ran.push_back(i);
                return !stop;
            });
    }
    // Each input once, in order.
    void expectInputs(std::int64_t from, std::int64_t to) const
    {
        ASSERT_EQ(static_cast<std::int64_t>(ran.size()), to - from);
        for (std::size_t i = 0; i < ran.size(); ++i)
            EXPECT_EQ(ran[i], from + static_cast<std::int64_t>(i));
    }

    FakeAccelerator::Plan plan;
    FakeAccelerator device{plan};
    std::vector<std::string> told;
    double now = 0;
    double seconds = 0.001; // of a batch
    bool stop = false;
    std::vector<std::int64_t> ran;
    std::function<bool()> release = [] { return false; };
    DeviceBatches batches{device, [this](const std::string& words) { told.push_back(words); },
                          [this] { return release(); }, [this] { return now; }};
};

TEST_F(Batches, areAsLargeAsADeviceWantsThem)
{
    EXPECT_EQ(run(150).end, End::Done);
    EXPECT_THAT(plan.batches, ElementsAre(64, 64, 22));
    expectInputs(0, 150);
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(Batches, fitIntoWhatIsFree)
{
    plan.freeBytes = 12 * kBytes; // of which a fifth stays free
    EXPECT_EQ(run(20).end, End::Done);
    EXPECT_THAT(plan.batches, ElementsAre(8, 8, 4));
    plan.freeBytes = 5 * kBytes;
    run(4);
    EXPECT_THAT(plan.batches, ElementsAre(8, 8, 4, 4));
    plan.freeBytes = 0; // one is tried whatever the estimate says
    run(1);
    EXPECT_EQ(plan.batches.back(), 1);
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(Batches, areHalvedWhenMemoryRunsOutAndStaySo)
{
    plan.mostInputs = 20;
    EXPECT_EQ(run(70).end, End::Done);
    EXPECT_THAT(plan.batches, ElementsAre(64, 32, 16, 16, 16, 16, 6));
    expectInputs(0, 70);
    EXPECT_EQ(plan.released, 2);
    EXPECT_THAT(told, ElementsAre("Fake GPU (cuda:7) has not enough memory for 64 inputs at a time; going on with 32",
                                  "Fake GPU (cuda:7) has not enough memory for 32 inputs at a time; going on with 16"));
    plan.batches.clear();
    run(20); // another call
    EXPECT_THAT(plan.batches, ElementsAre(16, 4));
    EXPECT_EQ(told.size(), 2U);
}

TEST_F(Batches, areMadeAgainWhereSomethingKeptGaveWay)
{
    plan.mostInputs = 20;
    int asked = 0;
    release = [&] {
        plan.mostInputs = 40;
        return ++asked == 1;
    };
    EXPECT_EQ(run(64).end, End::Done);
    EXPECT_THAT(plan.batches, ElementsAre(64, 64, 32, 32)) << "no smaller before all that was kept has given way";
    expectInputs(0, 64);
    EXPECT_EQ(plan.released, 2) << "each time the allocator gives back what has become idle";
    EXPECT_EQ(told.size(), 1U);
}

TEST_F(Batches, giveUpASingleInputOnlyAfterWhatWasKept)
{
    plan.mostInputs = 0;
    release = [&] { return std::exchange(plan.mostInputs, 1) == 0; };
    EXPECT_EQ(run(1).end, End::Done);
    EXPECT_THAT(plan.batches, ElementsAre(1, 1));
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(Batches, giveUpWhereNotOneInputFits)
{
    plan.mostInputs = 0;
    const auto result = run(4);
    EXPECT_EQ(result.end, End::GivenUp);
    EXPECT_EQ(result.done, 0);
    EXPECT_THAT(plan.batches, ElementsAre(4, 2, 1));
    EXPECT_THAT(told.back(), HasSubstr("not enough memory for a single input; the CPU goes on from there"));
}

TEST_F(Batches, giveUpWhereTheDeviceFailsAndSayWhatIsDone)
{
    for (const bool late : {false, true}) {
        plan = {};
        plan.failsAfter = 2;
        plan.failsLate = late;
        ran.clear();
        const auto result = run(300);
        EXPECT_EQ(result.end, End::GivenUp);
        EXPECT_EQ(result.done, 128);
        expectInputs(0, 128);
        EXPECT_EQ(told.back(), "Fake GPU (cuda:7) failed: CUDA error: an illegal memory access was encountered; the "
                               "CPU goes on from there");
    }
}

TEST_F(Batches, giveUpWhereADeadDeviceCannotEvenTellItsMemory)
{
    plan.dead = true;
    EXPECT_EQ(run(3).end, End::GivenUp);
    EXPECT_EQ(told.size(), 1U);
}

TEST_F(Batches, becomeShorterWhereAStopWouldWaitLong)
{
    seconds = 0.5;
    run(256);
    EXPECT_THAT(plan.batches, ElementsAre(64, 64, 32, 32, 16, 16, 8, 8, 4, 4, 2, 2, 1, 1, 1, 1));
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(Batches, letAFirstSlowOnePass)
{
    seconds = 5; // kernels are loaded
    run(64);
    seconds = 0.01;
    run(64);
    seconds = 5;
    run(64);
    seconds = 0.01;
    run(128);
    EXPECT_THAT(plan.batches, ElementsAre(64, 64, 64, 64, 64));
}

TEST_F(Batches, endWithAStop)
{
    stop = true;
    const auto result = run(10);
    EXPECT_EQ(result.end, End::Stopped);
}

TEST_F(Batches, passOnWhatIsTheCallsOwnFault)
{
    const auto bytes = [](std::int64_t count) { return count; };
    EXPECT_THROW(
        batches.run(1, bytes, [](auto, auto) -> bool { throw Error(ErrorCode::Unsupported, "no such pooling"); }),
        Error);
    EXPECT_THROW(batches.run(1, bytes, [](auto, auto) -> bool { throw std::bad_alloc(); }), std::bad_alloc);
    EXPECT_THAT(told, IsEmpty());
}

TEST(IsOutOfMemory, knowsTheLibrariesWords)
{
    EXPECT_TRUE(isOutOfMemory(std::runtime_error("CUDA error: out of memory")));
    EXPECT_TRUE(isOutOfMemory(std::runtime_error("CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate(handle)")));
    EXPECT_TRUE(isOutOfMemory(c10::OutOfMemoryError({"f", "file", 1}, "whatever")));
    EXPECT_FALSE(isOutOfMemory(std::runtime_error("CUDA error: unspecified launch failure")));
}

} // namespace
} // namespace dass
