// From sound to logits on a device: its kernels' source, run on the CPU, through all that calls them on a GPU.
#include "core/base/error.h"
#include "tests/cuda/operators_on_host.h"
#include "tests/model/device_model.h"

#include <ATen/ATen.h>

#include <new>
#include <stdexcept>

namespace dass {
namespace {

using cuda::OperatorsOnHost;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kSoundFrames = 40;
constexpr std::int64_t kSoundClasses = 10;

class DeviceSound : public DeviceModelTest
{
protected:
    // Six, 20 frames apart; the recording is over in the last.
    std::vector<SoundClip> clips{{0, 40}, {20, 40}, {40, 40}, {60, 40}, {80, 40}, {100, 27}};
    std::vector<float> sound = soundOf(127);

    std::vector<float> wantedLogits() const
    {
        std::vector<float> logits(clips.size() * kSoundClasses);
        cpu->logits(spectrogramsOf(sound, clips, kSoundFrames), static_cast<std::int64_t>(clips.size()), kSoundFrames,
                    Pooling::Mean, logits, {});
        return logits;
    }
    std::vector<float> logitsOf(FrontEndModel& model) const
    {
        std::vector<float> logits(clips.size() * kSoundClasses, 42.F);
        model.logitsOfSound(sound, clips, kSoundFrames, Pooling::Mean, logits);
        return logits;
    }
    // Samples of so many clips; what a device has no memory for is more than that.
    static std::int64_t samplesOf(std::int64_t count) { return (20 * (count - 1) + kSoundFrames - 1) * 160 + 400; }
};

TEST_F(DeviceSound, throughAllOperatorsGivesTheProbabilitiesOfTheCpu)
{
    clips = {{0, 40}, {87, 40}, {110, 17}};
    const auto wanted = wantedLogits();
    const auto model = make();
    OperatorsOnHost operators({"fbank", "ss2d_forward", "depthwise_conv3x3_silu_forward", "layer_norm_forward"});
    ASSERT_TRUE(model->makesFeatures());
    expectClose(logitsOf(*model), wanted);
    for (const char* name : {"fbank", "ss2d_forward", "depthwise_conv3x3_silu_forward", "layer_norm_forward"})
        EXPECT_GT(operators.calls(name), 0) << name;
    EXPECT_TRUE(operators.faults().isEmpty()) << operators.faults();
    EXPECT_THAT(plan.batches, ElementsAre((127 - 1) * 160 + 400)) << "sound, once";
    EXPECT_THAT(model->takeNotices(), IsEmpty());
    EXPECT_EQ(model->device(), "cuda:7");
}

TEST_F(DeviceSound, hasADenseModeToo)
{
    clips = {{0, 64}, {40, 64}, {63, 64}};
    std::vector<float> wanted(3 * 2 * kSoundClasses);
    std::vector<float> got(wanted.size());
    cpu->denseLogits(spectrogramsOf(sound, clips, 64), 3, 64, 2, wanted);
    OperatorsOnHost operators({"fbank", "ss2d_forward"});
    const auto model = make();
    model->denseLogitsOfSound(sound, clips, 64, 2, got);
    expectClose(got, wanted);
    EXPECT_EQ(operators.calls("fbank"), 1);
    EXPECT_TRUE(operators.faults().isEmpty()) << operators.faults();
}

TEST_F(DeviceSound, isHalvedWhereMemoryRunsOut)
{
    const auto wanted = wantedLogits();
    OperatorsOnHost operators({"fbank"});
    const auto model = make();
    plan.mostInputs = samplesOf(2);
    expectClose(logitsOf(*model), wanted);
    EXPECT_THAT(plan.batches,
                ElementsAre(samplesOf(6) - 13 * 160, samplesOf(2), samplesOf(2), samplesOf(2) - 13 * 160));
    EXPECT_EQ(operators.calls("fbank"), 3);
    EXPECT_THAT(model->takeNotices(), ElementsAre(HasSubstr("6 inputs at a time; going on with 2")));
}

// What ran out is the memory for the features.
TEST_F(DeviceSound, isHalvedWhereTheFilterbanksMemoryRunsOut)
{
    const auto wanted = wantedLogits();
    OperatorsOnHost operators({"fbank"});
    operators.onCall = [](const std::string&, int call) {
        if (call == 1)
            throw std::runtime_error("CUDA error: out of memory");
    };
    const auto model = make();
    expectClose(logitsOf(*model), wanted);
    EXPECT_EQ(operators.calls("fbank"), 4); // 6, then 2, 2 and 2
    EXPECT_TRUE(model->makesFeatures());
}

TEST_F(DeviceSound, becomesFeaturesOfTheCpuWhereTheFilterbankFails)
{
    const auto wanted = wantedLogits();
    OperatorsOnHost operators({"fbank"});
    operators.onCall = [](const std::string&, int call) {
        if (call == 2)
            throw std::runtime_error("CUDA kernel fbank: invalid device function");
    };
    const auto model = make();
    plan.mostInputs = samplesOf(2);
    expectClose(logitsOf(*model), wanted);
    EXPECT_EQ(operators.calls("fbank"), 2);
    EXPECT_EQ(model->device(), "cuda:7") << "the network goes on there";
    EXPECT_FALSE(model->makesFeatures());
    EXPECT_THAT(model->takeNotices(),
                ElementsAre(HasSubstr("going on with 2"),
                            "Fake GPU (cuda:7): its filterbank failed: CUDA kernel fbank: invalid device function; "
                            "the CPU makes the features"));
    expectClose(logitsOf(*model), wanted); // as ever
    EXPECT_EQ(operators.calls("fbank"), 2);
    EXPECT_THAT(model->takeNotices(), IsEmpty()) << "told once";
}

TEST_F(DeviceSound, leavesWhatIsNotTheDevicesFaultToItsCaller)
{
    OperatorsOnHost operators({"fbank"});
    operators.onCall = [](const std::string&, int call) {
        if (call == 1)
            throw std::bad_alloc();
        throw Error(ErrorCode::InvalidArgument, "no such clips");
    };
    const auto model = make();
    EXPECT_THROW(logitsOf(*model), std::bad_alloc);
    EXPECT_THROW(logitsOf(*model), Error);
    EXPECT_TRUE(model->makesFeatures());
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_THAT(model->takeNotices(), IsEmpty());
}

TEST_F(DeviceSound, isTheCpusFromTheBatchOnThatFails)
{
    const auto wanted = wantedLogits();
    OperatorsOnHost operators({"fbank", "ss2d_forward"});
    const auto model = make();
    const int blocks = static_cast<int>(config.blockCount());
    const int before = operators.calls("ss2d_forward"); // of the trial
    operators.onCall = [&](const std::string& name, int call) {
        if (name == "ss2d_forward" && call == before + blocks + 1) // the second batch's first block
            throw c10::AcceleratorError({__func__, __FILE__, 0}, 700, "CUDA error: an illegal memory access");
    };
    plan.mostInputs = samplesOf(2);
    expectClose(logitsOf(*model), wanted);
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_FALSE(model->makesFeatures());
    EXPECT_EQ(operators.calls("fbank"), 2);
    // The CPU's model, one thread, takes its inputs one by one: the four that were left.
    EXPECT_EQ(operators.calls("ss2d_forward"), before + blocks + 1 + 4 * blocks);
    EXPECT_THAT(model->takeNotices(), testing::Contains(HasSubstr("the CPU goes on from there")));
    expectClose(logitsOf(*model), wanted);
    EXPECT_EQ(operators.calls("fbank"), 2);
}

TEST_F(DeviceSound, ofNothingIsPadding)
{
    sound.resize(399);
    clips = {{0, 0}};
    const auto wanted = wantedLogits();
    OperatorsOnHost operators({"fbank"});
    const auto model = make();
    expectClose(logitsOf(*model), wanted);
    EXPECT_EQ(operators.calls("fbank"), 1);
    EXPECT_TRUE(operators.faults().isEmpty()) << operators.faults();
}

} // namespace
} // namespace dass
