#pragma once

#include <QDateTime>
#include <QLockFile>

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

namespace dass {

// Unsaved work of this process and of earlier ones, each a session in a folder that several processes may use. A lock
// beside it tells work that is under way from work that a crash left. Not for the GUI thread; for one thread at a time.
class UnsavedWork
{
public:
    explicit UnsavedWork(std::filesystem::path folder); // made when there is something to keep
    ~UnsavedWork();                                     // leaves everything to the next start
    UnsavedWork(const UnsavedWork&) = delete;
    UnsavedWork& operator=(const UnsavedWork&) = delete;

    std::filesystem::path own(); // of this process, locked. Throws Error(Io).
    void clearOwn() noexcept;

    struct Left
    {
        std::filesystem::path session;
        QDateTime saved;
    };
    std::vector<Left> findLeft(); // the newest first; nobody else finds them until this object goes
    void remove(const std::filesystem::path& left) noexcept;

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_own;
    std::map<std::filesystem::path, std::unique_ptr<QLockFile>> m_locks;
};

} // namespace dass
