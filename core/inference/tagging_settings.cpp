#include "core/inference/tagging_settings.h"

#include "core/base/error.h"
#include "core/features/fbank.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace dass {

namespace {

constexpr std::int64_t kDenseStepFrames = 32;
constexpr double kLongestSeconds = 24 * 3600.0;
constexpr std::int64_t kNoEnd = std::int64_t{1} << 40; // frames: three centuries, which no recording reaches

std::int64_t framesOf(double seconds, const char* what)
{
    const double frames = std::round(seconds * fbank::kFramesPerSecond);
    if (!(frames >= 1) || seconds > kLongestSeconds)
        throw Error(ErrorCode::InvalidArgument, std::string("the ") + what + " is " + std::to_string(seconds) +
                                                    " s; it must be from 0.01 s to 24 h");
    return static_cast<std::int64_t>(frames);
}

} // namespace

RowTiming::RowTiming(const TaggingSettings& settings)
{
    if (settings.mode == TaggingMode::Dense) {
        m_window = m_hop = kDenseStepFrames;
        return;
    }
    if (settings.mode == TaggingMode::Whole) {
        m_window = m_hop = kNoEnd;
        return;
    }
    m_window = framesOf(settings.windowSeconds, "window");
    m_hop = framesOf(settings.hopSeconds, "hop");
    if (m_hop > m_window)
        throw Error(ErrorCode::InvalidArgument,
                    "the hop of " + std::to_string(settings.hopSeconds) + " s is longer than the window of " +
                        std::to_string(settings.windowSeconds) +
                        " s, so that sound in between would go unheard; choose a hop up to the window's length");
}

std::int64_t RowTiming::rowCount(std::int64_t frames) const
{
    if (frames <= 0)
        return 0;
    if (frames <= m_window)
        return 1;
    return 1 + (frames - m_window + m_hop - 1) / m_hop;
}

std::int64_t RowTiming::windowEnd(std::int64_t row, std::int64_t frames) const
{
    return std::min(windowStart(row) + m_window, frames);
}

std::int64_t RowTiming::cellStart(std::int64_t row) const
{
    return row <= 0 ? 0 : windowStart(row) + (m_window - m_hop) / 2;
}

std::int64_t RowTiming::cellEnd(std::int64_t row, std::int64_t rows, bool finished, std::int64_t frames) const
{
    return finished && row == rows - 1 ? frames : cellStart(row + 1);
}

std::int64_t RowTiming::rowAt(std::int64_t frame, std::int64_t rows) const
{
    const std::int64_t row = (frame - (m_window - m_hop) / 2) / m_hop;
    return std::clamp<std::int64_t>(row, 0, std::max<std::int64_t>(rows - 1, 0));
}

} // namespace dass
