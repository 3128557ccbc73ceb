#pragma once

#include "core/report/report.h"

#include <cstdint>

namespace dass {

// Leaves only the events that touch [start, end), in samples, with their corrections. Frames and summary are always
// those of the whole recording.
void keepEventsBetween(Report& report, std::int64_t start, std::int64_t end);

} // namespace dass
