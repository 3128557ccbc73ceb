#pragma once

#include "core/report/report.h"

#include <filesystem>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dass {

// One file format for results. To add one: write its two functions in a file of their own, declare them in
// export_writers.h, and add its line to the table in export.cpp; command line and window then offer it.
//
// Writers go through the report row by row and hold no table in memory. They write bytes to `out`, never numbers, so
// that no locale touches them. CSV lines end in CR LF as RFC 4180 wants, all others in LF.
struct Export
{
    std::string_view name;        // as on the command line
    std::string_view description; // one line, for people
    std::string_view suffix;      // of the file, after the stem
    bool appendable;              // rows of several recordings may follow one header
    void (*writeHeader)(const Report& report, std::ostream& out);
    void (*writeRows)(const Report& report, std::ostream& out);

    void write(const Report& report, std::ostream& out) const
    {
        writeHeader(report, out);
        writeRows(report, out);
    }
};

std::span<const Export> allExports();
const Export& exportNamed(const std::string& name); // throws Error(InvalidArgument)

// Files of one recording: `stem` with each format's suffix, and last, so that it vouches for the others,
// `stem`.provenance.json. It lists their formats, and those that an earlier run with the same settings has left; the
// old one is removed before anything is written. Makes the folder. Each file appears whole or not at all. Throws
// Error(Io).
void writeReport(const Report& report, std::span<const Export* const> formats, const std::filesystem::path& stem);

std::filesystem::path exportPath(const std::filesystem::path& stem, std::string_view suffix);
inline constexpr std::string_view kProvenanceSuffix = ".provenance.json";

} // namespace dass
