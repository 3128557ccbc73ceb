#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace dass::distill {

// A comma-separated file with a header (RFC 4180: quoted fields may hold commas, quotes and line ends).
struct CsvTable
{
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; // each as long as columns

    std::optional<std::size_t> columnOf(const std::string& name) const;
};

// Throws Error: NotFound, Io, BadFile (a row of another length: its line is named).
CsvTable readCsv(const std::filesystem::path& path);

} // namespace dass::distill
