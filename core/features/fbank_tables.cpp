#include "core/features/fbank_tables.h"

#include "core/features/fbank.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dass::fbank {

namespace {

static_assert(std::tuple_size_v<decltype(Tables::window)> == kFrameLength);
static_assert(std::tuple_size_v<decltype(Tables::triangles)> == kMelBins);

// Kaldi's triangles: straight in mel, evaluated at the middle of each bin. At the low end they are narrower than a bin,
// so that some hold none and give the floor. The steps are single precision because torchaudio's are: its rounding of
// the small weights at a triangle's foot shows in the fourth digit of quiet bands.
void fillMel(Tables& tables)
{
    constexpr float kBinWidth = static_cast<float>(kSampleRate) / kFftLength;
    const double lowest = 1127.0 * std::log(1.0 + kLowFrequency / 700.0);
    const double step = (1127.0 * std::log(1.0 + kHighFrequency / 700.0) - lowest) / (kMelBins + 1);
    const auto corner = [&](int index) {
        return static_cast<float>(lowest) + static_cast<float>(index) * static_cast<float>(step);
    };
    for (int m = 0; m < kMelBins; ++m) {
        const float left = corner(m);
        const float centre = corner(m + 1);
        const float right = corner(m + 2);
        MelTriangle& triangle = tables.triangles[static_cast<std::size_t>(m)];
        triangle.first = static_cast<int>(tables.melWeights.size());
        for (int bin = 0; bin < kBins; ++bin) {
            const float mel = 1127.0F * std::log(1.0F + kBinWidth * static_cast<float>(bin) / 700.0F);
            const float weight = std::min((mel - left) / (centre - left), (right - mel) / (right - centre));
            if (weight <= 0)
                continue;
            if (triangle.count++ == 0)
                triangle.firstBin = bin;
            tables.melWeights.push_back(weight);
        }
    }
}

// The transform splits the samples first by two, then four times by four; each split takes every second or fourth one.
std::uint16_t splitOrder(unsigned n)
{
    unsigned position = 0;
    unsigned length = kFftLength;
    for (const unsigned radix : {2U, 4U, 4U, 4U, 4U}) {
        length /= radix;
        position += n % radix * length;
        n /= radix;
    }
    return static_cast<std::uint16_t>(position);
}

Tables makeTables()
{
    constexpr double kTurn = 2 * std::numbers::pi;
    Tables tables;
    for (std::size_t i = 0; i < tables.window.size(); ++i) // in single precision, as the mel scale below
        tables.window[i] =
            0.5F - 0.5F * std::cos(static_cast<float>(i) * static_cast<float>(kTurn / (kFrameLength - 1)));
    for (std::size_t k = 0; k < kFftLength; ++k) {
        const double angle = kTurn * static_cast<double>(k) / kFftLength;
        tables.cosine[k] = static_cast<float>(std::cos(angle));
        tables.sine[k] = static_cast<float>(-std::sin(angle));
        tables.order[k] = splitOrder(static_cast<unsigned>(k));
    }
    fillMel(tables);
    return tables;
}

} // namespace

const Tables& tables()
{
    static const Tables kTables = makeTables();
    return kTables;
}

} // namespace dass::fbank
