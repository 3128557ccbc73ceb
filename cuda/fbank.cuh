#pragma once

// The front end of core/features from samples to normalised log-mel energies, a warp a frame: one read of the sound,
// one write. A warp needs no other, so that there are no barriers but its own.

#include "cuda/fbank_pass.h"
#include "cuda/fbank_transform.cuh"
#include "cuda/scan_math.cuh"

#ifndef __CUDACC__
#include <cmath>
#endif

namespace dass::cuda {

inline constexpr int kFbankWarps = 4;        // of a block
inline constexpr int kFbankFramesOfWarp = 2; // one after the other
inline constexpr int kFbankFramesOfBlock = kFbankWarps * kFbankFramesOfWarp;

// log2(x), absolute error of the GPU's instruction 2^-22.
DASS_DEVICE float log2Fast(float x)
{
#ifdef __CUDACC__
    float y;
    asm("lg2.approx.ftz.f32 %0, %1;" : "=f"(y) : "f"(x));
    return y;
#else
    return std::log2(x);
#endif
}

DASS_DEVICE float divided(float a, float b)
{
#ifdef __CUDACC__
    return __fdiv_rn(a, b);
#else
    return a / b;
#endif
}

template <class Machine>
struct FbankParameters
{
    int64_t frames;
    int64_t blocksOfClip;
    FbankClip clip[kFbankMostClips];
    typename Machine::template Global<const float> sound;
    typename Machine::template Global<const float> tables;
    typename Machine::template Global<float> y;
};

// Blocks: [clips, frames / kFbankFramesOfBlock].
struct FbankForward
{
    static constexpr const char* kName = "fbank";
    static constexpr int kMaxThreads = kFbankWarps * kWarp;
    static constexpr int kBlocksWanted = blocksOfRegisters(kMaxThreads, 96);

    // A warp's: the transform; the lanes' sums and what is beyond them; the columns' sums.
    static constexpr int kSums = kFbankPaddedWords;
    static constexpr int kColumns = kSums + kWarp + 16;
    static constexpr int kWarpWords = kColumns + 8;

    template <class Machine>
    DASS_DEVICE static void run(const Machine& machine, const FbankParameters<Machine>& p)
    {
        const int warp = machine.thread() / kWarp;
        const int64_t clip = machine.block() / p.blocksOfClip;
        const int64_t first = machine.block() % p.blocksOfClip * kFbankFramesOfBlock + warp * kFbankFramesOfWarp;
        const auto own = machine.template shared<float>(warp * kWarpWords, kWarpWords);
        const FbankClip& from = p.clip[clip];
        const int64_t filled = from.frames();
        for (int64_t frame = first; frame < first + kFbankFramesOfWarp && frame < p.frames; ++frame) {
            const auto y = p.y + (clip * p.frames + frame) * fbank::kMelBins;
            if (frame < filled)
                FbankFrame<Machine>(machine, p.tables, own).run(p.sound + (from.first + frame * fbank::kFrameShift), y);
            else
                for (int m = machine.thread() % kWarp; m < fbank::kMelBins; m += kWarp)
                    y[m] = fbank::kNormalisedPadding;
        }
    }

private:
    template <class Machine>
    class FbankFrame;
};

template <class Machine>
class FbankForward::FbankFrame
{
public:
    using Sound = typename Machine::template Global<const float>;
    using Shared = typename Machine::template Shared<float>;
    using Transform = SharedTransform<Machine>;
    using Layout = fbank::TableLayout;

    DASS_DEVICE FbankFrame(const Machine& machine, const Sound& tables, const Shared& shared)
        : m_machine(machine), m_tables(tables), m_shared(shared), m_lane(machine.thread() % kWarp),
          m_residue(m_lane >> 4 | (m_lane >> 2 & 3) << 1 | (m_lane & 3) << 3)
    {
    }

    template <class Output>
    DASS_DEVICE void run(const Sound& samples, const Output& y) const
    {
        transformSixteen(samples);
        m_machine.syncWarp();
        combine<16>();
        m_machine.syncWarp();
        combine<64>();
        m_machine.syncWarp();
        const Transform all(m_shared, 0);
        DASS_UNROLL(4)
        for (int i = 0; i < 4; ++i) {
            const int k = 1 + m_lane + i * kWarp;
            if (k < fbank::kBins / 2)
                combinePower(all, k, m_tables);
            else
                combineEdgePowers(all);
        }
        m_machine.syncWarp();
        writeLogMel(y);
    }

private:
    static constexpr int kRows = 16; // samples of a lane: m_residue + 32 row
    static constexpr int kFullRows = fbank::kFrameLength / kWarp;
    static constexpr int kLastRow = fbank::kFrameLength % kWarp; // samples

    // The lane's samples are those that the transform of 512 points, split by two and four times by four, has in its
    // values 16 lane to 16 lane + 15; row r comes to place 4 (r % 4) + r / 4.
    DASS_DEVICE void transformSixteen(const Sound& samples) const
    {
        float values[kRows];
        DASS_UNROLL(16)
        for (int row = 0; row < kRows; ++row)
            values[placeOf(row)] = isThere(row) ? samples[m_residue + row * kWarp] : 0.0F;
        const float mean = meanOf(values);
        DASS_UNROLL(16)
        for (int row = 0; row < kRows; ++row) {
            const int n = m_residue + row * kWarp;
            if (!isThere(row))
                continue;
            const float current = minus(values[placeOf(row)], mean);
            const float previous = n == 0 ? current : minus(samples[n - 1], mean); // the first is its own predecessor
            values[placeOf(row)] =
                times(minus(current, times(previous, fbank::kPreEmphasis)), m_tables[Layout::kWindow + n]);
        }
        DASS_UNROLL(4)
        for (int first = 0; first < kRows; first += 4)
            combineFirst(RegisterTransform(values, first), 1);
        const RegisterTransform own(values, 0);
        combineFirst(own, 4);
        combineFour(own, 4, 1, m_tables);
        combineMiddle(own, 4);
        const Transform all(m_shared, kRows * m_lane);
        DASS_UNROLL(16)
        for (int i = 0; i < kRows; ++i)
            all.store(i, values[i]);
    }

    DASS_DEVICE static constexpr int placeOf(int row) { return 4 * (row % 4) + row / 4; }
    DASS_DEVICE bool isThere(int row) const { return row < kFullRows || (row == kFullRows && m_residue < kLastRow); }

    // Mean of the frame, added up in the order of core/features: 8 neighbours side by side, four such rows at a time.
    DASS_DEVICE float meanOf(const float (&values)[kRows]) const
    {
        float sum = 0;
        DASS_UNROLL(16)
        for (int row = 0; row < kFullRows; ++row)
            sum = plus(sum, values[placeOf(row)]);
        m_shared[kSums + m_residue] = sum;
        if (m_residue < kLastRow)
            m_shared[kSums + kWarp + m_residue] = values[placeOf(kFullRows)];
        m_machine.syncWarp();
        const int column = m_lane % 8;
        const auto sums = m_shared + (kSums + column);
        const float first = plus(plus(sums[0], sums[kWarp]), sums[kWarp + 8]);
        const float ofColumn = plus(plus(plus(first, sums[8]), sums[16]), sums[24]);
        if (m_lane < 8)
            m_shared[kColumns + column] = ofColumn;
        m_machine.syncWarp();
        float total = 0;
        DASS_UNROLL(8)
        for (int i = 0; i < 8; ++i)
            total = plus(total, m_shared[kColumns + i]);
        return divided(total, static_cast<float>(fbank::kFrameLength));
    }

    // Transforms of kQuarter points become such of four times as many, the lanes in as many groups as there are.
    template <int kQuarter>
    DASS_DEVICE void combine() const
    {
        constexpr int kLanes = kQuarter / 4; // of a transform; twice as many coefficients, and the first and the middle
        const int lane = m_lane % kLanes;
        const Transform own(m_shared, m_lane / kLanes * (4 * kQuarter));
        combineFour(own, kQuarter, 1 + lane, m_tables);
        if (lane < kLanes - 1) {
            combineFour(own, kQuarter, 1 + kLanes + lane, m_tables);
        } else {
            combineFirst(own, kQuarter);
            combineMiddle(own, kQuarter);
        }
    }

    template <class Output>
    DASS_DEVICE void writeLogMel(const Output& y) const
    {
        constexpr float kLn2OverDeviations = kLn2 / (2 * fbank::kStandardDeviation);
        const Transform power(m_shared, 0);
        for (int m = m_lane; m < fbank::kMelBins; m += kWarp) {
            const auto firstBin = static_cast<int>(m_tables[Layout::kMelFirst + m]);
            const auto count = static_cast<int>(m_tables[Layout::kMelCount + m]);
            float energy = 0;
            for (int i = 0; i < count; ++i)
                energy = fusedMultiplyAdd(m_tables[Layout::kMelWeights + i * fbank::kMelBins + m],
                                          power.load(firstBin + i), energy);
            const float floored = energy > fbank::kEnergyFloor ? energy : fbank::kEnergyFloor;
            y[m] = fusedMultiplyAdd(log2Fast(floored), kLn2OverDeviations, fbank::kNormalisedPadding);
        }
    }

    const Machine& m_machine;
    Sound m_tables;
    Shared m_shared;
    int m_lane;
    int m_residue; // of the lane's samples
};

template <class Launcher>
void fbankForward(const Launcher& launcher, const FbankPass& pass)
{
    FbankParameters<typename Launcher::Machine> parameters{};
    parameters.frames = pass.frames;
    parameters.blocksOfClip = ceilDivide<int64_t>(pass.frames, kFbankFramesOfBlock);
    for (int i = 0; i < pass.clips; ++i)
        parameters.clip[i] = pass.clip[i];
    parameters.sound = launcher.template input<float>("sound", pass.sound, pass.soundSamples);
    parameters.tables = launcher.template input<float>("tables", pass.tables, fbank::TableLayout::kSize);
    parameters.y = launcher.template output<float>("y", pass.y, pass.clips * pass.frames * fbank::kMelBins);
    launcher.template launch<FbankForward>(
        {pass.clips * parameters.blocksOfClip, FbankForward::kMaxThreads, kFbankWarps * FbankForward::kWarpWords},
        parameters);
}

} // namespace dass::cuda
