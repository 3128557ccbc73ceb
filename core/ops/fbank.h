#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace dass::ops {

// The front end (core/features/fbank.h) as an operator (torch namespace "dass"): for sound that lies on a GPU, where
// features need not be brought. On the CPU it is core/features itself.
class Fbank
{
public:
    explicit Fbank(const at::Device& device); // whose plugin is open

    // Clips of one sound, which may overlap: clip i is the `samples[i]` samples from `starts[i]` on.
    //   sound [n], fp32, 16 kHz, on the device -> [clips, frames, 128], fp32, normalised
    // A frame that its clip does not fill is padding (fbank::kNormalisedPadding); a clip shorter than a frame is
    // nothing else. The same numbers as the CPU's within 1e-4. Throws c10::Error for clips outside the sound.
    at::Tensor operator()(const at::Tensor& sound, at::IntArrayRef starts, at::IntArrayRef samples,
                          std::int64_t frames) const;

private:
    at::Tensor m_tables; // fbank::TableLayout
};

} // namespace dass::ops
