#pragma once

#include <filesystem>

namespace dass::distill {

// Keeps other runs out of a folder by a lock on the file named "lock" in it. The kernel holds it, so that it ends with
// the process however that ends.
class FolderLock
{
public:
    // Throws Error: InvalidArgument (another one holds it), Io.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_descriptor;
};

} // namespace dass::distill
