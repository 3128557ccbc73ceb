#include "core/niah/merge.h"

#include "core/base/error.h"
#include "core/base/folder_lock.h"
#include "core/base/make_folder.h"
#include "core/base/own_folder.h"
#include "core/niah/cell_file.h"
#include "core/niah/record.h"
#include "core/niah/tables.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace dass::niah {

namespace {

namespace fs = std::filesystem;

// Experiments are the same when the same needles go through the same cells.
void requireSame(const Experiment& first, const fs::path& firstFolder, const Experiment& other, const fs::path& folder)
{
    const auto same = [](const CellRecord& a, const CellRecord& b) {
        return a.key == b.key && a.fingerprint == b.fingerprint && a.file == b.file;
    };
    if (first.needleFingerprint != other.needleFingerprint || first.needles.size() != other.needles.size())
        throw Error(ErrorCode::BadFile, folder.string() + ": is a part with other needles than " +
                                            firstFolder.string() + "; parts are made of one specification");
    if (first.classes() != other.classes() ||
        !std::equal(first.cells.begin(), first.cells.end(), other.cells.begin(), other.cells.end(), same))
        throw Error(ErrorCode::BadFile, folder.string() + ": is a part with other cells, models or settings than " +
                                            firstFolder.string() + "; parts are made of one specification");
}

// The rows that the parts have of one cell.
class Gathered
{
public:
    Gathered(std::int64_t needles, std::int64_t classes) : m_needles(needles), m_classes(classes) {}

    void add(const CellContents& part)
    {
        const std::size_t before = m_rows.size();
        if (!part.note.empty())
            m_note = part.note;
        const auto classes = static_cast<std::size_t>(m_classes);
        for (std::int64_t row = 0; row < part.rows(); ++row) {
            const auto begin =
                part.logits.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(row) * classes);
            m_rows[part.shard.needle(row)].assign(begin, begin + static_cast<std::ptrdiff_t>(classes));
        }
        if (m_rows.size() > before || !part.note.empty()) // what was merged before has its seconds already
            m_seconds += part.seconds;
    }

    std::int64_t missing() const { return m_needles - static_cast<std::int64_t>(m_rows.size()); }

    // Whole, or a note when a part could not compute its own.
    std::optional<CellContents> contents(const std::string& fingerprint) const
    {
        CellContents whole;
        whole.fingerprint = fingerprint;
        whole.needles = m_needles;
        whole.classes = m_classes;
        whole.seconds = m_seconds;
        if (missing() == 0) {
            for (const auto& [needle, logits] : m_rows)
                whole.logits.insert(whole.logits.end(), logits.begin(), logits.end());
        } else if (!m_note.empty()) {
            whole.note = m_note;
        } else {
            return std::nullopt;
        }
        return whole;
    }

private:
    std::int64_t m_needles;
    std::int64_t m_classes;
    std::map<std::int64_t, std::vector<float>> m_rows; // by needle
    double m_seconds = 0;
    std::string m_note;
};

} // namespace

std::vector<std::string> mergeExperiments(const std::vector<fs::path>& parts, const fs::path& folder)
{
    std::vector<fs::path> folders = parts;
    std::error_code error;
    const bool isPart = std::any_of(parts.begin(), parts.end(),
                                    [&](const fs::path& part) { return fs::equivalent(part, folder, error); });
    if (!isPart && fs::exists(folder / kRecordName, error))
        folders.push_back(folder);
    Experiment experiment = readExperiment(folders.front());
    for (const fs::path& part : folders)
        requireSame(experiment, folders.front(), readExperiment(part), part);
    if (isPart && readExperiment(folder).shard != Shard{})
        throw Error(ErrorCode::InvalidArgument, folder.string() + ": is a part itself, which has to stay one; choose " +
                                                    "another folder for the whole (--output)");
    experiment.shard = {};

    requireOwnFiles(folder, "cells");
    makeFolder(folder / "cells", "choose another folder for the whole (--output)");
    const FolderLock lock(folder, "wait for its end, or choose another one");
    ResultTables tables(folder, experiment);
    std::vector<std::string> missing;
    for (std::size_t c = 0; c < experiment.cells.size(); ++c) {
        const CellRecord& record = experiment.cells[c];
        Gathered gathered(static_cast<std::int64_t>(experiment.needles.size()), experiment.classes());
        std::vector<std::string> unread;
        for (const fs::path& part : folders) {
            const auto contents = readCell(cellPath(part, record), record.fingerprint,
                                           static_cast<std::int64_t>(experiment.needles.size()), experiment.classes());
            if (contents)
                gathered.add(*contents);
            else if (fs::exists(cellPath(part, record), error))
                unread.push_back(cellPath(part, record).string() +
                                 ": is damaged, or of another test, and was left out; start that part again with "
                                 "--resume, which makes it anew");
        }
        const auto whole = gathered.contents(record.fingerprint);
        if (whole) {
            writeCell(cellPath(folder, record), *whole);
            tables.add(c, *whole);
        } else {
            missing.insert(missing.end(), unread.begin(), unread.end());
            missing.push_back(record.key + ": " + std::to_string(gathered.missing()) + " of " +
                              std::to_string(experiment.needles.size()) + " needles are still missing");
        }
    }
    writeExperiment(folder, experiment);
    tables.writeCells();
    tables.writeNeedles();
    tables.writeFigure();
    return missing;
}

} // namespace dass::niah
