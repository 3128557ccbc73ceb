#include "core/overview/mel_pyramid.h"

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr std::int64_t kMostFrames = std::int64_t{7} * 24 * 3600 * 100;

void raiseTo(MelPyramid::Column& column, const MelPyramid::Column& other)
{
    for (std::size_t band = 0; band < column.size(); ++band)
        column[band] = std::max(column[band], other[band]);
}

} // namespace

MelPyramid::MelPyramid() : m_entries(kMostFrames) {}

MelPyramid::MelPyramid(int level, std::span<const Column> entries, std::int64_t frames) : m_entries(kMostFrames, level)
{
    std::uint8_t loudest = 0;
    for (const Column& column : entries) {
        loudest = std::max(loudest, *std::max_element(column.begin(), column.end()));
        m_entries.append(column);
    }
    m_loudest.store(loudest, std::memory_order_relaxed);
    m_frames.store(frames, std::memory_order_release);
}

std::int64_t MelPyramid::entriesFor(std::int64_t frames, int level)
{
    for (; level > 0; --level)
        frames = (frames + kReduction - 1) / kReduction;
    return frames;
}

std::vector<MelPyramid::Column> MelPyramid::entries(int level) const
{
    std::int64_t span = 1;
    for (int i = 0; i < level; ++i)
        span *= kReduction;
    std::vector<Column> all(static_cast<std::size_t>(entriesFor(frames(), level)));
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = peak(static_cast<std::int64_t>(i) * span, static_cast<std::int64_t>(i + 1) * span);
    return all;
}

std::uint8_t MelPyramid::levelOf(float logMel)
{
    return static_cast<std::uint8_t>(std::clamp((logMel - kLowest) / kStep + 0.5F, 0.0F, 255.0F));
}

MelPyramid::Column MelPyramid::Reduction::reduce(const Column* first)
{
    Column greatest = first[0];
    for (std::int64_t i = 1; i < kFactor; ++i)
        raiseTo(greatest, first[i]);
    return greatest;
}

void MelPyramid::append(std::span<const float> logMel)
{
    std::uint8_t loudest = m_loudest.load(std::memory_order_relaxed);
    for (; logMel.size() >= kBands; logMel = logMel.subspan(kBands)) {
        Column column;
        std::transform(logMel.begin(), logMel.begin() + kBands, column.begin(), levelOf);
        loudest = std::max(loudest, *std::max_element(column.begin(), column.end()));
        m_entries.append(column);
    }
    m_loudest.store(loudest, std::memory_order_relaxed);
    m_frames.store(m_entries.count(), std::memory_order_release);
}

MelPyramid::Column MelPyramid::peak(std::int64_t start, std::int64_t end) const
{
    Column greatest{};
    m_entries.visit(start, end, frames(), [&](const Column& column, int) { raiseTo(greatest, column); });
    return greatest;
}

MelColumns MelPyramid::query(std::int64_t start, std::int64_t end, int columns) const
{
    MelColumns result;
    const std::int64_t published = frames();
    result.levels.resize(static_cast<std::size_t>(std::max(columns, 0)) * kBands);
    for (std::int64_t c = 0; c < columns; ++c) {
        const std::int64_t from = start + c * (end - start) / columns;
        const std::int64_t to = std::max(start + (c + 1) * (end - start) / columns, from + 1);
        if (from >= published)
            break;
        const Column column = peak(from, to);
        std::copy(column.begin(), column.end(), result.levels.begin() + c * kBands);
        result.known = static_cast<int>(c + 1);
    }
    return result;
}

} // namespace dass
