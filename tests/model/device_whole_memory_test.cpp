// What a recording as one input keeps on a device and beside it: brought, told in time, given back.
#include "core/base/error.h"
#include "tests/cuda/operators_on_host.h"
#include "tests/model/device_whole.h"

#include <c10/core/InferenceMode.h>

#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <stop_token>
#include <sys/resource.h>

namespace dass {
namespace {

using cuda::OperatorsOnHost;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class DeviceWholeMemory : public DeviceWhole
{
};

TEST_F(DeviceWholeMemory, isGivenBackAfterTheRecording)
{
    for (const bool keptThere : {true, false}) {
        SCOPED_TRACE(keptThere);
        plan = {};
        if (!keptThere)
            keepNothingThere();
        OperatorsOnHost operators({"ss2d_tile"});
        const auto model = make();
        answerOf(*model, options());
        EXPECT_EQ(plan.released, keptThere ? 1 : 0);
    }
}

TEST_F(DeviceWholeMemory, isNoMatterWhereTheDeviceHasFailedMeanwhile)
{
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    auto input = model->beginWhole(options());
    input->add(frames);
    Answer answer;
    EXPECT_TRUE(input->finish(answer.logits, answer.embedding));
    plan.dead = true;
    EXPECT_NO_THROW(input.reset());
    EXPECT_EQ(plan.released, 1);
}

TEST_F(DeviceWholeMemory, isNotFilledAfterAStop)
{
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    std::stop_source stop;
    model->setStop(stop.get_token());
    WholeOptions whole = options();
    whole.progress = [&](double) {
        if (plan.batches.size() == 5) // the patch embedding is done
            stop.request_stop();
    };
    Answer answer;
    {
        const auto input = model->beginWhole(whole);
        input->add(frames);
        EXPECT_FALSE(input->finish(answer.logits, answer.embedding));
    }
    EXPECT_THAT(plan.batches, SizeIs(5)) << "nothing of the stream was brought";
    EXPECT_THAT(answer.logits, testing::Each(42.F));
    EXPECT_EQ(operators.calls("ss2d_tile"), 0);
    EXPECT_EQ(plan.released, 1);
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_THAT(model->takeNotices(), IsEmpty());
}

// The CPU's tiles are smaller and more, and so are their records; there is memory for them.
TEST_F(DeviceWholeMemory, isTakenOverInMainMemoryWithoutAScratchFolder)
{
    frames = syntheticSpectrogram(1100, 3);
    const Answer wanted = wantedAnswer();
    const std::filesystem::path scratch = m_folder / "scratch";
    for (const bool keptThere : {true, false}) {
        SCOPED_TRACE(keptThere);
        plan = {};
        std::filesystem::create_directory(scratch);
        OperatorsOnHost operators({"ss2d_tile"});
        operators.onCall = [&](const std::string&, int call) {
            if (call != 2)
                return;
            std::filesystem::remove(scratch);
            throw std::runtime_error("CUDA error: an illegal memory access was encountered");
        };
        const auto model = make();
        WholeOptions whole = options();
        whole.tileFrames = 0;
        whole.framesExpected = 1100;
        whole.scratchFolder = scratch;
        const auto input = model->beginWhole(whole);
        if (!keptThere)
            keepNothingThere(); // once the device's tile is chosen
        input->add(frames);
        Answer answer;
        ASSERT_TRUE(input->finish(answer.logits, answer.embedding));
        expectEqual(answer, wanted);
        EXPECT_FALSE(std::filesystem::exists(scratch));
        EXPECT_EQ(model->device(), "cpu");
        EXPECT_THAT(model->takeNotices(), ElementsAre(HasSubstr("the CPU goes on from there")));
    }
}

// What the copy of the stream needs beside the first one.
TEST_F(DeviceWholeMemory, isNotWorkedInWhereTheDiskIsFull)
{
    const Dass network(config, syntheticParameters(config, 7));
    OperatorsOnHost operators({"ss2d_tile"});
    FakeAccelerator accelerator(plan);
    const TileDevice device{.accelerator = accelerator,
                            .network = network,
                            .tileFrames = kTile,
                            .giveUp = [&]() -> const Dass& { return network; }};
    TiledOptions tiled;
    tiled.tileFrames = kTile;
    tiled.scratchFolder = m_folder.path();
    tiled.mostInMemory = TiledPlan(config, kFrames, kTile, 4).kept().stream;
    const c10::InferenceMode inference;
    TiledDass run(device, tiled);
    run.add(frames);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, before.rlim_max}; // as if no disk took a byte
    setrlimit(RLIMIT_FSIZE, &none);
    EXPECT_THROW(run.finish(), Error);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    EXPECT_EQ(operators.calls("ss2d_tile"), 0);
}

TEST_F(DeviceWholeMemory, besideItHasABound)
{
    OperatorsOnHost operators({"ss2d_tile"});
    const auto model = make();
    const auto& onCpu = dynamic_cast<const WholeModel&>(*cpu);
    EXPECT_EQ(model->wholeWorkingBytes(600'000'000, 0), model->wholeWorkingBytes(60'000'000, 0));
    EXPECT_LT(model->wholeWorkingBytes(100, 0), model->wholeWorkingBytes(60'000, 0));
    for (const std::int64_t tile : {0, 1024, 65536}) {
        SCOPED_TRACE(tile);
        const std::int64_t there = tile > 0 ? tile : 16384;
        EXPECT_GE(model->wholeWorkingBytes(60'000'000, tile), onCpu.wholeWorkingBytes(60'000'000, tile));
        EXPECT_GE(model->wholeWorkingBytes(60'000'000, tile),
                  3 * TiledPlan(config, 60'000'000, there, 4).tileBytes() + there * 128 * 4);
    }
}

} // namespace
} // namespace dass
