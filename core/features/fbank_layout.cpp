#include "core/features/fbank_layout.h"

#include "core/base/error.h"
#include "core/features/fbank_tables.h"

#include <algorithm>
#include <string>

namespace dass::fbank {

std::vector<float> packedTables()
{
    using Layout = TableLayout;
    const Tables& known = tables();
    std::vector<float> packed(Layout::kSize);
    const auto at = [&](int place) { return packed.begin() + place; };
    std::ranges::copy(known.window, at(Layout::kWindow));
    std::copy_n(known.cosine.begin(), Layout::kTurns, at(Layout::kCosine));
    std::copy_n(known.sine.begin(), Layout::kTurns, at(Layout::kSine));
    for (int m = 0; m < kMelBins; ++m) {
        const MelTriangle& triangle = known.triangles[static_cast<std::size_t>(m)];
        if (triangle.count > Layout::kMelTaps)
            throw Error(ErrorCode::Internal, "mel bin " + std::to_string(m) + " has " + std::to_string(triangle.count) +
                                                 " bins, at most " + std::to_string(Layout::kMelTaps) + " were wanted");
        *at(Layout::kMelFirst + m) = static_cast<float>(triangle.firstBin);
        *at(Layout::kMelCount + m) = static_cast<float>(triangle.count);
        for (int i = 0; i < triangle.count; ++i)
            *at(Layout::kMelWeights + i * kMelBins + m) =
                known.melWeights[static_cast<std::size_t>(triangle.first + i)];
    }
    return packed;
}

} // namespace dass::fbank
