#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dass {

struct BatchEntry
{
    std::filesystem::path file;
    bool wanted = false; // in the batch: waiting, under way or done; else only open
    bool done = false;

    bool operator==(const BatchEntry&) const = default;
};

// The open recordings of a batch that is under way, in a file of their own in a folder that several processes may use.
// The file stays when the process ends without clear(), however it ends, so that the next start can go on. A lock that
// the kernel holds tells a batch that is under way from one that was left. For one thread.
class BatchList
{
public:
    explicit BatchList(std::filesystem::path folder); // writes nothing yet
    ~BatchList();                                     // leaves the list, if there is one, to the next start
    BatchList(const BatchList&) = delete;
    BatchList& operator=(const BatchList&) = delete;

    void write(const std::vector<BatchEntry>& entries); // whole or not at all; throws Error(Io)
    void clear() noexcept;                              // the batch is over

    static bool isLeft(const std::filesystem::path& list); // by its owner, who may have been killed

private:
    class Lock;
    std::filesystem::path m_folder;
    std::filesystem::path m_file;
    std::unique_ptr<Lock> m_lock; // while there is a list
};

// Lists that no process owns any more.
struct LeftBatches
{
    std::vector<BatchEntry> newest;    // empty when none was left
    std::filesystem::path file;        // that the newest lies in
    std::vector<std::string> problems; // one line for each list that is damaged; it is removed
};
LeftBatches findLeftBatches(const std::filesystem::path& folder);

// Once its recordings are open again, or nobody wants them.
void removeLeftBatch(const std::filesystem::path& file) noexcept;

} // namespace dass
