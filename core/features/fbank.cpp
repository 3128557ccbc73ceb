#include "core/features/fbank.h"

#include "core/features/fbank_kernel.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <numeric>

namespace dass {

namespace {

constexpr std::size_t kBlock = 1 << 16; // samples at a time, so that copies stay small whatever comes in

} // namespace

namespace fbank {

std::int64_t frameCount(std::int64_t samples)
{
    return samples < kFrameLength ? 0 : (samples - kFrameLength) / kFrameShift + 1;
}

void normalise(std::span<float> logMel)
{
    for (float& value : logMel)
        value = (value - kMean) / (2 * kStandardDeviation);
}

} // namespace fbank

struct FbankStream::Impl
{
    std::vector<float> waiting; // samples from the next frame's first one on
    hwy::AlignedFreeUniquePtr<float[]> scratch = hwy::AllocateAligned<float>(fbank::kernelScratch());
};

FbankStream::FbankStream() : m_impl(std::make_unique<Impl>()) {}
FbankStream::~FbankStream() = default;
FbankStream::FbankStream(FbankStream&&) noexcept = default;
FbankStream& FbankStream::operator=(FbankStream&&) noexcept = default;

std::int64_t FbankStream::push(std::span<const float> samples, std::vector<float>& frames)
{
    std::int64_t made = 0;
    std::vector<float>& waiting = m_impl->waiting;
    for (; !samples.empty(); samples = samples.subspan(std::min(kBlock, samples.size()))) {
        const auto block = samples.first(std::min(kBlock, samples.size()));
        waiting.insert(waiting.end(), block.begin(), block.end());
        const std::int64_t count = fbank::frameCount(static_cast<std::int64_t>(waiting.size()));
        if (count == 0)
            continue;
        const std::size_t before = frames.size();
        frames.resize(before + static_cast<std::size_t>(count) * fbank::kMelBins);
        fbank::computeFrames(waiting.data(), count, m_impl->scratch.get(), frames.data() + before);
        waiting.erase(waiting.begin(), waiting.begin() + count * fbank::kFrameShift);
        made += count;
    }
    return made;
}

void FbankStream::reset()
{
    m_impl->waiting.clear();
}

std::vector<float> computeFbank(std::span<const float> clip)
{
    std::vector<float> frames;
    if (clip.empty())
        return frames;
    const auto mean =
        static_cast<float>(std::accumulate(clip.begin(), clip.end(), 0.0) / static_cast<double>(clip.size()));
    const std::int64_t count = fbank::frameCount(static_cast<std::int64_t>(clip.size()));
    frames.reserve(static_cast<std::size_t>(count) * fbank::kMelBins);
    FbankStream stream;
    std::vector<float> centred;
    for (std::size_t start = 0; start < clip.size(); start += kBlock) {
        const auto block = clip.subspan(start, std::min(kBlock, clip.size() - start));
        centred.assign(block.begin(), block.end());
        for (float& sample : centred)
            sample -= mean;
        stream.push(centred, frames);
    }
    return frames;
}

} // namespace dass
