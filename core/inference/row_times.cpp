#include "core/inference/row_times.h"

#include "core/features/fbank.h"

namespace dass {

SampleSpan cellSpan(const TaggingResult& result, std::int64_t row, std::int64_t rows)
{
    const bool last = result.complete && row == rows - 1;
    const std::int64_t start = result.timing.cellStart(row) * fbank::kFrameShift;
    if (last)
        return {start, result.samples};
    return {start, result.timing.cellEnd(row, rows, false, result.frames) * fbank::kFrameShift};
}

SampleSpan windowSpan(const TaggingResult& result, std::int64_t row)
{
    const std::int64_t start = result.timing.windowStart(row) * fbank::kFrameShift;
    const std::int64_t end = (result.timing.windowStart(row) + result.timing.window()) * fbank::kFrameShift;
    const bool beyond = result.complete && result.timing.windowEnd(row, result.frames) == result.frames;
    return {start, beyond ? result.samples : end};
}

} // namespace dass
