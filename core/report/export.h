#pragma once

#include "core/base/run_control.h"
#include "core/report/report.h"

#include <filesystem>
#include <iosfwd>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace dass {

// One file format for results. To add one: write its two functions in a file of their own, declare them in
// export_writers.h, and add its line to the table in export.cpp; command line and window then offer it.
//
// Writers go through the report row by row and hold no table in memory. Before each row they look at `stop`; asked to,
// they leave off there and return Cancelled. They write bytes to `out`, never numbers, so that no locale touches them.
// CSV lines end in CR LF as RFC 4180 wants, all others in LF.
struct Export
{
    std::string_view name;        // as on the command line
    std::string_view description; // one line, for people
    std::string_view suffix;      // of the file, after the stem
    bool appendable;              // rows of several recordings may follow one header
    void (*writeHeader)(const Report& report, std::ostream& out);
    Outcome (*writeRows)(const Report& report, std::ostream& out, const std::stop_token& stop);

    Outcome write(const Report& report, std::ostream& out, const std::stop_token& stop = {}) const
    {
        writeHeader(report, out);
        return writeRows(report, out, stop);
    }
};

std::span<const Export> allExports();
const Export& exportNamed(const std::string& name); // throws Error(InvalidArgument)

// Files of one recording: `stem` with each format's suffix, and last, so that it vouches for the others,
// `stem`.provenance.json. It lists their formats, and those that an earlier run with the same settings has left. Makes
// the folder. Files take their names, each whole, only when all are written: after a stop before that, what was there
// is as it was. One that cannot be written, as on a full disk, costs neither the others nor what had its name before;
// when the others are there, Error(Io) names all that are not; the provenance vouches for what is there. The old one
// goes first, so that an end between the files leaves none. alsoWritten: what else of this run is there and has the
// same provenance.
Outcome writeReport(const Report& report, std::span<const Export* const> formats, const std::filesystem::path& stem,
                    const std::stop_token& stop = {}, const std::vector<std::string>& alsoWritten = {});

std::filesystem::path exportPath(const std::filesystem::path& stem, std::string_view suffix);
inline constexpr std::string_view kProvenanceSuffix = ".provenance.json";

} // namespace dass
