#include "core/results/result_store.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/results/result_record.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <map>
#include <string>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr const char* kRecordSuffix = ".json";
constexpr const char* kRowsSuffix = ".rows";
constexpr const char* kUnfinishedSuffix = ".new";
constexpr std::uint64_t kMostRecordBytes = 4 << 20; // a real one has 2 kB and its warnings
constexpr std::size_t kIdLetters = 32;

// Everything but the file's state: what replaces an older result of the same has its name.
std::string idOf(const Provenance& p)
{
    const TaggingSettings& s = p.settings;
    const bool windows = s.mode == TaggingMode::Windows;
    const std::string text = p.inputPath + '\n' + p.modelSha256 + '\n' + p.device + '\n' + p.precision + '\n' +
                             nameOf(s.mode) + '\n' + nameOf(s.pooling) + '\n' +
                             (windows ? std::to_string(s.windowSeconds) + '\n' + std::to_string(s.hopSeconds) : "");
    return sha256Of(text).substr(0, kIdLetters);
}

fs::path withSuffix(const fs::path& folder, const std::string& id, const char* suffix)
{
    return folder / (id + suffix);
}

// Of the store's own making; anything else in the folder is left alone.
bool isOurs(const fs::path& name)
{
    const std::string text = name.string();
    const bool id =
        text.size() > kIdLetters && text[kIdLetters] == '.' && text.find_first_not_of("0123456789abcdef") == kIdLetters;
    return id && (text.ends_with(kRecordSuffix) || text.ends_with(kRowsSuffix) || text.ends_with(kUnfinishedSuffix));
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
        if (!isOurs(path.filename()) || !it->is_regular_file(gone))
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

void removeFiles(const std::vector<fs::path>& files)
{
    for (const fs::path& file : files) {
        std::error_code ignored; // another process may have been faster
        fs::remove(file, ignored);
    }
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

// Removes a file that is not wanted any more when the scope ends.
class FileRemover
{
public:
    explicit FileRemover(fs::path file) : m_file(std::move(file)) {}
    ~FileRemover() { removeFiles({m_file}); }
    FileRemover(const FileRemover&) = delete;
    FileRemover& operator=(const FileRemover&) = delete;

private:
    fs::path m_file;
};

fs::path unfinishedName(const fs::path& folder, const std::string& id)
{
    static std::atomic<unsigned> counter{0};
    return folder / (id + '.' + std::to_string(getpid()) + '-' + std::to_string(counter++) + kUnfinishedSuffix);
}

bool copyRows(const ProbabilityMatrix& from, ProbabilityMatrix& to, const std::stop_token& stop)
{
    for (std::int64_t row = 0; row < from.rows(); ++row) {
        if (stop.stop_requested())
            return false;
        to.append(from.row(row));
    }
    to.finish();
    return true;
}

void requireProbabilities(const ProbabilityMatrix& matrix, const std::string& name)
{
    for (std::int64_t row = 0; row < matrix.rows(); ++row)
        for (const float value : matrix.row(row))
            if (!(value >= 0 && value <= 1))
                throw Error(ErrorCode::BadFile, "'" + name + "' holds " + std::to_string(value) + " in row " +
                                                    std::to_string(row) +
                                                    ", which is no probability; the recording is tagged again");
}

std::string contentsOf(const fs::path& record)
{
    std::error_code error;
    const std::uint64_t bytes = fs::file_size(record, error);
    std::ifstream file(record, std::ios::binary);
    if (error || !file)
        throw Error(ErrorCode::Io, "cannot read '" + record.string() + "'; the recording is tagged again");
    if (bytes > kMostRecordBytes)
        throw Error(ErrorCode::BadFile, "'" + record.string() + "' has " + std::to_string(bytes) +
                                            " bytes, too many for a record; the recording is tagged again");
    std::string text(bytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(bytes));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
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
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot make the folder '" + m_folder.string() + "': " + error.message() +
                                       "; the results are kept until the window closes");
    makeRoom(m_folder, m_limit, bytes);

    const std::string id = idOf(provenance);
    const fs::path rows = withSuffix(m_folder, id, kRowsSuffix);
    const fs::path unfinished = unfinishedName(m_folder, id);
    const FileRemover remover(unfinished);
    ProbabilityMatrix copy(matrix.classes(), unfinished);
    if (!copyRows(matrix, copy, stop))
        return false;

    ResultRecord record;
    record.provenance = provenance;
    record.provenance.samples = result.samples;
    record.provenance.complete = result.complete;
    record.provenance.warnings = result.warnings;
    record.rows = matrix.rows();
    record.frames = result.frames;
    record.rowsSha256 = sha256OfFile(unfinished);
    fs::rename(unfinished, rows, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot write '" + rows.string() + "': " + error.message() +
                                       "; check the free space and rights of that folder");
    writeFileAtomically(withSuffix(m_folder, id, kRecordSuffix), toText(record));
    shrink(); // a record with many warnings may be longer than what there was room made for
    return true;
}

std::optional<StoredResult> ResultStore::find(const Provenance& wanted) const
{
    const std::string id = idOf(wanted);
    const fs::path record = withSuffix(m_folder, id, kRecordSuffix);
    const fs::path rows = withSuffix(m_folder, id, kRowsSuffix);
    std::error_code missing;
    if (!fs::exists(record, missing))
        return std::nullopt;
    try {
        const ResultRecord found = recordFromText(contentsOf(record), record.string());
        if (!sameRun(found.provenance, wanted))
            return std::nullopt; // replaced by the run that is to come
        StoredResult stored;
        stored.provenance = found.provenance;
        stored.result.probabilities = ProbabilityMatrix::open(rows);
        const ProbabilityMatrix& matrix = *stored.result.probabilities;
        if (matrix.rows() != found.rows || matrix.classes() != found.provenance.modelClasses ||
            sha256OfFile(rows) != found.rowsSha256)
            throw Error(ErrorCode::BadFile,
                        "'" + rows.string() + "' is not what was written; the recording is tagged again");
        requireProbabilities(matrix, rows.string());
        stored.result.timing = RowTiming(found.provenance.settings);
        stored.result.samples = found.provenance.samples;
        stored.result.frames = found.frames;
        stored.result.complete = true;
        stored.result.warnings = found.provenance.warnings;
        return stored;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Unsupported)
            return std::nullopt; // of another version of the program, which may want it
        removeFiles({record, rows});
        throw;
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
