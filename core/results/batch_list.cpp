#include "core/results/batch_list.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_bounds.h"
#include "core/base/utf8.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <random>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json; // for writing
using ReadJson = nlohmann::json;            // an object of a million keys does not make it slow

constexpr int kBatchFormat = 1;
constexpr const char* kPrefix = "batch-";
constexpr const char* kSuffix = ".json";
// Some 300 000 recordings, a year of files of two minutes: real lists are as large, so what is in them is counted.
constexpr std::uint64_t kMostBytes = 64 << 20;
constexpr std::size_t kBatchMostValues = 4'000'000; // JSON values and keys; a recording has 7
constexpr std::int64_t kBatchDeepest = 8;           // JSON inside JSON; a real one has 3

fs::path lockOf(fs::path list)
{
    return list.replace_extension(".lock");
}

fs::path pathFrom(const std::string& utf8)
{
    return {std::u8string(utf8.begin(), utf8.end())};
}

std::vector<BatchEntry> entriesFrom(const fs::path& list)
{
    std::error_code error;
    const std::uint64_t bytes = fs::file_size(list, error);
    std::ifstream file(list, std::ios::binary);
    if (error || !file)
        throw Error(ErrorCode::BadFile, "'" + list.string() + "' cannot be read");
    if (bytes > kMostBytes)
        throw Error(ErrorCode::BadFile, "'" + list.string() + "' has " + std::to_string(bytes) +
                                            " bytes, wanted at most " + std::to_string(kMostBytes) +
                                            "; open its recordings again");
    std::string text(bytes, '\0');
    file.read(text.data(), static_cast<std::streamsize>(bytes));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (const JsonShape shape = shapeOfJson(text); shape.depth > kBatchDeepest || shape.values > kBatchMostValues)
        throw Error(ErrorCode::BadFile, "'" + list.string() + "' nests lists and objects " +
                                            std::to_string(shape.depth) + " deep and holds " +
                                            std::to_string(shape.values) + " values, wanted at most " +
                                            std::to_string(kBatchDeepest) + " and " + std::to_string(kBatchMostValues) +
                                            "; open its recordings again");
    try {
        const ReadJson json = ReadJson::parse(text);
        if (json.at("format").get<int>() != kBatchFormat)
            throw Error(ErrorCode::BadFile, "'" + list.string() + "' is of another version");
        std::vector<BatchEntry> entries;
        for (const ReadJson& entry : json.at("files")) {
            const fs::path path = pathFrom(entry.at("path").get<std::string>());
            if (!path.is_absolute() || path.native().find('\0') != std::string::npos)
                throw Error(ErrorCode::BadFile, "'" + list.string() + "' names no files");
            entries.push_back({path, entry.at("wanted").get<bool>(), entry.at("done").get<bool>()});
        }
        return entries;
    } catch (const nlohmann::json::exception& exception) {
        throw Error(ErrorCode::BadFile, "'" + list.string() + "' is damaged (" + describe(exception) + ")");
    }
}

} // namespace

class BatchList::Lock
{
public:
    // Holds nothing where another process does, or the folder takes no files.
    explicit Lock(const fs::path& file) : m_descriptor(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644))
    {
        m_held = m_descriptor >= 0 && flock(m_descriptor, LOCK_EX | LOCK_NB) == 0;
    }
    ~Lock()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

    bool isHeld() const { return m_held; }

private:
    int m_descriptor;
    bool m_held = false;
};

BatchList::BatchList(fs::path folder) : m_folder(std::move(folder))
{
    m_file = m_folder / (kPrefix + std::to_string(getpid()) + '-' + std::to_string(std::random_device{}()) + kSuffix);
}

BatchList::~BatchList() = default;

void BatchList::write(const std::vector<BatchEntry>& entries)
{
    OrderedJson json{{"format", kBatchFormat}, {"files", OrderedJson::array()}};
    for (const BatchEntry& entry : entries)
        json["files"].push_back({{"path", utf8Of(entry.file)}, {"wanted", entry.wanted}, {"done", entry.done}});
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (!m_lock)
        m_lock = std::make_unique<Lock>(lockOf(m_file)); // first, so that no list is ever seen without its owner
    if (!m_lock->isHeld()) {
        m_lock.reset();
        throw Error(ErrorCode::Io, "cannot write '" + lockOf(m_file).string() + "': " + std::strerror(errno) +
                                       "; after a crash this batch cannot be gone on with");
    }
    writeFileAtomically(m_file, json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

void BatchList::clear() noexcept
{
    if (!m_lock)
        return;
    removeLeftBatch(m_file);
    m_lock.reset();
}

bool BatchList::isLeft(const fs::path& list)
{
    return Lock(lockOf(list)).isHeld();
}

LeftBatches findLeftBatches(const fs::path& folder)
{
    LeftBatches left;
    auto newest = fs::file_time_type::min();
    std::error_code error; // a folder that is not there holds nothing
    std::vector<fs::path> lists;
    for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error))
        if (it->path().filename().string().starts_with(kPrefix) && it->path().extension() == kSuffix)
            lists.push_back(it->path());
    for (const fs::path& list : lists) {
        std::error_code gone;
        if (!fs::is_regular_file(list, gone) || !BatchList::isLeft(list))
            continue;
        const auto time = fs::last_write_time(list, gone);
        try {
            std::vector<BatchEntry> entries = entriesFrom(list);
            if (entries.empty())
                removeLeftBatch(list);
            else if (left.newest.empty() || time > newest) {
                left.newest = std::move(entries);
                left.file = list;
                newest = time;
            }
        } catch (const Error& problem) {
            left.problems.push_back(problem.what());
            removeLeftBatch(list);
        }
    }
    return left;
}

void removeLeftBatch(const fs::path& file) noexcept
{
    std::error_code ignored; // another process may have been faster
    fs::remove(file, ignored);
    fs::remove(lockOf(file), ignored);
}

} // namespace dass
