#include "core/report/export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/make_folder.h"
#include "core/report/export_writers.h"

#include <algorithm>
#include <array>
#include <deque>
#include <system_error>

namespace dass {

namespace {

constexpr std::array kExports{
    Export{"events", "events as CSV", ".events.csv", true, writeEventsCsvHeader, writeEventsCsvRows},
    Export{"frames", "every probability over time as a wide CSV", ".frames.csv", false, writeFramesCsvHeader,
           writeFramesCsvRows},
    Export{"summary", "one line a class as CSV", ".summary.csv", true, writeSummaryCsvHeader, writeSummaryCsvRows},
    Export{"audacity", "Audacity label track", ".audacity.txt", false, writeAudacityHeader, writeAudacityRows},
    Export{"raven", "Raven selection table", ".raven.txt", false, writeRavenHeader, writeRavenRows},
    Export{"json", "events, summary and provenance as JSON", ".json", false, writeJsonHeader, writeJsonRows},
    Export{"table", "events as a table to read", ".table.txt", true, writeTextTableHeader, writeTextTableRows},
};

// A run that is cut short between its files must not leave an old provenance that vouches for new ones.
void removeProvenance(const std::filesystem::path& path)
{
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot replace '" + path.string() + "': " + error.message() +
                                       "; choose another folder for the results");
}

} // namespace

std::span<const Export> allExports()
{
    return kExports;
}

const Export& exportNamed(const std::string& name)
{
    const auto found = std::ranges::find(kExports, name, &Export::name);
    if (found != kExports.end())
        return *found;
    std::string names;
    for (const Export& format : kExports)
        names += (names.empty() ? "" : ", ") + std::string(format.name);
    throw Error(ErrorCode::InvalidArgument, "there is no format '" + name + "'; choose one of " + names);
}

std::filesystem::path exportPath(const std::filesystem::path& stem, std::string_view suffix)
{
    std::filesystem::path path = stem;
    path += suffix;
    return path;
}

Outcome writeReport(const Report& report, std::span<const Export* const> formats, const std::filesystem::path& stem,
                    const std::stop_token& stop, const std::vector<std::string>& alsoWritten)
{
    if (stop.stop_requested())
        return Outcome::Cancelled;
    makeFolder(stem.parent_path(), "choose another folder for the results");
    std::deque<AtomicFile> files; // under temporary names, which go with it unless they are committed
    for (const Export* format : formats) {
        AtomicFile& file = files.emplace_back(exportPath(stem, format->suffix));
        if (format->write(report, file.stream(), stop) == Outcome::Cancelled)
            return Outcome::Cancelled;
    }
    if (stop.stop_requested()) // the last moment: from here on old files give way to new ones
        return Outcome::Cancelled;
    const std::filesystem::path provenance = exportPath(stem, kProvenanceSuffix);
    std::vector<std::string> vouchedFor = formatsUpToDate(provenance, report.provenance);
    removeProvenance(provenance);
    for (AtomicFile& file : files)
        file.commit();
    for (const Export* format : formats)
        if (std::ranges::find(vouchedFor, format->name) == vouchedFor.end())
            vouchedFor.emplace_back(format->name);
    for (const std::string& name : alsoWritten)
        if (std::ranges::find(vouchedFor, name) == vouchedFor.end())
            vouchedFor.push_back(name);
    writeFileAtomically(provenance, provenanceFileText(report.provenance, vouchedFor));
    return Outcome::Finished;
}

} // namespace dass
