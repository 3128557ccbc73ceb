#include "core/features/fbank.h"

#include "core/features/fbank_kernel.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <numeric>

namespace dass {

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
    constexpr std::size_t kBlock = 1 << 16; // samples at a time, so that waiting stays small whatever comes in
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
    const double mean = std::accumulate(clip.begin(), clip.end(), 0.0) / static_cast<double>(clip.size());
    std::vector<float> centred(clip.begin(), clip.end());
    for (float& sample : centred)
        sample -= static_cast<float>(mean);
    const std::int64_t count = fbank::frameCount(static_cast<std::int64_t>(clip.size()));
    frames.reserve(static_cast<std::size_t>(count) * fbank::kMelBins);
    FbankStream().push(centred, frames);
    return frames;
}

} // namespace dass
