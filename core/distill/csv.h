#pragma once

#include "core/base/csv.h"

#include <filesystem>
#include <optional>
#include <stop_token>

namespace dass::distill {

// A file of comma-separated values. Throws Error: NotFound, Io, BadFile (as csvTable()).
CsvTable readCsv(const std::filesystem::path& path);

// The same, or nothing once a stop was asked for.
std::optional<CsvTable> readCsv(const std::filesystem::path& path, const std::stop_token& stop);

} // namespace dass::distill
