#pragma once

#include "core/report/export.h"

#include <cstddef>
#include <stop_token>
#include <string>

namespace dass {

// The beginning of what `format` writes of the report: at most so many lines, each ending in LF and cut off after
// `columns` characters (code points). UTF-8. A line "…" follows where there is more. After a stop: what there
// is.
std::string previewOf(const Report& report, const Export& format, std::size_t lines, std::size_t columns,
                      const std::stop_token& stop = {});

} // namespace dass
