// A recording as one input on a device: the tiles' kernels' source, run on the CPU, through all that calls them on a
// GPU, with a device that runs out of memory and fails.
#include "tests/cuda/operators_on_host.h"
#include "tests/model/device_whole.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace dass {
namespace {

using cuda::OperatorsOnHost;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kConvolution = "depthwise_conv3x3_silu_forward";

TEST_F(DeviceWhole, givesTheAnswerOfTheCpu)
{
    for (const Pooling pooling : {Pooling::Mean, Pooling::Last, Pooling::Max}) {
        const Answer wanted = wantedAnswer(pooling);
        for (const bool keptThere : {true, false}) {
            SCOPED_TRACE(nameOf(pooling) + (keptThere ? ", kept on the device" : ", kept in main memory"));
            plan = {};
            if (!keptThere)
                keepNothingThere();
            OperatorsOnHost operators({"ss2d_tile"});
            const auto model = make();
            told.clear();
            expectEqual(answerOf(*model, options(pooling)), wanted);
            // Of each block twice its tiles.
            EXPECT_EQ(operators.calls("ss2d_tile"), 2 * (5 + 3 + 2 * 2 + 1));
            EXPECT_TRUE(operators.faults().isEmpty()) << operators.faults();
            EXPECT_EQ(model->device(), "cuda:7");
            EXPECT_THAT(model->takeNotices(), IsEmpty());
            EXPECT_TRUE(std::ranges::is_sorted(told));
            EXPECT_NEAR(told.back(), 1, 1e-6);
        }
    }
}

TEST_F(DeviceWhole, givesTheAnswerForTilesOfEverySize)
{
    const Answer wanted = wantedAnswer();
    for (const std::int64_t tile : {std::int64_t{8}, std::int64_t{28}, std::int64_t{300}, std::int64_t{0},
                                    std::numeric_limits<std::int64_t>::max()}) {
        SCOPED_TRACE(tile);
        OperatorsOnHost operators({"ss2d_tile"});
        const auto model = make();
        WholeOptions whole = options();
        whole.tileFrames = tile;
        expectEqual(answerOf(*model, whole), wanted);
        EXPECT_TRUE(operators.faults().isEmpty()) << operators.faults();
        EXPECT_THAT(model->takeNotices(), IsEmpty());
    }
}

TEST_F(DeviceWhole, givesSeveralPoolingsAtOnce)
{
    const std::vector<Pooling> poolings{Pooling::Max, Pooling::First, Pooling::Mean};
    std::vector<float> wanted;
    for (const Pooling pooling : poolings) {
        const Answer one = wantedAnswer(pooling);
        wanted.insert(wanted.end(), one.logits.begin(), one.logits.end());
    }
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    const auto input = model->beginWholeOfEach(options(), poolings);
    input->add(frames);
    std::vector<float> got(wanted.size());
    ASSERT_TRUE(input->finish(got));
    expectClose(got, wanted);
}

TEST_F(DeviceWhole, keepsNoMoreThereThanFits)
{
    const TiledPlan plan4(config, kFrames, kTile, 4);
    const std::int64_t work = gpuWorkingBytes(config, 4, kTile);
    OperatorsOnHost operators({"ss2d_tile"});
    const Answer wanted = wantedAnswer();
    for (const bool fits : {true, false}) {
        plan = {};
        plan.freeBytes = work + 2 * plan4.kept().total() + (fits ? 2 : -2);
        const auto model = make();
        const auto before = plan.batches.size();
        expectEqual(answerOf(*model, options()), wanted);
        // 5 tiles of the embedding and, to be kept there, of the stream; else what each pass reads.
        EXPECT_EQ(plan.batches.size() - before == 5 + 5, fits);
    }
}

TEST_F(DeviceWhole, inBf16AndTakenOverInFp32StaysAsNearAsBf16Is)
{
    const Answer wanted = wantedAnswer();
    for (const bool fails : {false, true}) {
        OperatorsOnHost operators({"ss2d_tile"});
        operators.onCall = [fails](const std::string&, int call) {
            if (fails && call == 14)
                throw std::runtime_error("CUDA error: an illegal memory access was encountered");
        };
        const auto model = make(Precision::Bf16);
        EXPECT_LT(model->wholeKeptBytes(kFrames, kTile),
                  dynamic_cast<WholeModel&>(*cpu).wholeKeptBytes(kFrames, kTile));
        expectEqual(answerOf(*model, options()), wanted, 5e-2F);
        EXPECT_EQ(model->device(), fails ? "cpu" : "cuda:7");
        EXPECT_EQ(model->precision(), fails ? Precision::Fp32 : Precision::Bf16);
    }
}

// The kernel of the tiles fails in the second tile of the second pass of the third group's second block. What is done
// is kept: of the block, or where the device kept the recording, of the group, and of all before.
TEST_F(DeviceWhole, isTheCpusFromTheBlockOrGroupOnThatFails)
{
    const Answer wanted = wantedAnswer();
    for (const bool keptThere : {true, false}) {
        SCOPED_TRACE(keptThere ? "kept on the device" : "kept in main memory");
        plan = {};
        if (!keptThere)
            keepNothingThere();
        OperatorsOnHost operators({"ss2d_tile", kConvolution});
        int convolutions = 0;
        operators.onCall = [&](const std::string& name, int call) {
            if (name != "ss2d_tile" || call != 2 * (5 + 3 + 2) + 2 + 2)
                return;
            convolutions = operators.calls(kConvolution);
            throw std::runtime_error("CUDA error: an illegal memory access was encountered");
        };
        const auto model = make();
        told.clear();
        expectEqual(answerOf(*model, options()), wanted);
        EXPECT_EQ(model->device(), "cpu");
        EXPECT_EQ(operators.calls("ss2d_tile"), 2 * (5 + 3 + 2) + 2 + 2);
        // One a tile: of the blocks that the CPU did.
        EXPECT_EQ(operators.calls(kConvolution) - convolutions, (keptThere ? 2 * 2 : 2) + 1);
        EXPECT_THAT(model->takeNotices(),
                    ElementsAre("Fake GPU (cuda:7) failed: CUDA error: an illegal memory access was encountered; the "
                                "CPU goes on from there"));
        EXPECT_TRUE(std::ranges::is_sorted(told));
        EXPECT_NEAR(told.back(), 1, 1e-6);
        EXPECT_EQ(std::ranges::count_if(told, [](double done) { return done > 1 - 1e-9; }), 1) << "work counts once";

        expectEqual(answerOf(*model, options()), wanted); // the next is the CPU's from the beginning
        EXPECT_EQ(operators.calls("ss2d_tile"), 2 * (5 + 3 + 2) + 2 + 2);
        EXPECT_THAT(model->takeNotices(), IsEmpty());
    }
}

// Whatever was the last thing that the device did.
TEST_F(DeviceWhole, isTheCpusFromAnyPlaceOn)
{
    config = DassConfig::of({8, 12}, {2, 1}, 10);
    saveHuggingFace(m_folder.path(), config, syntheticParameters(config, 7), {});
    cpu = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, 1});
    frames = syntheticSpectrogram(61, 2);
    Answer wanted;
    wanted.embedding.resize(12);
    cpu->logits(frames, 1, 61, Pooling::Mean, wanted.logits, wanted.embedding);
    OperatorsOnHost operators({"ss2d_tile"});
    for (const bool keptThere : {true, false})
        for (const bool late : {false, true}) {
            int failed = 0;
            for (std::int64_t allowed = 0;; allowed += allowed < 12 ? 1 : 5) {
                SCOPED_TRACE(testing::Message() << keptThere << ", " << late << ", " << allowed);
                plan = {};
                if (!keptThere)
                    keepNothingThere();
                const auto model = make();
                plan.failsAfter = allowed;
                plan.failsLate = late;
                WholeOptions whole = options();
                whole.tileFrames = 20;
                Answer answer;
                answer.embedding.resize(12);
                const auto input = model->beginWhole(whole);
                input->add(frames);
                ASSERT_TRUE(input->finish(answer.logits, answer.embedding));
                expectEqual(answer, wanted);
                if (model->device() != "cpu") {
                    EXPECT_THAT(model->takeNotices(), IsEmpty());
                    break;
                }
                ++failed;
                EXPECT_THAT(model->takeNotices(), ElementsAre(HasSubstr("the CPU goes on from there")));
                ASSERT_FALSE(HasFailure());
            }
            EXPECT_GT(failed, 5);
        }
}

TEST_F(DeviceWhole, becomesSmallerTilesWhereMemoryRunsOut)
{
    frames = syntheticSpectrogram(1100, 3);
    const Answer wanted = wantedAnswer();
    keepNothingThere();
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    plan.mostInputs = 100; // columns
    WholeOptions whole = options();
    whole.tileFrames = 1024;
    expectEqual(answerOf(*model, whole), wanted);
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_THAT(model->takeNotices(),
                ElementsAre(HasSubstr("not enough memory for 1024 frames at a time; going on with 512"),
                            HasSubstr("not enough memory for 512 frames at a time; going on with 256")));
    EXPECT_GT(plan.released, 0);
}

TEST_F(DeviceWhole, isTheCpusWhereNoTileFits)
{
    const Answer wanted = wantedAnswer();
    keepNothingThere();
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    plan.mostInputs = 10; // columns
    WholeOptions whole = options();
    whole.tileFrames = 1024;
    expectEqual(answerOf(*model, whole), wanted);
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_THAT(model->takeNotices(), SizeIs(3)); // 512, 256, and no less
}

TEST_F(DeviceWhole, leavesTheDevicesMemoryBeforeTilesBecomeSmaller)
{
    const Answer wanted = wantedAnswer();
    OperatorsOnHost operators({"ss2d_tile"});
    operators.onCall = [](const std::string&, int call) {
        if (call == 15) // in the second group
            throw std::runtime_error("CUDA error: out of memory");
    };
    const auto model = make();
    expectEqual(answerOf(*model, options()), wanted);
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_EQ(operators.calls("ss2d_tile"), 15 + 2 * (3 + 2 * 2 + 1)) << "the first group was kept";
    EXPECT_THAT(model->takeNotices(), ElementsAre(HasSubstr("main memory keeps it")));
}

TEST_F(DeviceWhole, stopsWithoutAFailure)
{
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    std::stop_source stop;
    model->setStop(stop.get_token());
    const auto input = model->beginWhole(options());
    operators.onCall = [&](const std::string&, int call) {
        if (call == 7)
            stop.request_stop();
    };
    input->add(frames);
    Answer answer;
    EXPECT_FALSE(input->finish(answer.logits, answer.embedding));
    EXPECT_THAT(answer.logits, testing::Each(42.F));
    EXPECT_EQ(operators.calls("ss2d_tile"), 7);
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_THAT(model->takeNotices(), IsEmpty());
}

// A scan that is narrower than its block has no room for what comes out of it.
TEST_F(DeviceWhole, isTheCpusForANarrowScan)
{
    config.stages[1].inner = 8;
    OperatorsOnHost operators({"ss2d_tile"});
    const Dass network(config, syntheticParameters(config, 7));
    ModelInfo info;
    info.name = "narrow";
    info.classes = 10;
    info.embeddingSize = 64;
    AcceleratedModel::Parts parts{
        info, Precision::Fp32, std::make_unique<FakeAccelerator>(plan), std::make_unique<DassClipNetwork>(network),
        [&] {
            Checkpoint checkpoint;
            checkpoint.config = config;
            checkpoint.parameters = network.parameters();
            return std::make_unique<DassTaggingModel>(info, checkpoint, ModelOptions{"cpu", Precision::Fp32, 1});
        }};
    AcceleratedDass model(std::move(parts), network, Precision::Fp32);
    Answer wanted;
    model.logits(frames, 1, kFrames, Pooling::Mean, wanted.logits, wanted.embedding);
    expectEqual(answerOf(model, options()), wanted);
    EXPECT_EQ(operators.calls("ss2d_tile"), 0);
    EXPECT_THAT(model.takeNotices(), Contains(HasSubstr("the model's scan is narrower than its blocks")));
}

} // namespace
} // namespace dass
