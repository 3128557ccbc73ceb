#include "ui/plots/shaped_series.h"

#include "core/inference/smoothing_kernel.h"

#include <algorithm>
#include <array>

namespace dass {
namespace {

constexpr std::int64_t kSlice = 2048; // rows at a time: well below a millisecond
constexpr auto kBlock = static_cast<std::int64_t>(kSmoothingBlock);

// So many rows in a row, where the kernel has so many classes side by side: its lanes know no difference.
void smoothBlock(std::span<const float> source, std::int64_t first, const EventShaping& shaping, float* out)
{
    const std::int64_t window = shaping.smooths() ? shaping.rows : 1;
    const auto last = static_cast<std::int64_t>(source.size()) - 1;
    std::array<float, kSmoothingBlock + kMostSmoothingRows> around{};
    for (std::int64_t i = 0; i < kBlock + window - 1; ++i) {
        const float value = source[static_cast<std::size_t>(std::clamp<std::int64_t>(first - window / 2 + i, 0, last))];
        around[static_cast<std::size_t>(i)] = value == value ? value : 0.0F;
    }
    if (window == 1) {
        std::copy_n(around.begin(), kSmoothingBlock, out);
        return;
    }
    std::vector<const float*> rows(static_cast<std::size_t>(window));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = around.data() + i;
    }
    constexpr std::array<std::size_t, 1> kOnly{0};
    if (shaping.smoothing == Smoothing::Mean) {
        meanOfRows(rows, kOnly, out);
    } else {
        medianOfRows(rows, kOnly, out);
    }
}

} // namespace

void ShapedSeries::reset()
{
    m_peaks.cut(0);
    m_settled = 0;
    m_madeFrom = 0;
}

bool ShapedSeries::extend(std::span<const float> source, const EventShaping& shaping)
{
    const auto rows = static_cast<std::int64_t>(source.size());
    if (!isBehind(rows)) {
        return true;
    }
    m_peaks.cut(m_settled);
    const std::int64_t end = std::min(rows, m_settled + kSlice);
    std::array<float, kSmoothingBlock> block{};
    for (std::int64_t row = m_settled; row < end; row += kBlock) {
        smoothBlock(source, row, shaping, block.data());
        for (std::int64_t i = 0; i < std::min(kBlock, end - row); ++i) {
            m_peaks.append(block[static_cast<std::size_t>(i)]);
        }
    }
    const std::int64_t reach = shaping.smooths() ? shaping.rows / 2 : 0;
    m_settled = std::max(m_settled, std::min(end, rows - reach));
    if (end < rows) {
        return false;
    }
    m_madeFrom = rows;
    return true;
}

} // namespace dass
