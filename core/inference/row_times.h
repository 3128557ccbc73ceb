#pragma once

#include "core/inference/tagger.h"

#include <cstdint>

namespace dass {

// Samples at 16 kHz: [start, end).
struct SampleSpan
{
    std::int64_t start = 0;
    std::int64_t end = 0;

    bool operator==(const SampleSpan&) const = default;
};

// A row of a result in samples: its cell (RowTiming) or the sound its window covers. Frame f starts at sample 160 f,
// but what reaches the last frame of a complete run reaches the recording's last sample, 15 to 25 ms later. `rows` is
// how many rows the caller takes as there.
SampleSpan cellSpan(const TaggingResult& result, std::int64_t row, std::int64_t rows);
SampleSpan windowSpan(const TaggingResult& result, std::int64_t row);

} // namespace dass
