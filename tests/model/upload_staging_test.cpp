// Memory whose freeing is seen, and a device whose order is planned.
#include "core/model/upload_staging.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <vector>

namespace dass {
namespace {

class Staging : public testing::Test
{
protected:
    at::Tensor allocate(std::int64_t bytes)
    {
        ++allocated;
        auto* const memory = new std::vector<double>(static_cast<std::size_t>(bytes)); // more than enough, and aligned
        return at::from_blob(
            memory->data(), {bytes},
            [this, memory](void*) {
                freedOnAFailedDevice = freedOnAFailedDevice || failed;
                ++freed;
                delete memory;
            },
            at::kByte);
    }

    int allocated = 0;
    int freed = 0;
    int finished = 0;
    bool failed = false;
    bool freedOnAFailedDevice = false; // where torch's own would end the program
    std::optional<UploadStaging> staging{std::in_place, [this](std::int64_t bytes) { return allocate(bytes); },
                                         [this] {
                                             ++finished;
                                             if (failed)
                                                 throw std::runtime_error("CUDA error: an illegal memory access");
                                         }};
};

TEST_F(Staging, holdsTheLatestValues)
{
    const at::Tensor values = at::arange(12, at::kFloat).view({3, 4});
    EXPECT_TRUE(at::equal(staging->lay(values), values));
    EXPECT_TRUE(at::equal(staging->lay(values.narrow(0, 1, 2)), values.narrow(0, 1, 2)));
    EXPECT_EQ(allocated, 1);
    EXPECT_EQ(finished, 2) << "the device may be reading what was laid before";
    const at::Tensor more = at::ones({5, 4});
    EXPECT_TRUE(at::equal(staging->lay(more), more));
    EXPECT_EQ(freed, 1);
    staging.reset();
    EXPECT_EQ(freed, 2);
}

// A recording in tiles has its values, in 16 bits, and its scan's states by turns.
TEST_F(Staging, takesValuesOfEveryTypeInTheSameMemory)
{
    const at::Tensor floats = at::arange(12, at::kFloat).view({3, 4});
    const at::Tensor halves = at::arange(10, at::kFloat).to(at::kBFloat16);
    for (int i = 0; i < 2; ++i) {
        EXPECT_TRUE(at::equal(staging->lay(floats), floats));
        EXPECT_TRUE(at::equal(staging->lay(halves), halves));
    }
    EXPECT_TRUE(at::equal(staging->lay(at::empty({0}, at::kFloat)), at::empty({0}, at::kFloat)));
    EXPECT_EQ(allocated, 1);
}

// A device is tried without, and used with torch's mode for inference.
TEST_F(Staging, takesValuesInEveryMode)
{
    const at::Tensor values = at::ones({4});
    {
        const c10::InferenceMode inference;
        staging->lay(values);
    }
    EXPECT_TRUE(at::equal(staging->lay(values), values));
    EXPECT_EQ(allocated, 1);
}

TEST_F(Staging, isNeverFreedOnAFailedDevice)
{
    staging->lay(at::ones({4}));
    failed = true;
    EXPECT_THROW(staging->lay(at::ones({40})), std::runtime_error);
    EXPECT_EQ(freed, 0) << "not for a larger one either";
    staging.reset();
    EXPECT_EQ(freed, 0);
    EXPECT_FALSE(freedOnAFailedDevice);
}

TEST_F(Staging, asksNothingOfADeviceThatGotNothing)
{
    failed = true;
    staging.reset();
    EXPECT_EQ(finished, 0);
}

} // namespace
} // namespace dass
