// A model on a real GPU, where there is one: from spectrograms, from sound and of a recording as one input it gives the
// CPU's answers. What the other tests do with a stand-in, here is the thing itself.
#include "core/model/device.h"
#include "core/model/tiled_input.h"
#include "tests/model/device_model.h"

#include <algorithm>
#include <stdexcept>

namespace dass {
namespace {

constexpr std::int64_t kGpuFrames = 96;
constexpr std::int64_t kGpuClasses = 10;

class GpuModel : public DeviceModelTest
{
protected:
    void SetUp() override
    {
        if (const std::string reason = whyNoCuda(0); !reason.empty())
            GTEST_SKIP() << reason;
        DeviceModelTest::SetUp();
    }
    std::unique_ptr<TaggingModel> load(Precision precision) const
    {
        return TaggingModel::load(m_folder.path(), {"cuda:0", precision, 0});
    }
    static float toleranceOf(Precision precision) { return precision == Precision::Bf16 ? 5e-2F : 1e-4F; }
    static void expectUnharmed(TaggingModel& model)
    {
        EXPECT_EQ(model.device(), "cuda:0");
        EXPECT_THAT(model.takeNotices(), testing::IsEmpty());
    }
};

// The second batch of a size is recorded as a graph, which the third replays.
TEST_F(GpuModel, givesTheCpusAnswersForSpectrograms)
{
    for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
        const auto model = load(precision);
        for (const std::int64_t batch : {1, 3, 70})
            for (std::uint64_t round = 0; round < 3; ++round) {
                SCOPED_TRACE(nameOf(precision) + ", " + std::to_string(batch) + ", " + std::to_string(round));
                const auto input = syntheticSpectrogram(batch * kGpuFrames, round);
                std::vector<float> got(static_cast<std::size_t>(batch * kGpuClasses));
                std::vector<float> wanted(got.size());
                model->logits(input, batch, kGpuFrames, Pooling::Mean, got);
                cpu->logits(input, batch, kGpuFrames, Pooling::Mean, wanted);
                expectClose(got, wanted, toleranceOf(precision));
            }
        expectUnharmed(*model);
    }
}

TEST_F(GpuModel, givesTheCpusAnswersForSound)
{
    const std::vector<float> sound = soundOf(1000);
    std::vector<SoundClip> clips;
    for (std::int64_t first = 0; first < 1000; first += 13) // overlapping, and beyond the end
        clips.push_back({first, std::min(kGpuFrames, 1000 - first)});
    const auto count = static_cast<std::int64_t>(clips.size());
    std::vector<float> wanted(clips.size() * kGpuClasses);
    cpu->logits(spectrogramsOf(sound, clips, kGpuFrames), count, kGpuFrames, Pooling::Mean, wanted);
    for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
        const auto model = load(precision);
        auto& ofSound = dynamic_cast<FrontEndModel&>(*model);
        EXPECT_TRUE(ofSound.makesFeatures());
        std::vector<float> got(wanted.size());
        ofSound.logitsOfSound(sound, clips, kGpuFrames, Pooling::Mean, got);
        expectClose(got, wanted, toleranceOf(precision));
        EXPECT_TRUE(ofSound.makesFeatures());
        expectUnharmed(*model);
    }
}

TEST_F(GpuModel, givesTheCpusAnswerForARecordingAsOneInput)
{
    const auto frames = syntheticSpectrogram(3001, 3);
    std::vector<float> wanted(kGpuClasses);
    cpu->logits(frames, 1, 3001, Pooling::Mean, wanted);
    for (const Precision precision : {Precision::Fp32, Precision::Bf16}) {
        const auto model = load(precision);
        for (const std::int64_t tile : {0, 200, 1024}) {
            SCOPED_TRACE(nameOf(precision) + ", tiles of " + std::to_string(tile));
            WholeOptions options;
            options.tileFrames = tile;
            options.scratchFolder = m_folder.path();
            const auto input = wholeModelOf(*model).beginWhole(options);
            input->add(frames);
            std::vector<float> got(wanted.size());
            ASSERT_TRUE(input->finish(got));
            expectClose(got, wanted, toleranceOf(precision));
        }
        expectUnharmed(*model);
    }
}

// The same, with what is kept brought to the GPU tile by tile, as of a recording that does not fit there.
TEST_F(GpuModel, givesTheCpusAnswerForARecordingThatDoesNotFitThere)
{
    const auto gpu = openCuda(0, "GPU");
    Dass network = Dass(config, syntheticParameters(config, 7)).to(gpu->device());
    const auto frames = syntheticSpectrogram(3001, 3);
    std::vector<float> wanted(kGpuClasses);
    cpu->logits(frames, 1, 3001, Pooling::Mean, wanted);
    // Says that it has no memory left, which only what is kept there asks for.
    class Full final : public Accelerator
    {
    public:
        explicit Full(Accelerator& gpu) : m_gpu(gpu) {}
        std::string name() const override { return m_gpu.name(); }
        std::string title() const override { return m_gpu.title(); }
        at::Device device() const override { return m_gpu.device(); }
        std::int64_t freeBytes() const override { return 0; }
        void releaseIdle() override { m_gpu.releaseIdle(); }
        at::Tensor upload(const at::Tensor& values) override { return m_gpu.upload(values); }
        void finish() override { m_gpu.finish(); }

    private:
        Accelerator& m_gpu;
    } full(*gpu);
    const TileDevice there{.accelerator = full, .network = network, .tileFrames = 512, .giveUp = []() -> const Dass& {
                               throw std::runtime_error("the GPU failed");
                           }};
    TiledOptions options;
    options.scratchFolder = m_folder.path();
    TiledInput input(there, options);
    input.add(frames);
    std::vector<float> got(wanted.size());
    ASSERT_TRUE(input.finish(got, {}));
    expectClose(got, wanted);
}

} // namespace
} // namespace dass
