#include "core/ops/fbank.h"

#include "core/features/fbank.h"
#include "core/features/fbank_kernel.h"
#include "core/features/fbank_layout.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <hwy/aligned_allocator.h>
#include <torch/library.h>

#include <algorithm>
#include <span>

namespace dass::ops {

namespace {

void forwardCpu(const at::Tensor& sound, const at::Tensor& /*tables*/, at::IntArrayRef starts, at::IntArrayRef samples,
                const at::Tensor& y)
{
    const float* const from = sound.const_data_ptr<float>();
    float* const to = y.mutable_data_ptr<float>();
    const auto frames = y.size(1);
    at::parallel_for(0, y.size(0), 1, [&](int64_t begin, int64_t end) {
        const auto scratch = hwy::AllocateAligned<float>(fbank::kernelScratch());
        for (int64_t clip = begin; clip < end; ++clip) {
            const auto i = static_cast<std::size_t>(clip);
            const int64_t filled = std::min(fbank::frameCount(samples[i]), frames);
            const std::span all(to + clip * frames * fbank::kMelBins,
                                static_cast<std::size_t>(frames) * fbank::kMelBins);
            const auto own = all.first(static_cast<std::size_t>(filled) * fbank::kMelBins);
            if (filled > 0)
                fbank::computeFrames(from + starts[i], filled, scratch.get(), own.data());
            fbank::normalise(own);
            std::ranges::fill(all.subspan(own.size()), fbank::kNormalisedPadding);
        }
    });
}

void checkInputs(const at::Tensor& sound, const at::Tensor& tables, at::IntArrayRef starts, at::IntArrayRef samples,
                 int64_t frames)
{
    TORCH_CHECK(sound.dim() == 1 && sound.scalar_type() == at::kFloat && sound.device() == tables.device(),
                "fbank: the sound is ", sound.scalar_type(), " ", sound.sizes(), " on ", sound.device(),
                ", wanted Float [samples] on ", tables.device());
    TORCH_CHECK(starts.size() == samples.size(), "fbank: ", starts.size(), " starts of clips and ", samples.size(),
                " lengths");
    TORCH_CHECK(frames >= 1, "fbank: ", frames, " frames a clip, wanted 1 or more");
    for (std::size_t i = 0; i < starts.size(); ++i)
        TORCH_CHECK(
            starts[i] >= 0 && samples[i] >= 0 && starts[i] <= sound.numel() && samples[i] <= sound.numel() - starts[i],
            "fbank: clip ", i, " is ", samples[i], " samples from ", starts[i], " on; the sound has ", sound.numel());
}

} // namespace

Fbank::Fbank(const at::Device& device) : m_tables(at::tensor(fbank::packedTables(), at::kFloat).to(device)) {}

at::Tensor Fbank::operator()(const at::Tensor& sound, at::IntArrayRef starts, at::IntArrayRef samples,
                             int64_t frames) const
{
    checkInputs(sound, m_tables, starts, samples, frames);
    static const auto op =
        c10::Dispatcher::singleton()
            .findSchemaOrThrow("dass::fbank", "")
            .typed<void(const at::Tensor&, const at::Tensor&, at::IntArrayRef, at::IntArrayRef, const at::Tensor&)>();
    const auto y = at::empty({static_cast<int64_t>(starts.size()), frames, fbank::kMelBins}, sound.options());
    op.call(sound.contiguous(), m_tables, starts, samples, y);
    return y;
}

TORCH_LIBRARY_FRAGMENT(dass, library)
{
    library.def("fbank(Tensor sound, Tensor tables, int[] starts, int[] samples, Tensor(a!) y) -> ()");
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("fbank", &forwardCpu);
}

} // namespace dass::ops
