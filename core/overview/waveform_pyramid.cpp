#include "core/overview/waveform_pyramid.h"

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr float kUnit = 1.0F / 8192; // of an entry's integers
constexpr std::int64_t kMostEntries = std::int64_t{7} * 24 * 3600 * 16000 / WaveformPyramid::kReduction;

std::int16_t toSigned(float value)
{
    return static_cast<std::int16_t>(std::clamp(value, -32768.0F, 32767.0F));
}

std::uint16_t toUnsigned(double value)
{
    return static_cast<std::uint16_t>(std::clamp(value + 0.5, 0.0, 65535.0));
}

} // namespace

WaveformPyramid::WaveformPyramid() : m_entries(kMostEntries)
{
    m_waiting.reserve(kReduction);
}

WaveformPyramid::WaveformPyramid(int level, std::span<const Entry> entries, std::int64_t samples)
    : m_entries(kMostEntries, level)
{
    int peak = 0;
    for (const Entry& entry : entries) {
        peak = std::max({peak, -int{entry.min}, int{entry.max}});
        m_entries.append(entry);
    }
    m_peak.store(static_cast<float>(peak) * kUnit, std::memory_order_relaxed);
    m_samples.store(samples, std::memory_order_release);
}

std::int64_t WaveformPyramid::entriesFor(std::int64_t samples, int level)
{
    for (; level >= 0; --level)
        samples = (samples + kReduction - 1) / kReduction;
    return samples;
}

std::vector<WaveformPyramid::Entry> WaveformPyramid::entries(int level) const
{
    std::int64_t span = kReduction;
    for (int i = 0; i < level; ++i)
        span *= kReduction;
    std::vector<Entry> all(static_cast<std::size_t>(entriesFor(samples(), level)));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto at = static_cast<std::int64_t>(i);
        const WaveformColumn column = range(at * span, (at + 1) * span);
        all[i] = {toSigned(std::floor(column.min / kUnit)), toSigned(std::ceil(column.max / kUnit)),
                  toUnsigned(static_cast<double>(column.rms / kUnit))};
    }
    return all;
}

WaveformPyramid::Entry WaveformPyramid::Reduction::reduce(const Entry* first)
{
    Entry reduced = first[0];
    double power = 0;
    for (std::int64_t i = 0; i < kFactor; ++i) {
        reduced.min = std::min(reduced.min, first[i].min);
        reduced.max = std::max(reduced.max, first[i].max);
        power += static_cast<double>(first[i].rms) * first[i].rms;
    }
    reduced.rms = toUnsigned(std::sqrt(power / kFactor));
    return reduced;
}

void WaveformPyramid::addEntry(std::span<const float> samples)
{
    const auto [least, greatest] = std::minmax_element(samples.begin(), samples.end());
    double power = 0;
    for (const float sample : samples)
        power += static_cast<double>(sample) * sample;
    const double rms = std::sqrt(power / static_cast<double>(samples.size()));
    // Rounded outwards, so that no sample lies outside of what is drawn.
    m_entries.append(
        {toSigned(std::floor(*least / kUnit)), toSigned(std::ceil(*greatest / kUnit)), toUnsigned(rms / kUnit)});
    m_peak.store(std::max({m_peak.load(std::memory_order_relaxed), -*least, *greatest}), std::memory_order_relaxed);
}

void WaveformPyramid::append(std::span<const float> samples)
{
    while (!samples.empty()) {
        if (m_waiting.empty() && samples.size() >= kReduction) {
            addEntry(samples.first(kReduction));
            samples = samples.subspan(kReduction);
            continue;
        }
        const std::size_t taken = std::min(samples.size(), kReduction - m_waiting.size());
        m_waiting.insert(m_waiting.end(), samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(taken));
        samples = samples.subspan(taken);
        if (m_waiting.size() == kReduction) {
            addEntry(m_waiting);
            m_waiting.clear();
        }
    }
    m_samples.store(m_entries.count() * kReduction, std::memory_order_release);
}

void WaveformPyramid::finish()
{
    if (m_waiting.empty())
        return;
    const std::int64_t total = m_entries.count() * kReduction + static_cast<std::int64_t>(m_waiting.size());
    addEntry(m_waiting);
    m_waiting.clear();
    m_samples.store(total, std::memory_order_release);
}

WaveformColumn WaveformPyramid::range(std::int64_t start, std::int64_t end) const
{
    const auto entriesFor = [](std::int64_t count) {
        return (std::max<std::int64_t>(count, 0) + kReduction - 1) / kReduction;
    };
    const std::int64_t published = entriesFor(samples());
    WaveformColumn column;
    double power = 0;
    double weight = 0;
    double share = 1;
    m_entries.visit(std::max<std::int64_t>(start, 0) / kReduction, entriesFor(end), published,
                    [&, current = 0](const Entry& entry, int level) mutable {
                        for (; current < level; ++current)
                            share *= kReduction;
                        const float least = static_cast<float>(entry.min) * kUnit;
                        const float greatest = static_cast<float>(entry.max) * kUnit;
                        column.min = column.known ? std::min(column.min, least) : least;
                        column.max = column.known ? std::max(column.max, greatest) : greatest;
                        column.known = true;
                        power += share * entry.rms * entry.rms;
                        weight += share;
                    });
    if (column.known)
        column.rms = static_cast<float>(std::sqrt(power / weight)) * kUnit;
    return column;
}

std::vector<WaveformColumn> WaveformPyramid::query(std::int64_t start, std::int64_t end, int columns) const
{
    std::vector<WaveformColumn> result(static_cast<std::size_t>(std::max(columns, 0)));
    for (std::int64_t c = 0; c < columns; ++c) {
        const std::int64_t from = start + c * (end - start) / columns;
        const std::int64_t to = start + (c + 1) * (end - start) / columns;
        result[static_cast<std::size_t>(c)] = range(from, std::max(to, from + 1));
    }
    return result;
}

} // namespace dass
