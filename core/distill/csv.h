#pragma once

#include "core/base/csv.h"

#include <filesystem>

namespace dass::distill {

// A file of comma-separated values. Throws Error: NotFound, Io, BadFile (as csvTable()).
CsvTable readCsv(const std::filesystem::path& path);

} // namespace dass::distill
