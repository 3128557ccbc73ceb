#include "core/results/result_files.h"

#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <atomic>
#include <fstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostRecordBytes = 4 << 20; // a real one has 2 kB and its warnings

} // namespace

fs::path resultFile(const fs::path& folder, const std::string& id, const char* suffix)
{
    return folder / (id + suffix);
}

fs::path unfinishedFile(const fs::path& folder, const std::string& id)
{
    static std::atomic<unsigned> counter{0};
    return folder / (id + '.' + std::to_string(getpid()) + '-' + std::to_string(counter++) + kUnfinishedSuffix);
}

bool isResultFile(const fs::path& name)
{
    const std::string text = name.string();
    const bool id =
        text.size() > kIdLetters && text[kIdLetters] == '.' && text.find_first_not_of("0123456789abcdef") == kIdLetters;
    return id && (text.ends_with(kRecordSuffix) || text.ends_with(kRowsSuffix) || text.ends_with(kPictureSuffix) ||
                  text.ends_with(kUnfinishedSuffix));
}

void removeFiles(const std::vector<fs::path>& files) noexcept
{
    for (const fs::path& file : files) {
        std::error_code ignored; // another process may have been faster
        fs::remove(file, ignored);
    }
}

FileRemover::FileRemover(fs::path file) : m_file(std::move(file)) {}

FileRemover::~FileRemover()
{
    std::error_code ignored;
    fs::remove(m_file, ignored);
}

bool copyRows(const ProbabilityMatrix& from, std::int64_t rows, ProbabilityMatrix& to, const std::stop_token& stop)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        if (stop.stop_requested())
            return false;
        to.append(from.row(row));
    }
    to.finish();
    return true;
}

void moveOver(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error)
        throw Error(ErrorCode::Io, "cannot write '" + to.string() + "': " + error.message() +
                                       "; check the free space and rights of that folder");
}

void requireProbabilities(const ProbabilityMatrix& matrix, const std::string& name, const std::stop_token& stop)
{
    for (std::int64_t row = 0; row < matrix.rows() && !stop.stop_requested(); ++row)
        for (const float value : matrix.row(row))
            if (!(value >= 0 && value <= 1))
                throw Error(ErrorCode::BadFile, "'" + name + "' holds " + std::to_string(value) + " in row " +
                                                    std::to_string(row) +
                                                    ", which is no probability; the recording is tagged again");
}

std::string recordContents(const fs::path& record)
{
    requireRegularFile(record);
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
    if (file.bad())
        throw Error(ErrorCode::Io, "cannot read '" + record.string() + "'; the recording is tagged again");
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

ResultRecord recordOf(const TaggingResult& result, std::int64_t rows, const Provenance& provenance)
{
    ResultRecord record;
    record.provenance = provenance;
    record.provenance.samples = result.samples;
    record.provenance.complete = result.complete;
    record.provenance.warnings = result.warnings;
    record.rows = rows;
    record.frames = result.frames;
    return record;
}

StoredResult storedResult(const ResultRecord& record, std::shared_ptr<ProbabilityMatrix> matrix)
{
    StoredResult stored;
    stored.provenance = record.provenance;
    stored.result.probabilities = std::move(matrix);
    stored.result.timing = RowTiming(record.provenance.settings);
    stored.result.samples = record.provenance.samples;
    stored.result.frames = record.frames;
    stored.result.complete = record.provenance.complete;
    stored.result.warnings = record.provenance.warnings;
    return stored;
}

} // namespace dass
