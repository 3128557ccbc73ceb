#include "core/results/result_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/make_folder.h"
#include "core/base/regular_file.h"
#include "core/base/release_elsewhere.h"
#include "core/base/sha256.h"
#include "core/results/result_files.h"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kHeaderBytes = 65536; // of a file of rows
constexpr std::int64_t kRowsABlock = 256;

std::uint64_t bytesOfRows(std::int64_t rows, std::int64_t classes)
{
    return kHeaderBytes + static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(classes) * sizeof(float);
}

bool hasSize(const fs::path& file, std::uint64_t bytes)
{
    std::error_code error;
    return fs::is_regular_file(file, error) && fs::file_size(file, error) == bytes && !error;
}

bool isThere(const fs::path& file)
{
    std::error_code error;
    return fs::is_regular_file(file, error);
}

std::string idOf(const ResultRecord& record)
{
    return sha256Of(toText(record)).substr(0, kIdLetters);
}

std::string notWhatWasWritten(const fs::path& rows)
{
    return "'" + rows.string() + "' is not what was written; the recording is tagged again";
}

// Not mapped: another program that cuts the file short meanwhile would end this one.
std::shared_ptr<ProbabilityMatrix> readRows(const fs::path& file, const ResultRecord& record,
                                            const std::stop_token& stop)
{
    const auto classes = static_cast<std::size_t>(record.provenance.modelClasses);
    auto matrix = releasedElsewhere(std::make_shared<ProbabilityMatrix>(record.provenance.modelClasses));
    std::ifstream stream(file, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(kHeaderBytes));
    std::vector<float> block;
    for (std::int64_t done = 0; done < record.rows && !stop.stop_requested();) {
        const std::int64_t rows = std::min<std::int64_t>(record.rows - done, kRowsABlock);
        block.resize(static_cast<std::size_t>(rows) * classes);
        if (!stream.read(reinterpret_cast<char*>(block.data()),
                         static_cast<std::streamsize>(block.size() * sizeof(float))))
            throw Error(ErrorCode::BadFile, notWhatWasWritten(file));
        matrix->append(block);
        done += rows;
    }
    matrix->finish();
    return matrix;
}

} // namespace

ResultFolder::ResultFolder(fs::path folder) : m_folder(std::move(folder)) {}

bool ResultFolder::isId(const std::string& text)
{
    return text.size() == kIdLetters && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<ResultFolder::Kept> ResultFolder::keep(const TaggingResult& result, const Provenance& provenance,
                                                     const std::optional<RowsFile>& known,
                                                     const std::stop_token& stop) const
{
    const ProbabilityMatrix& matrix = *result.probabilities;
    ResultRecord record = recordOf(result, matrix.rows(), provenance);
    const std::uint64_t bytes = bytesOfRows(record.rows, matrix.classes());
    makeFolder(m_folder, kWithoutFolder);
    if (known && hasSize(known->path, bytes)) {
        record.rowsSha256 = known->sha256;
        const std::string id = idOf(record);
        const fs::path rows = resultFile(m_folder, id, kRowsSuffix);
        if (!hasSize(rows, bytes)) {
            const FileRemover linked(unfinishedFile(m_folder, id));
            std::error_code error;
            fs::create_hard_link(known->path, linked.file(), error);
            if (!error)
                moveOver(linked.file(), rows);
        }
        if (hasSize(rows, bytes)) {
            if (const fs::path file = resultFile(m_folder, id, kRecordSuffix); !isThere(file))
                writeFileAtomically(file, toText(record));
            return Kept{id, {rows, record.rowsSha256}};
        }
    }

    const FileRemover unfinished(unfinishedFile(m_folder, std::string(kIdLetters, '0')));
    ProbabilityMatrix copy(matrix.classes(), unfinished.file());
    if (!copyRows(matrix, record.rows, copy, stop))
        return std::nullopt;
    const std::optional<std::string> digest = sha256OfFile(unfinished.file(), stop);
    if (!digest)
        return std::nullopt;
    record.rowsSha256 = *digest;
    const std::string id = idOf(record);
    const fs::path rows = resultFile(m_folder, id, kRowsSuffix);
    moveOver(unfinished.file(), rows);
    writeFileAtomically(resultFile(m_folder, id, kRecordSuffix), toText(record));
    return Kept{id, {rows, record.rowsSha256}};
}

ResultFolder::Read ResultFolder::read(const std::string& id, const std::stop_token& stop) const
{
    const fs::path recordFile = resultFile(m_folder, id, kRecordSuffix);
    const fs::path rows = resultFile(m_folder, id, kRowsSuffix);
    const ResultRecord record = recordFromText(recordContents(recordFile), recordFile.string());
    const std::int64_t classes = record.provenance.modelClasses;
    requireRegularFile(rows);
    const std::uint64_t mostRows = kMostRowsBytes / sizeof(float) / static_cast<std::uint64_t>(classes);
    if (static_cast<std::uint64_t>(record.rows) > mostRows || !hasSize(rows, bytesOfRows(record.rows, classes)))
        throw Error(ErrorCode::BadFile, "'" + rows.string() + "' does not hold the " + std::to_string(record.rows) +
                                            " rows that were written; the recording is tagged again");
    const auto header = ProbabilityMatrix::open(rows);
    const std::optional<std::string> digest = sha256OfFile(rows, stop);
    if (!digest)
        return {};
    if (header->rows() != record.rows || header->classes() != classes || *digest != record.rowsSha256)
        throw Error(ErrorCode::BadFile, notWhatWasWritten(rows));
    std::shared_ptr<ProbabilityMatrix> copy = readRows(rows, record, stop);
    requireProbabilities(*copy, rows.string(), stop);
    return {storedResult(record, std::move(copy)), {rows, record.rowsSha256}};
}

fs::path ResultFolder::pictureOf(const std::string& id) const
{
    return resultFile(m_folder, id, kPictureSuffix);
}

bool ResultFolder::holds(const std::string& id) const
{
    return isThere(resultFile(m_folder, id, kRecordSuffix));
}

void ResultFolder::keepOnly(const std::set<std::string>& ids) const noexcept
{
    std::error_code error;
    std::vector<fs::path> others;
    for (fs::directory_iterator it(m_folder, error), end; !error && it != end; it.increment(error))
        if (isResultFile(it->path().filename()) && !ids.contains(it->path().filename().string().substr(0, kIdLetters)))
            others.push_back(it->path());
    removeFiles(others);
    fs::remove(m_folder, error); // does nothing to a folder that holds something
}

} // namespace dass
