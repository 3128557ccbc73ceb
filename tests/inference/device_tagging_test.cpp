// From a file to probabilities with a model on a device: the source of the GPU's kernels, run on the CPU, through all
// of a run, against the same run on the CPU.
#include "core/inference/tagger.h"
#include "tests/base/wav_file.h"
#include "tests/cuda/operators_on_host.h"
#include "tests/model/device_model.h"

#include <algorithm>
#include <stdexcept>

namespace dass {
namespace {

using cuda::OperatorsOnHost;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class DeviceTagging : public DeviceModelTest
{
protected:
    void SetUp() override
    {
        DeviceModelTest::SetUp();
        writeWav(m_folder.path() / "recording.wav", soundOf(420)); // 4.2 s
    }

    TaggingResult tag(TaggingModel& model, const TaggingSettings& settings)
    {
        AudioReader audio(m_folder.path() / "recording.wav");
        TaggingResult result;
        EXPECT_EQ(tagRecording(audio, model, settings, {}, {}, result), Outcome::Finished);
        return result;
    }

    static void expectEqual(const TaggingResult& found, const TaggingResult& wanted)
    {
        EXPECT_EQ(found.frames, wanted.frames);
        EXPECT_EQ(found.samples, wanted.samples);
        ASSERT_EQ(found.probabilities->rows(), wanted.probabilities->rows());
        for (std::int64_t row = 0; row < wanted.probabilities->rows(); ++row)
            EXPECT_THAT(found.probabilities->row(row),
                        testing::Pointwise(testing::FloatNear(1e-4F), wanted.probabilities->row(row)))
                << "row " << row;
    }

    static TaggingSettings windows()
    {
        TaggingSettings settings;
        settings.windowSeconds = 0.96;
        settings.hopSeconds = 0.4; // ten windows, of which the last one ends after the recording
        return settings;
    }
};

TEST_F(DeviceTagging, givesTheRowsOfTheCpuInEveryMode)
{
    TaggingSettings dense;
    dense.mode = TaggingMode::Dense;
    TaggingSettings whole;
    whole.mode = TaggingMode::Whole;
    whole.tileFrames = 512;
    for (const TaggingSettings& settings : {windows(), dense, whole}) {
        SCOPED_TRACE(static_cast<int>(settings.mode));
        const TaggingResult wanted = tag(*cpu, settings);
        OperatorsOnHost operators({"fbank", "ss2d_forward", "ss2d_tile", "depthwise_conv3x3_silu_forward"});
        const auto model = make();
        const TaggingResult got = tag(*model, settings);
        expectEqual(got, wanted);
        EXPECT_TRUE(operators.faults().isEmpty()) << operators.faults();
        EXPECT_EQ(operators.calls("fbank") > 0, settings.mode != TaggingMode::Whole);
        EXPECT_EQ(operators.calls("ss2d_tile") > 0, settings.mode == TaggingMode::Whole);
        EXPECT_THAT(got.warnings, IsEmpty());
        EXPECT_EQ(model->device(), "cuda:7");
    }
}

TEST_F(DeviceTagging, goesOnWithFeaturesOfTheCpuWhereTheFilterbankFails)
{
    TaggingSettings settings = windows();
    settings.batch = 3;
    const TaggingResult wanted = tag(*cpu, settings);
    OperatorsOnHost operators({"fbank"});
    operators.onCall = [](const std::string&, int call) {
        if (call == 2)
            throw std::runtime_error("CUDA kernel fbank: invalid device function");
    };
    const auto model = make();
    const TaggingResult got = tag(*model, settings);
    expectEqual(got, wanted);
    EXPECT_EQ(operators.calls("fbank"), 2);
    EXPECT_THAT(got.warnings,
                ElementsAre(HasSubstr("its filterbank failed: CUDA kernel fbank: invalid device function; "
                                      "the CPU makes the features")));
    EXPECT_EQ(model->device(), "cuda:7");

    const TaggingResult next = tag(*model, settings); // is given features
    expectEqual(next, wanted);
    EXPECT_EQ(operators.calls("fbank"), 2);
    EXPECT_THAT(next.warnings, IsEmpty());
}

TEST_F(DeviceTagging, goesOnOnTheCpuWithTheRowsThatAreDone)
{
    TaggingSettings settings = windows();
    settings.batch = 3;
    const TaggingResult wanted = tag(*cpu, settings);
    OperatorsOnHost operators({"fbank", "ss2d_forward"});
    const auto model = make();
    const int before = operators.calls("ss2d_forward"); // of the trial
    const int blocks = static_cast<int>(config.blockCount());
    operators.onCall = [&](const std::string& name, int call) {
        if (name == "ss2d_forward" && call == before + 2 * blocks + 2) // in the third batch
            throw std::runtime_error("CUDA error: an illegal memory access was encountered");
    };
    const TaggingResult got = tag(*model, settings);
    expectEqual(got, wanted);
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_EQ(operators.calls("fbank"), 3);
    // Two batches of three, what failed, and one by one the other windows.
    EXPECT_EQ(operators.calls("ss2d_forward") - before,
              2 * blocks + 2 + (static_cast<int>(wanted.probabilities->rows()) - 6) * blocks);
    EXPECT_THAT(got.warnings, ElementsAre(HasSubstr("an illegal memory access was encountered; the CPU goes on from "
                                                    "there")));
}

TEST_F(DeviceTagging, goesOnOnTheCpuWithARecordingAsOneInput)
{
    TaggingSettings settings;
    settings.mode = TaggingMode::Whole;
    settings.tileFrames = 512;
    const TaggingResult wanted = tag(*cpu, settings);
    OperatorsOnHost operators({"ss2d_tile"});
    operators.onCall = [](const std::string&, int call) {
        if (call == 6)
            throw std::runtime_error("CUDA error: an illegal memory access was encountered");
    };
    const auto model = make();
    const TaggingResult got = tag(*model, settings);
    expectEqual(got, wanted);
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_EQ(operators.calls("ss2d_tile"), 6);
    EXPECT_THAT(got.warnings, ElementsAre(HasSubstr("the CPU goes on from there")));
}

} // namespace
} // namespace dass
