#include "cuda/fbank_tensors.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace dass::cuda {

void fbankOf(const at::Tensor& sound, const at::Tensor& tables, at::IntArrayRef starts, at::IntArrayRef samples,
             const at::Tensor& y, const std::function<void(const FbankPass&)>& run)
{
    FbankPass pass{};
    pass.sound = sound.const_data_ptr<float>();
    pass.soundSamples = sound.numel();
    pass.tables = tables.const_data_ptr<float>();
    pass.frames = y.size(1);
    const int64_t clips = y.size(0);
    for (int64_t first = 0; first < clips; first += kFbankMostClips) {
        pass.clips = static_cast<int>(std::min<int64_t>(clips - first, kFbankMostClips));
        for (int i = 0; i < pass.clips; ++i) {
            const auto from = static_cast<std::size_t>(first + i);
            pass.clip[i] = {starts[from], samples[from]};
        }
        pass.y = y[first].mutable_data_ptr<float>();
        run(pass);
    }
}

} // namespace dass::cuda
