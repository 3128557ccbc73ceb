#pragma once

#include <filesystem>
#include <string>

namespace dass {

// Keeps other runs out of a folder by a lock on the file named "lock" in it. The kernel holds it, so that it ends with
// the process however that ends.
class FolderLock
{
public:
    // Throws Error: InvalidArgument (another one holds it; `advice` says what to do then), Io.
    FolderLock(const std::filesystem::path& folder, const std::string& advice);
    ~FolderLock();
    // Whether somebody holds it now; not where there is no lock, or it cannot be looked at. Throws nothing.
    static bool isHeld(const std::filesystem::path& folder) noexcept;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_descriptor;
};

} // namespace dass
