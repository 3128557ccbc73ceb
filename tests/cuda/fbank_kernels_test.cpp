// The GPU's filterbank, run on the CPU: against the one of core/features, and without a fault; planted ones are found.
#include "core/features/fbank.h"
#include "core/features/fbank_layout.h"
#include "cuda/fbank.cuh"
#include "cuda/fbank_tensors.h"
#include "tests/cuda/kernel_testing.h"

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace dass::cuda {
namespace {

using host::BlockRunner;
using host::FaultKind;
using host::FaultLog;
using host::HostLauncherOf;
using host::HostMachine;
using host::ThreadOrder;

struct Clips
{
    std::vector<int64_t> starts;
    std::vector<int64_t> samples;
};

std::vector<float> noise(std::size_t count, float loudness)
{
    std::mt19937 random(11);
    std::normal_distribution<float> normal(0.1F * loudness, loudness);
    std::vector<float> sound(count);
    for (float& sample : sound)
        sample = normal(random);
    return sound;
}

at::Tensor tensorOf(const std::vector<float>& values)
{
    return at::tensor(values, at::kFloat);
}

template <class Machine = HostMachine>
at::Tensor runKernel(const std::vector<float>& sound, const Clips& clips, int64_t frames, BlockRunner& runner)
{
    const PoisonedMemory poisoned;
    const auto y = at::empty({static_cast<int64_t>(clips.starts.size()), frames, fbank::kMelBins}, at::kFloat);
    fbankOf(tensorOf(sound), tensorOf(fbank::packedTables()), clips.starts, clips.samples, y,
            [&](const FbankPass& pass) { fbankForward(HostLauncherOf<Machine>(runner), pass); });
    return y;
}

at::Tensor ofCore(const std::vector<float>& sound, const Clips& clips, int64_t frames)
{
    std::vector<at::Tensor> all;
    for (std::size_t i = 0; i < clips.starts.size(); ++i) {
        std::vector<float> features;
        FbankStream().push(std::span(sound).subspan(static_cast<std::size_t>(clips.starts[i]),
                                                    static_cast<std::size_t>(clips.samples[i])),
                           features);
        fbank::normalise(features);
        features.resize(static_cast<std::size_t>(frames) * fbank::kMelBins, fbank::kNormalisedPadding);
        all.push_back(tensorOf(features).view({frames, fbank::kMelBins}));
    }
    return at::stack(all);
}

void expectLikeCore(const std::vector<float>& sound, const Clips& clips, int64_t frames, ThreadOrder order)
{
    BlockRunner runner(order);
    const auto got = runKernel(sound, clips, frames, runner);
    EXPECT_LT((got - ofCore(sound, clips, frames)).abs().max().item<float>(), 1e-4F);
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
}

// Around a frame's samples, a warp's two frames and a block's eight; the output ends before, with and after the sound.
TEST(FbankKernels, equalTheFilterbankAroundFramesAndBlocks)
{
    const auto sound = noise(400 + 160 * 17, 0.2F);
    for (const int64_t samples : {0, 1, 399, 400, 401, 559, 560, 719, 720, 400 + 160 * 7 - 1, 400 + 160 * 7,
                                  400 + 160 * 8 - 1, 400 + 160 * 8, 400 + 160 * 16}) {
        SCOPED_TRACE(samples);
        const int64_t filled = fbank::frameCount(samples);
        for (const int64_t frames : {filled - 1, filled, filled + 1, filled + 9})
            if (frames > 0)
                expectLikeCore(sound, {{0}, {samples}}, frames, ThreadOrder::Upwards);
        expectLikeCore(sound, {{static_cast<int64_t>(sound.size()) - samples}, {samples}}, filled + 1,
                       ThreadOrder::Downwards);
    }
}

// Ragged and overlapping clips from anywhere in a sound, around the 64 of a launch.
TEST(FbankKernels, equalTheFilterbankForEveryClipOfABatch)
{
    const auto sound = noise(9000, 0.05F);
    std::mt19937 random(3);
    for (const int count : {1, 2, 63, 64, 65, 130}) {
        SCOPED_TRACE(count);
        Clips clips;
        for (int i = 0; i < count; ++i) {
            clips.samples.push_back(static_cast<int64_t>(random() % 1500));
            clips.starts.push_back(static_cast<int64_t>(random() % (sound.size() - 1500)));
        }
        expectLikeCore(sound, clips, 3, count % 2 == 0 ? ThreadOrder::Upwards : ThreadOrder::Downwards);
    }
}

TEST(FbankKernels, equalTheFilterbankForSoundOfEveryKind)
{
    constexpr std::size_t kCount = 400 + 160 * 9;
    std::vector<float> sine(kCount), clipped(kCount), click(kCount, 0.0F), steps(kCount);
    for (std::size_t i = 0; i < kCount; ++i) {
        const double angle = 2 * std::numbers::pi * 1000.3 * static_cast<double>(i) / fbank::kSampleRate;
        sine[i] = static_cast<float>(std::sin(angle));
        clipped[i] = std::clamp(static_cast<float>(8 * std::sin(angle / 3)), -1.0F, 1.0F);
        steps[i] = static_cast<float>(std::round(2 * std::sin(angle / 40))) / 32768;
    }
    click[700] = 1;
    std::vector<float> loud = sine;
    for (float& sample : loud)
        sample *= 32768; // bands far below the tone are rounding error now, which has to be the same one
    const std::vector<std::vector<float>> kinds{sine,
                                                clipped,
                                                click,
                                                steps,
                                                loud,
                                                noise(kCount, 1e-5F),
                                                noise(kCount, 1e-8F),
                                                std::vector<float>(kCount, 0.0F),
                                                std::vector<float>(kCount, 0.7F)};
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        SCOPED_TRACE(i);
        expectLikeCore(kinds[i], {{0}, {kCount}}, 11, ThreadOrder::Upwards);
    }
}

// A machine that leaves out one of a thread's barriers of its warp.
struct ForgetfulMachine : HostMachine
{
    static inline int forgotten = 0;
    mutable int barriers = 0;
    void syncWarp() const
    {
        if (barriers++ != forgotten)
            HostMachine::syncWarp();
    }
};

// A machine whose threads think that they are one further.
struct ShiftedMachine : HostMachine
{
    int thread() const { return HostMachine::thread() + 1; }
};

template <class Machine>
FaultLog faultsOn(std::size_t told = 720)
{
    BlockRunner runner;
    auto sound = noise(720, 0.1F);
    sound.resize(told);
    runKernel<Machine>(sound, {{0}, {720}}, 3, runner);
    return runner.faults();
}

TEST(FbankKernels, everyBarrierThatIsLeftOutIsMissed)
{
    EXPECT_TRUE(faultsOn<HostMachine>().isEmpty()) << faultsOn<HostMachine>();
    // Two frames of a warp: after the lanes' sums, the columns', and each of the four steps of the transform.
    for (ForgetfulMachine::forgotten = 0; ForgetfulMachine::forgotten < 12; ++ForgetfulMachine::forgotten)
        EXPECT_TRUE(faultsOn<ForgetfulMachine>().has(FaultKind::Race)) << "barrier " << ForgetfulMachine::forgotten;
    ForgetfulMachine::forgotten = 12; // there are no more
    EXPECT_TRUE(faultsOn<ForgetfulMachine>().isEmpty());
}

TEST(FbankKernels, aShiftByOneThreadIsFound)
{
    const FaultLog faults = faultsOn<ShiftedMachine>();
    EXPECT_TRUE(faults.has(FaultKind::OutOfBounds)) << faults;
    EXPECT_TRUE(faults.has(FaultKind::Race) || faults.has(FaultKind::NeverWritten)) << faults;
}

TEST(FbankKernels, aSampleBeyondTheSoundIsFound)
{
    EXPECT_TRUE(faultsOn<HostMachine>(719).has(FaultKind::OutOfBounds));
}

} // namespace
} // namespace dass::cuda
