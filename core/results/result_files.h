#pragma once

#include "core/results/result_record.h"
#include "core/results/stored_result.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

// What a ResultStore and a ResultFolder have in common: the two files of a result.

namespace dass {

inline constexpr const char* kRecordSuffix = ".json";
inline constexpr const char* kRowsSuffix = ".rows";
inline constexpr const char* kPictureSuffix = ".view";
inline constexpr const char* kUnfinishedSuffix = ".new";
inline constexpr std::size_t kIdLetters = 32;
inline constexpr const char* kWithoutFolder = "the results are kept until the window closes";

std::filesystem::path resultFile(const std::filesystem::path& folder, const std::string& id, const char* suffix);
// A name beside ID.rows that nobody else uses.
std::filesystem::path unfinishedFile(const std::filesystem::path& folder, const std::string& id);
bool isResultFile(const std::filesystem::path& name); // of the two's own making
void removeFiles(const std::vector<std::filesystem::path>& files) noexcept;

// Removes a file that is not wanted any more when the scope ends.
class FileRemover
{
public:
    explicit FileRemover(std::filesystem::path file);
    ~FileRemover();
    FileRemover(const FileRemover&) = delete;
    FileRemover& operator=(const FileRemover&) = delete;

    const std::filesystem::path& file() const { return m_file; }

private:
    std::filesystem::path m_file;
};

// False once a stop was asked for. Throws Error(Io).
bool copyRows(const ProbabilityMatrix& from, std::int64_t rows, ProbabilityMatrix& to, const std::stop_token& stop);
void moveOver(const std::filesystem::path& from, const std::filesystem::path& to); // throws Error(Io)
std::string recordContents(const std::filesystem::path& record); // throws Error(NotFound, BadFile, Io)
// Looks at no more once a stop was asked for. Throws Error(BadFile).
void requireProbabilities(const ProbabilityMatrix& matrix, const std::string& name, const std::stop_token& stop);
ResultRecord recordOf(const TaggingResult& result, std::int64_t rows, const Provenance& provenance);
StoredResult storedResult(const ResultRecord& record, std::shared_ptr<ProbabilityMatrix> matrix);

} // namespace dass
