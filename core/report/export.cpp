#include "core/report/export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/make_folder.h"
#include "core/report/export_writers.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

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

// The files of one recording that could not be written. Each costs itself alone, and all are told in one line.
class FailedFiles
{
public:
    template <class Work>
    bool attempt(const std::filesystem::path& file, const Work& work)
    {
        try {
            work();
            return true;
        } catch (const Error& error) {
            if (m_first)
                m_others += (m_others.empty() ? "'" : ", '") + file.string() + "'";
            else
                m_first = error;
            return false;
        }
    }

    void tell(bool othersAreThere) const
    {
        if (!m_first)
            return;
        std::string text = m_first->what();
        if (!m_others.empty())
            text += "; nor could " + m_others + " be written";
        if (othersAreThere)
            text += "; the other results of this recording are there";
        throw Error(m_first->code(), text);
    }

private:
    std::optional<Error> m_first;
    std::string m_others;
};

// Whether all that was written has arrived is known only when it is flushed.
void requireWritten(AtomicFile& file)
{
    if (!file.stream().flush())
        file.commit(); // throws, saying why
}

void addName(std::vector<std::string>& names, std::string_view name)
{
    if (std::ranges::find(names, name) == names.end())
        names.emplace_back(name);
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
    FailedFiles failed;
    // Under temporary names, which go with it unless they are committed; one that failed goes at once, and leaves its
    // space on the disk to the others.
    std::vector<std::pair<const Export*, std::unique_ptr<AtomicFile>>> files;
    for (const Export* format : formats) {
        Outcome outcome = Outcome::Finished;
        failed.attempt(exportPath(stem, format->suffix), [&] {
            auto file = std::make_unique<AtomicFile>(exportPath(stem, format->suffix));
            outcome = format->write(report, file->stream(), stop);
            requireWritten(*file);
            files.emplace_back(format, std::move(file));
        });
        if (outcome == Outcome::Cancelled)
            return Outcome::Cancelled;
    }
    if (stop.stop_requested()) // the last moment: from here on old files give way to new ones
        return Outcome::Cancelled;
    if (files.empty() && alsoWritten.empty())
        failed.tell(false);
    const std::filesystem::path provenance = exportPath(stem, kProvenanceSuffix);
    std::vector<std::string> vouchedFor = formatsUpToDate(provenance, report.provenance);
    removeProvenance(provenance);
    bool areThere = false;
    for (auto& [format, file] : files) {
        if (failed.attempt(exportPath(stem, format->suffix), [&] { file->commit(); })) {
            addName(vouchedFor, format->name);
            areThere = true;
        }
        file.reset();
    }
    for (const std::string& name : alsoWritten)
        addName(vouchedFor, name);
    failed.attempt(provenance,
                   [&] { writeFileAtomically(provenance, provenanceFileText(report.provenance, vouchedFor)); });
    failed.tell(areThere);
    return Outcome::Finished;
}

} // namespace dass
