#include "core/base/folder_lock.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace dass {

FolderLock::FolderLock(const std::filesystem::path& folder, const std::string& advice)
{
    const std::filesystem::path path = folder / "lock";
    m_descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_descriptor < 0)
        throw Error(ErrorCode::Io, path.string() + ": cannot be made: " + std::strerror(errno));
    if (flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(m_descriptor);
        throw Error(ErrorCode::InvalidArgument, folder.string() + ": another run is at work in this folder; " + advice);
    }
}

FolderLock::~FolderLock()
{
    close(m_descriptor);
}

bool FolderLock::isHeld(const std::filesystem::path& folder) noexcept
{
    const int descriptor = open((folder / "lock").c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return false;
    const bool held = flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    close(descriptor);
    return held;
}

} // namespace dass
