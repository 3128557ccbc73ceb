#include "core/model/htsat_front_end.h"

#include "core/base/error.h"
#include "core/model/safetensors.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace dass::htsat {

namespace {

constexpr std::int64_t kWindow = 1024;
constexpr std::int64_t kBins = kWindow / 2 + 1;
constexpr double kLowest = 50;     // Hz
constexpr double kHighest = 14000; // Hz
constexpr double kSmallestPower = 1e-10;

// The Slaney scale: linear below 1000 Hz, logarithmic above.
constexpr double kHzPerMel = 200.0 / 3;
constexpr double kLinearEnd = 1000; // Hz
constexpr double kLinearMels = kLinearEnd / kHzPerMel;
const double kMelsPerLog = 27 / std::log(6.4);

double melOf(double hz)
{
    return hz < kLinearEnd ? hz / kHzPerMel : kLinearMels + kMelsPerLog * std::log(hz / kLinearEnd);
}

double hzOf(double mel)
{
    return mel < kLinearMels ? mel * kHzPerMel : kLinearEnd * std::exp((mel - kLinearMels) / kMelsPerLog);
}

} // namespace

at::Tensor melWeights()
{
    std::array<double, kMelBins + 2> edges{};
    const double step = (melOf(kHighest) - melOf(kLowest)) / static_cast<double>(kMelBins + 1);
    for (std::size_t i = 0; i < edges.size(); ++i)
        edges[i] = hzOf(melOf(kLowest) + step * static_cast<double>(i));
    at::Tensor weights = at::zeros({kBins, kMelBins}, at::kFloat);
    auto* values = weights.mutable_data_ptr<float>();
    for (std::int64_t bin = 0; bin < kBins; ++bin) {
        const double hz = static_cast<double>(bin) * kSampleRate / kWindow;
        for (std::size_t mel = 0; mel < kMelBins; ++mel) {
            const double rising = (hz - edges[mel]) / (edges[mel + 1] - edges[mel]);
            const double falling = (edges[mel + 2] - hz) / (edges[mel + 2] - edges[mel + 1]);
            const double height = 2 / (edges[mel + 2] - edges[mel]);
            *values++ = static_cast<float>(height * std::max(0.0, std::min(rising, falling)));
        }
    }
    return weights;
}

at::Tensor logMel(const at::Tensor& waveform)
{
    if (waveform.dim() != 2 || waveform.size(0) < 1 || waveform.size(1) < 1)
        throw Error(ErrorCode::InvalidArgument, "HTS-AT's input has the shape " + toString(waveform.sizes().vec()) +
                                                    ", [batch, samples] was wanted");
    static const at::Tensor weights = melWeights();
    static const at::Tensor window = at::hann_window(kWindow, at::kFloat); // periodic
    at::Tensor sound = waveform.to(at::kFloat);
    if (sound.size(1) < kWindow) // reflection needs more samples than it adds
        sound = at::constant_pad_nd(sound, {0, kWindow - sound.size(1)});
    sound = at::reflection_pad1d(sound, {kWindow / 2, kWindow / 2});
    const at::Tensor spectrum = at::fft_rfft(sound.unfold(1, kWindow, kHop) * window);
    const at::Tensor power = at::view_as_real(spectrum).square().sum(-1); // [B, frames, 513]
    return at::matmul(power, weights).clamp_min(kSmallestPower).log10() * 10;
}

} // namespace dass::htsat
