#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dass {

// Comma-separated values (RFC 4180): fields in quotes may hold commas, quotes (doubled) and line ends. Quotes within a
// field that does not begin with one are part of it. Lines end in CR LF, LF or, as old spreadsheets have it, CR.

struct CsvRecord
{
    std::vector<std::string> fields;
    std::size_t line = 0; // where it begins, from 1
};

inline constexpr std::size_t kMostCsvFields = 16'000'000; // some 2 GB; AudioSet's own lists hold a tenth of it

// Without empty lines and the byte order mark that may lead the text. `name` is what messages call it. Throws
// Error(BadFile) for a quoted field without an end and for more than `most` fields. Once a stop was asked for, it
// returns what it has.
std::vector<CsvRecord> csvRecords(std::string_view text, const std::string& name, std::size_t most = kMostCsvFields,
                                  const std::stop_token& stop = {});

// A text whose first record names the columns.
struct CsvTable
{
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows; // each as long as columns

    std::optional<std::size_t> columnOf(const std::string& column) const;
};

// Throws Error(BadFile) also for a text without records and for a row of another length, whose line is named.
CsvTable csvTable(std::string_view text, const std::string& name);

// The same, or nothing once a stop was asked for.
std::optional<CsvTable> csvTable(std::string_view text, const std::string& name, const std::stop_token& stop);

// A field to be written: in quotes where it holds a comma, a quote or a line break.
std::string csvField(std::string_view text);

} // namespace dass
