// A model on a device that is main memory but fails as planned: the network, the batches and the CPU that takes over
// are the real ones.
#include "core/base/error.h"
#include "core/model/accelerated_dass.h"
#include "core/model/checkpoint_info.h"
#include "core/model/dass_clip_network.h"
#include "core/model/dass_tagging_model.h"
#include "core/model/graphed_network.h"
#include "core/model/model_placement.h"
#include "core/model/synthetic.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/fake_accelerator.h"

#include <gmock/gmock.h>

namespace dass {
namespace {

using testing::ElementsAre;
using testing::FloatNear;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pointwise;

constexpr std::int64_t kFrames = 96;

class Accelerated : public testing::Test
{
protected:
    void SetUp() override
    {
        saveHuggingFace(m_folder.path(), m_config, syntheticParameters(m_config, 7), {});
        m_cpu = TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, 1});
    }

    AcceleratedModel::Parts parts()
    {
        const Checkpoint checkpoint = loadCheckpoint(m_folder.path());
        const ModelInfo info = infoOf(checkpoint);
        return {
            info, Precision::Fp32, std::make_unique<FakeAccelerator>(plan),
            std::make_unique<DassClipNetwork>(Dass(checkpoint.config, checkpoint.parameters)),
            [this, info, checkpoint] {
                ++cpuModels;
                return std::make_unique<DassTaggingModel>(info, checkpoint, ModelOptions{"cpu", Precision::Fp32, 1});
            }};
    }
    std::unique_ptr<AcceleratedDass> make()
    {
        const Checkpoint checkpoint = loadCheckpoint(m_folder.path());
        auto model =
            std::make_unique<AcceleratedDass>(parts(), Dass(checkpoint.config, checkpoint.parameters), Precision::Fp32);
        plan.batches.clear(); // of the trial
        return model;
    }

    struct Output
    {
        std::vector<float> logits, embeddings;
    };
    Output outputOf(TaggingModel& model, std::int64_t batch) const
    {
        std::vector<float> input;
        for (std::int64_t i = 0; i < batch; ++i) {
            const auto clip = syntheticSpectrogram(kFrames, static_cast<std::uint64_t>(i));
            input.insert(input.end(), clip.begin(), clip.end());
        }
        Output output{std::vector<float>(static_cast<std::size_t>(batch * 10)),
                      std::vector<float>(static_cast<std::size_t>(batch * 64))};
        model.logits(input, batch, kFrames, Pooling::Mean, output.logits, output.embeddings);
        return output;
    }
    void expectLikeCpu(TaggingModel& model, std::int64_t batch) const
    {
        const Output got = outputOf(model, batch);
        const Output wanted = outputOf(*m_cpu, batch);
        EXPECT_THAT(got.logits, Pointwise(FloatNear(1e-5F), wanted.logits));
        EXPECT_THAT(got.embeddings, Pointwise(FloatNear(1e-5F), wanted.embeddings));
    }

    test::TemporaryFolder m_folder;
    DassConfig m_config = DassConfig::of({8, 16, 32, 64}, {1, 1, 1, 1}, 10);
    std::unique_ptr<TaggingModel> m_cpu;
    FakeAccelerator::Plan plan;
    int cpuModels = 0;
};

TEST_F(Accelerated, computesOnTheDevice)
{
    const auto model = make();
    EXPECT_EQ(model->device(), "cuda:7");
    expectLikeCpu(*model, 5);
    EXPECT_THAT(plan.batches, ElementsAre(5));
    EXPECT_EQ(cpuModels, 0);
    EXPECT_THAT(model->takeNotices(), IsEmpty());
    plan.freeBytes = 1000;
    EXPECT_EQ(model->batchLimits().bytes, 1000);
    EXPECT_EQ(model->batchLimits().inputs, 64);
}

TEST_F(Accelerated, halvesBatchesAndLosesNothing)
{
    plan.mostInputs = 3;
    const auto model = make();
    expectLikeCpu(*model, 7);
    EXPECT_THAT(plan.batches, ElementsAre(7, 2, 2, 2, 1));
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_THAT(model->takeNotices(), ElementsAre(HasSubstr("7 inputs at a time; going on with 2")));
    EXPECT_THAT(model->takeNotices(), IsEmpty()) << "told once";
}

TEST_F(Accelerated, handsOverToTheCpuInTheMiddle)
{
    plan.mostInputs = 2;
    plan.failsAfter = 2; // one for the trial
    plan.failsLate = true;
    const auto model = make();
    expectLikeCpu(*model, 6); // two are done when it fails: four are left for the CPU
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_EQ(cpuModels, 1);
    EXPECT_EQ(model->batchLimits().inputs, 8);
    EXPECT_THAT(model->takeNotices(), testing::Contains(HasSubstr("Fake GPU (cuda:7) failed: CUDA error: an illegal "
                                                                  "memory access was encountered; the CPU goes on")));
    plan.batches.clear();
    expectLikeCpu(*model, 3);
    EXPECT_THAT(plan.batches, IsEmpty()) << "a device that was given up is left alone";
    EXPECT_EQ(cpuModels, 1);
    EXPECT_THAT(model->takeNotices(), IsEmpty());
}

// As between two runs: what asks for the sizes of calls comes before the first of them.
TEST_F(Accelerated, handsOverToTheCpuAfterADeviceDiedUnnoticed)
{
    const auto model = make();
    plan.dead = true;
    EXPECT_EQ(model->batchLimits().inputs, 1);
    EXPECT_EQ(model->batchLimits().bytes, 0);
    expectLikeCpu(*model, 2);
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_EQ(model->batchLimits().inputs, 8);
}

TEST_F(Accelerated, handsOverToTheCpuWhereNothingFits)
{
    const auto model = make();
    plan.mostInputs = 0;
    expectLikeCpu(*model, 2);
    EXPECT_EQ(model->device(), "cpu");
}

// A network's graphs keep memory that a batch may want: they go before it becomes smaller.
TEST_F(Accelerated, givesUpGraphsBeforeBatchesAreHalved)
{
    AcceleratedModel::Parts all = parts();
    const auto recorder = [this](const at::Tensor&, const std::function<void()>& work) {
        const std::shared_ptr<void> memory(nullptr, [this](void*) { plan.mostInputs = 1'000'000; });
        return [memory, work] { work(); };
    };
    all.network = std::make_unique<GraphedNetwork>(std::move(all.network), recorder);
    AcceleratedModel model(std::move(all));
    expectLikeCpu(model, 1);
    expectLikeCpu(model, 1); // recorded
    plan.mostInputs = 2;     // while the graph is there
    plan.batches.clear();
    expectLikeCpu(model, 5);
    EXPECT_THAT(plan.batches, ElementsAre(5, 5));
    EXPECT_EQ(model.device(), "cuda:7");
    EXPECT_THAT(model.takeNotices(), IsEmpty());
}

TEST_F(Accelerated, givesSeveralPoolingsAsEachByItself)
{
    const std::vector<Pooling> poolings{Pooling::Mean, Pooling::Max};
    const auto clips = syntheticSpectrogram(2 * kFrames, 3);
    const auto model = make();
    auto& pooled = dynamic_cast<PooledModel&>(*model);
    for (int round = 0; round < 2; ++round) { // on the device, then on the CPU
        std::vector<float> got(2 * 2 * 10);
        std::vector<float> wanted(got.size());
        pooled.logitsOfEach(clips, 2, kFrames, poolings, got);
        for (std::size_t i = 0; i < poolings.size(); ++i)
            m_cpu->logits(clips, 2, kFrames, poolings[i], std::span(wanted).subspan(i * 20, 20));
        EXPECT_THAT(got, Pointwise(FloatNear(1e-5F), wanted));

        WholeOptions options;
        options.tileFrames = 64;
        const auto whole = pooled.beginWholeOfEach(options, poolings);
        whole->add(clips);
        got.resize(20);
        wanted.resize(20);
        ASSERT_TRUE(whole->finish(got));
        for (std::size_t i = 0; i < poolings.size(); ++i)
            m_cpu->logits(clips, 1, 2 * kFrames, poolings[i], std::span(wanted).subspan(i * 10, 10));
        EXPECT_THAT(got, Pointwise(FloatNear(1e-4F), wanted));
        plan.mostInputs = 0;
        outputOf(*model, 1); // which gives the device up
    }
    EXPECT_EQ(model->device(), "cpu");
}

TEST_F(Accelerated, doesTheDenseModeToo)
{
    std::vector<float> wanted(3 * 3 * 10);
    std::vector<float> got(wanted.size());
    const auto model = make();
    const auto clip = syntheticSpectrogram(3 * kFrames, 5);
    m_cpu->denseLogits(clip, 3, kFrames, 2, wanted);
    plan.mostInputs = 1;
    plan.failsAfter = 2;
    model->denseLogits(clip, 3, kFrames, 2, got);
    EXPECT_THAT(got, Pointwise(FloatNear(1e-5F), wanted));
    EXPECT_EQ(model->device(), "cpu") << "the third span was the CPU's";
}

TEST_F(Accelerated, stopsWithoutAFailure)
{
    const auto model = make();
    std::stop_source stop;
    stop.request_stop();
    model->setStop(stop.get_token());
    outputOf(*model, 2);
    EXPECT_EQ(model->device(), "cuda:7");
    EXPECT_THAT(model->takeNotices(), IsEmpty());
    model->setStop({});
    expectLikeCpu(*model, 1);
}

TEST_F(Accelerated, aWrongCallIsItsCallersFault)
{
    const auto model = make();
    std::vector<float> tooFew(10);
    EXPECT_THROW(model->logits(tooFew, 1, kFrames, Pooling::Mean, tooFew, {}), Error);
    EXPECT_EQ(model->device(), "cuda:7");
}

TEST_F(Accelerated, takesWholeRecordingsOnTheCpuWhereThePluginHasNoKernelForTiles)
{
    const auto model = make();
    const auto frames = syntheticSpectrogram(300, 3);
    std::vector<float> got(10);
    std::vector<float> wanted(10);
    for (const auto& [to, from] :
         {std::pair(&got, static_cast<TaggingModel*>(model.get())), std::pair(&wanted, m_cpu.get())}) {
        const auto input = wholeModelOf(*from).beginWhole({});
        input->add(frames);
        EXPECT_TRUE(input->finish(*to));
    }
    EXPECT_THAT(got, Pointwise(FloatNear(1e-5F), wanted));
    EXPECT_THAT(model->takeNotices(),
                ElementsAre("a recording as one input is computed on the CPU, not on cuda:7: the CUDA plugin is older "
                            "than this program and has no kernel for tiles"));
    EXPECT_EQ(wholeModelOf(*model).wholeScratchBytes(5000, 0), wholeModelOf(*m_cpu).wholeScratchBytes(5000, 0));
    EXPECT_EQ(wholeModelOf(*model).wholeWorkingBytes(5000, 0), wholeModelOf(*m_cpu).wholeWorkingBytes(5000, 0));
}

TEST_F(Accelerated, saysOnceThatAnOlderPluginHasNoFilterbank)
{
    plan.device = at::Device(at::kCUDA, 7); // for which no operator has a kernel here
    const auto model = make();
    EXPECT_THAT(model->takeNotices(), IsEmpty()) << "nobody has asked";
    EXPECT_FALSE(model->makesFeatures());
    EXPECT_FALSE(model->makesFeatures());
    EXPECT_THAT(model->takeNotices(), ElementsAre("Fake GPU (cuda:7): the CUDA plugin is older than this program and "
                                                  "has no filterbank; the CPU makes the features"));
    const std::vector<float> sound(400 + 160 * 99, 0.1F);
    const std::vector<SoundClip> clips{{0, 96}, {4, 96}};
    std::vector<float> got(20);
    std::vector<float> wanted(20);
    model->logitsOfSound(sound, clips, kFrames, Pooling::Mean, got);
    m_cpu->logits(spectrogramsOf(sound, clips, kFrames), 2, kFrames, Pooling::Mean, wanted, {});
    EXPECT_THAT(got, Pointwise(FloatNear(1e-5F), wanted));
    EXPECT_EQ(model->device(), "cuda:7");
}

TEST_F(Accelerated, takesNoSoundOnceTheCpuGoesOn)
{
    const auto model = make();
    EXPECT_TRUE(model->makesFeatures());
    plan.mostInputs = 0;
    outputOf(*model, 1);
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_FALSE(model->makesFeatures());
}

class Placement : public Accelerated
{
protected:
    std::unique_ptr<TaggingModel> place(const std::string& device)
    {
        m_placeable.onCpu = [this](const ModelOptions&) {
            return TaggingModel::load(m_folder.path(), {"cpu", Precision::Fp32, 1});
        };
        m_placeable.onGpu = [this](const ModelOptions&, std::unique_ptr<Accelerator> gpu) {
            AcceleratedModel::Parts all = parts();
            all.accelerator = std::move(gpu);
            return std::make_unique<AcceleratedModel>(std::move(all));
        };
        return placeModel({device, Precision::Fp32, 1}, m_placeable, access());
    }
    DeviceAccess access()
    {
        const std::string library = std::string(DASS_FAKE_DRIVERS) + "/libfake_driver_good.so";
        DeviceAccess access;
        access.places = {{library, library}, library};
        access.open = [this](int index, const std::string& title) {
            EXPECT_EQ(title, "Fake GPU");
            opened.push_back(index);
            return std::make_unique<FakeAccelerator>(plan);
        };
        return access;
    }
    std::string refusal(const std::string& device)
    {
        try {
            place(device);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::Unsupported);
            return error.what();
        }
        return "no error";
    }

    PlaceableModel m_placeable;
    std::vector<int> opened;
};

TEST_F(Placement, putsAModelWhereItIsWanted)
{
    EXPECT_EQ(place("auto")->device(), "cuda:7");
    EXPECT_EQ(place("cuda")->device(), "cuda:7");
    EXPECT_THAT(opened, ElementsAre(1, 0)) << "auto takes the one with the most free memory";
    const auto onCpu = place("cpu");
    EXPECT_EQ(onCpu->device(), "cpu");
    EXPECT_EQ(onCpu->whyCpu(), "");
}

TEST_F(Placement, autoSaysWhatKeepsAModelFromTheGpu)
{
    m_placeable.gpuBytes = 50'000'000'000;
    EXPECT_THAT(place("auto")->whyCpu(), HasSubstr("Fake GPU has 11.0 GB of memory free, the model wants 50.0 GB"));
    EXPECT_THAT(refusal("cuda:0"), HasSubstr("3.0 GB of memory free"));
    m_placeable.gpuBytes = 0;
    m_placeable.obstacle = "its scan has 16 states a channel, the GPU's kernels are for 1";
    EXPECT_EQ(place("auto")->whyCpu(), m_placeable.obstacle);
    EXPECT_EQ(refusal("cuda"), "device 'cuda' cannot be used: " + m_placeable.obstacle + "; choose cpu or auto");
}

TEST_F(Placement, findsOutWhileLoadingThatAGpuCannot)
{
    plan.failsAfter = 0;
    plan.failure = "CUDA error: no kernel image is available for execution on the device";
    const auto model = place("auto");
    EXPECT_EQ(model->device(), "cpu");
    EXPECT_EQ(model->whyCpu(),
              "Fake GPU (cuda:1) failed: CUDA error: no kernel image is available for execution on the device");
    EXPECT_THAT(refusal("cuda:1"), HasSubstr("no kernel image is available"));
}

TEST_F(Placement, triesAGpuThatIsForNoModel)
{
    EXPECT_EQ(tryGpu("auto", access()).gpu->name(), "cuda:7");
    EXPECT_EQ(tryGpu("cpu", access()).gpu, nullptr);
    for (const bool late : {false, true}) {
        plan = {};
        plan.failsAfter = 0;
        plan.failsLate = late;
        const TriedGpu tried = tryGpu("auto", access());
        EXPECT_EQ(tried.gpu, nullptr);
        EXPECT_EQ(tried.failure, "Fake GPU (cuda:1) failed: CUDA error: an illegal memory access was encountered");
        EXPECT_THROW(tryGpu("cuda", access()), Error);
    }
}

TEST(WhyNotOnGpu, saysWhatTheKernelsCannot)
{
    EXPECT_EQ(whyNotOnGpu(DassConfig::small()), "");
    EXPECT_EQ(whyNotOnGpu(DassConfig::medium()), "");
    EXPECT_THAT(whyNotOnGpu(DassConfig::of({8, 16, 32, 64}, {1, 1, 1, 1}, 10, 16)), HasSubstr("16 states"));
    EXPECT_THAT(whyNotOnGpu(DassConfig::of({200, 400, 800, 1600}, {1, 1, 1, 1}, 10)), HasSubstr("1600 channels"));
}

} // namespace
} // namespace dass
