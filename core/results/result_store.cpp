#include "core/results/result_store.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/make_folder.h"
#include "core/base/sha256.h"
#include "core/results/result_files.h"
#include "core/results/result_record.h"

#include <algorithm>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr int kMostTries = 5; // to read a result that others go on replacing

// What replaces an older result of the same key has its name.
std::string idOf(const Provenance& run)
{
    return sha256Of(keyOf(run)).substr(0, kIdLetters);
}

// Named by what is in it, so that the rows that a record tells of are never another result's.
fs::path rowsFile(const fs::path& folder, const std::string& id, const ResultRecord& record)
{
    return resultFile(folder, id, ("." + record.rowsSha256.substr(0, kIdLetters) + kRowsSuffix).c_str());
}

// Nothing where there is none, or no longer. Throws Error(BadFile, Io).
std::optional<std::string> recordIn(const fs::path& file)
{
    try {
        return recordContents(file);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::NotFound)
            return std::nullopt;
        throw;
    }
}

// The rows that a record tells of; nothing for one that tells of none.
std::optional<fs::path> rowsOfRecord(const fs::path& folder, const std::string& id) noexcept
try {
    const fs::path file = resultFile(folder, id, kRecordSuffix);
    const std::optional<std::string> text = recordIn(file);
    return text ? std::optional(rowsFile(folder, id, recordFromText(*text, file.string()))) : std::nullopt;
} catch (const std::exception&) {
    return std::nullopt;
}

// Nothing once a stop was asked for. Every value is looked at. Throws Error(NotFound, BadFile, Io).
std::optional<StoredResult> readWhole(const ResultRecord& record, const fs::path& rows, const std::stop_token& stop)
{
    auto opened = ProbabilityMatrix::open(rows);
    const ProbabilityMatrix& matrix = *opened;
    const std::optional<std::string> digest = sha256OfFile(rows, stop);
    if (!digest)
        return std::nullopt;
    if (matrix.rows() != record.rows || matrix.classes() != record.provenance.modelClasses ||
        *digest != record.rowsSha256)
        throw Error(ErrorCode::BadFile,
                    "'" + rows.string() + "' is not what was written; the recording is tagged again");
    requireProbabilities(matrix, rows.string(), stop);
    if (stop.stop_requested())
        return std::nullopt;
    return storedResult(record, std::move(opened));
}

// Of a record or its rows: what reading them again would not mend. InvalidArgument: more rows than can be.
bool isDamage(ErrorCode code)
{
    return code == ErrorCode::BadFile || code == ErrorCode::NotFound || code == ErrorCode::InvalidArgument;
}

// All files of one id.
struct Entry
{
    std::vector<fs::path> files;
    std::uint64_t bytes = 0;
    fs::file_time_type newest = fs::file_time_type::min();
    bool whole = false;
};

std::map<std::string, Entry> entriesIn(const fs::path& folder)
{
    std::map<std::string, Entry> entries;
    std::error_code error; // a folder or file that is not there, or no longer, holds nothing
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
        const fs::path& path = it->path();
        std::error_code gone;
        if (!isResultFile(path.filename()) || !it->is_regular_file(gone))
            continue;
        Entry& entry = entries[path.filename().string().substr(0, kIdLetters)];
        const std::uint64_t bytes = it->file_size(gone);
        entry.files.push_back(path);
        entry.bytes += gone ? 0 : bytes;
        if (const auto time = it->last_write_time(gone); !gone)
            entry.newest = std::max(entry.newest, time);
        entry.whole = entry.whole || path.extension() == kRecordSuffix;
    }
    return entries;
}

// Removes whole results, the oldest first, until there is room for `more` bytes below the limit.
void makeRoom(const fs::path& folder, std::uint64_t limit, std::uint64_t more)
{
    std::vector<Entry> entries;
    std::uint64_t bytes = more;
    for (auto& [id, entry] : entriesIn(folder)) {
        bytes += entry.bytes;
        entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, {}, &Entry::newest);
    for (const Entry& entry : entries) {
        if (bytes <= limit)
            return;
        removeFiles(entry.files);
        bytes -= entry.bytes;
    }
}

} // namespace

ResultStore::ResultStore(fs::path folder, std::uint64_t limitBytes) : m_folder(std::move(folder)), m_limit(limitBytes)
{
}

bool ResultStore::keep(const TaggingResult& result, const Provenance& provenance, const std::stop_token& stop) const
{
    if (!result.complete || !result.probabilities)
        throw Error(ErrorCode::Internal, "only a complete result can be kept");
    const ProbabilityMatrix& matrix = *result.probabilities;
    const std::uint64_t bytes =
        static_cast<std::uint64_t>(matrix.rows()) * static_cast<std::uint64_t>(matrix.classes()) * sizeof(float) +
        (64 << 10) + (16 << 10); // the matrix's header, the record
    if (bytes > m_limit)
        return false;
    makeFolder(m_folder, kWithoutFolder);
    makeRoom(m_folder, m_limit, bytes);

    const std::string id = idOf(provenance);
    const FileRemover unfinished(unfinishedFile(m_folder, id));
    ProbabilityMatrix copy(matrix.classes(), unfinished.file());
    if (!copyRows(matrix, matrix.rows(), copy, stop))
        return false;

    ResultRecord record = recordOf(result, matrix.rows(), provenance);
    const std::optional<std::string> digest = sha256OfFile(unfinished.file(), stop);
    if (!digest)
        return false;
    record.rowsSha256 = *digest;
    const fs::path rows = rowsFile(m_folder, id, record);
    moveOver(unfinished.file(), rows);
    const std::optional<fs::path> older = rowsOfRecord(m_folder, id);
    writeFileAtomically(resultFile(m_folder, id, kRecordSuffix), toText(record));
    if (older && *older != rows) // whoever has them open goes on seeing them
        removeFiles({*older});
    shrink(); // a record with many warnings may be longer than what there was room made for
    return true;
}

std::optional<StoredResult> ResultStore::find(const Provenance& wanted, const std::stop_token& stop) const
{
    const std::string id = idOf(wanted);
    const fs::path file = resultFile(m_folder, id, kRecordSuffix);
    for (int tries = 0; tries < kMostTries; ++tries) {
        std::optional<std::string> text;
        std::optional<fs::path> rows;
        try {
            text = recordIn(file);
            if (!text)
                return std::nullopt;
            const ResultRecord record = recordFromText(*text, file.string());
            if (!sameRun(record.provenance, wanted))
                return std::nullopt; // replaced by the run that is to come
            rows = rowsFile(m_folder, id, record);
            if (!record.provenance.complete)
                throw Error(ErrorCode::BadFile,
                            "'" + file.string() + "' is of a run that was cancelled; the recording is tagged again");
            return readWhole(record, *rows, stop);
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Unsupported)
                return std::nullopt; // of another version of the program, which may want it
            if (!isDamage(error.code()))
                throw; // a disk that is away, or refuses: the result may be whole
            if (text && recordIn(file) != text)
                continue; // another process has replaced or removed it meanwhile
            removeFiles({file});
            if (rows)
                removeFiles({*rows});
            throw;
        }
    }
    return std::nullopt;
}

std::optional<RowsFile> ResultStore::rowsOf(const Provenance& run) const
{
    const std::string id = idOf(run);
    const fs::path file = resultFile(m_folder, id, kRecordSuffix);
    try {
        const std::optional<std::string> text = recordIn(file);
        if (!text)
            return std::nullopt;
        const ResultRecord found = recordFromText(*text, file.string());
        if (!found.provenance.complete || !sameRun(found.provenance, run) || found.provenance.samples != run.samples)
            return std::nullopt;
        return RowsFile{rowsFile(m_folder, id, found), found.rowsSha256};
    } catch (const Error&) {
        return std::nullopt; // told of by find()
    }
}

void ResultStore::shrink() const
{
    makeRoom(m_folder, m_limit, 0);
}

ResultStore::Use ResultStore::use() const
{
    Use use;
    for (const auto& [id, entry] : entriesIn(m_folder)) {
        use.bytes += entry.bytes;
        use.results += entry.whole ? 1 : 0;
    }
    return use;
}

void ResultStore::clear() const
{
    for (const auto& [id, entry] : entriesIn(m_folder))
        removeFiles(entry.files);
}

} // namespace dass
