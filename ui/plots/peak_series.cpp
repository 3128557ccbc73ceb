#include "ui/plots/peak_series.h"

#include <algorithm>
#include <limits>

namespace dass {
namespace {

constexpr std::int64_t kFanOut = 4;

} // namespace

void PeakSeries::append(float value)
{
    m_levels.front().push_back(value);
    auto index = size() - 1;
    for (std::size_t level = 1; index > 0; ++level) {
        index /= kFanOut;
        if (level == m_levels.size()) {
            m_levels.push_back({m_levels.back().front()});
        }
        std::vector<float>& peaks = m_levels[level];
        if (static_cast<std::size_t>(index) == peaks.size()) {
            peaks.push_back(value);
        } else {
            peaks[static_cast<std::size_t>(index)] = std::max(peaks[static_cast<std::size_t>(index)], value);
        }
    }
}

void PeakSeries::cut(std::int64_t count)
{
    if (count >= size()) {
        return;
    }
    m_levels.front().resize(static_cast<std::size_t>(count));
    auto index = count - 1;
    std::size_t level = 1;
    for (; index > 0; ++level) {
        index /= kFanOut;
        const std::vector<float>& finer = m_levels[level - 1];
        std::vector<float>& peaks = m_levels[level];
        peaks.resize(static_cast<std::size_t>(index) + 1);
        peaks.back() = *std::max_element(finer.begin() + index * kFanOut, finer.end());
    }
    m_levels.resize(level);
}

float PeakSeries::peak(std::int64_t first, std::int64_t last) const
{
    float greatest = -std::numeric_limits<float>::infinity();
    for (std::size_t level = 0; first < last; ++level) {
        const std::vector<float>& values = m_levels[level];
        const bool top = level + 1 == m_levels.size();
        // Ragged ends are taken from this level, whole groups from the next one.
        while (first < last && (top || first % kFanOut != 0)) {
            greatest = std::max(greatest, values[static_cast<std::size_t>(first++)]);
        }
        while (first < last && last % kFanOut != 0) {
            greatest = std::max(greatest, values[static_cast<std::size_t>(--last)]);
        }
        first /= kFanOut;
        last /= kFanOut;
    }
    return greatest;
}

} // namespace dass
