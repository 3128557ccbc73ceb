// Features of sound on a device that is main memory, by the operator's kernel for that.
#include "core/base/error.h"
#include "core/model/device_features.h"
#include "tests/model/fake_accelerator.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cmath>
#include <string>
#include <vector>

namespace dass {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Features : public testing::Test
{
protected:
    void SetUp() override
    {
        for (std::size_t i = 0; i < sound.size(); ++i)
            sound[i] = static_cast<float>(0.3 * std::sin(static_cast<double>(i * i) / 90000));
    }

    void expectFeatures(DeviceFeatures& features) const
    {
        const std::vector<float> wanted = spectrogramsOf(sound, clips, 40);
        const at::Tensor got = features.of(sound, clips, 40);
        ASSERT_EQ(got.sizes(), (std::vector<std::int64_t>{4, 40, 128}));
        EXPECT_TRUE(at::allclose(got.flatten(), at::tensor(wanted, at::kFloat), 0, 1e-4));
    }

    std::vector<float> sound = std::vector<float>(400 + 160 * 99); // 100 frames
    std::vector<SoundClip> clips{{20, 40}, {41, 40}, {62, 38}, {100, 0}};
    FakeAccelerator::Plan plan;
    FakeAccelerator device{plan};
    std::vector<std::string> told;
    DeviceFeatures::Tell tell = [this](const std::string& words) { told.push_back(words); };
};

TEST_F(Features, areMadeOfTheSoundThatTheClipsNeed)
{
    DeviceFeatures features(device, tell);
    EXPECT_TRUE(features.areMadeThere());
    expectFeatures(features);
    EXPECT_THAT(plan.batches, ElementsAre(400 + 160 * 79)) << "samples, each once";
    EXPECT_THAT(told, IsEmpty());
    EXPECT_EQ(DeviceFeatures::soundBytes(3, 40), 3 * (400 + 160 * 39) * 4);
}

TEST_F(Features, areBroughtFromTheCpuWhereThereIsNoFilterbank)
{
    plan.device = at::Device(at::kCUDA, 7);
    DeviceFeatures features(device, tell);
    EXPECT_THAT(told, IsEmpty());
    expectFeatures(features);
    EXPECT_FALSE(features.areMadeThere());
    EXPECT_THAT(plan.batches, ElementsAre(4)) << "inputs";
    EXPECT_EQ(told.size(), 1U);
}

TEST_F(Features, leaveAFailureOfTheDeviceToTheirCaller)
{
    DeviceFeatures features(device, tell);
    plan.mostInputs = 100; // samples
    EXPECT_THROW(features.of(sound, clips, 40), c10::OutOfMemoryError);
    plan.mostInputs = 1'000'000;
    plan.failsAfter = 0;
    EXPECT_THROW(features.of(sound, clips, 40), c10::AcceleratorError);
    EXPECT_TRUE(features.areMadeThere()) << "the filterbank was not what failed";
    EXPECT_THAT(told, IsEmpty());
}

TEST_F(Features, refuseClipsOutsideTheSound)
{
    DeviceFeatures features(device, tell);
    clips = {{90, 20}};
    EXPECT_THROW(features.of(sound, clips, 40), Error);
    EXPECT_THAT(told, IsEmpty());
}

} // namespace
} // namespace dass
