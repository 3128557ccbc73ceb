#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dass {

// A series of values that grows at its end, or is cut there, and answers the greatest value of any range in O(log n),
// so that a curve of any length is reduced to one peak a pixel column. Not thread-safe.
class PeakSeries
{
public:
    void append(float value);
    void cut(std::int64_t count); // to the first so many
    std::int64_t size() const { return static_cast<std::int64_t>(m_levels.front().size()); }
    float at(std::int64_t index) const { return m_levels.front()[static_cast<std::size_t>(index)]; }
    std::span<const float> values() const { return m_levels.front(); }
    // Greatest of [first, last), which must not be empty and must lie inside the series.
    float peak(std::int64_t first, std::int64_t last) const;

private:
    // Level k holds the peaks of 4^k values; its last entry may be of fewer.
    std::vector<std::vector<float>> m_levels = std::vector<std::vector<float>>(1);
};

} // namespace dass
