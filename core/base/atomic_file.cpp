#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <atomic>
#include <cerrno>
#include <cstring>
#include <random>
#include <string>
#include <system_error>
#include <utility>

#ifdef _WIN32
#include <process.h>
#else
#include <fcntl.h>
#include <unistd.h>
#endif

namespace dass {

namespace {

std::string processTag()
{
#ifdef _WIN32
    return std::to_string(_getpid());
#else
    return std::to_string(getpid());
#endif
}

// Short, so that it fits where the target's own name does. The random part tells processes of one id apart that write
// to one folder from several machines.
std::string temporaryName()
{
    static const std::string tag = processTag() + "-" + std::to_string(std::random_device{}());
    static std::atomic<unsigned> counter{0};
    return "." + tag + "-" + std::to_string(counter++) + ".tmp";
}

// A rename may reach the disk before the data does; after a power cut the new name would then show an empty file.
// Returns what went wrong, as errno has it, or 0.
int flushToDisk(const std::filesystem::path& path)
{
#ifndef _WIN32
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    const int error = fsync(fd) == 0 || errno == EINVAL ? 0 : errno; // EINVAL: this file system has no such thing
    close(fd);
    return error;
#else
    (void)path;
    return 0;
#endif
}

[[noreturn]] void failToWrite(const std::filesystem::path& target, const std::string& reason)
{
    throw Error(ErrorCode::Io, "cannot write '" + target.string() + "': " + reason +
                                   "; check that the folder exists, is writable and has free space");
}

// The file that a path stands for once its last links are followed; weakly_canonical would keep one that dangles.
std::filesystem::path followLinks(std::filesystem::path path)
{
    std::error_code error;
    while (std::filesystem::is_symlink(path, error)) {
        const std::filesystem::path next = std::filesystem::read_symlink(path, error);
        if (error)
            failToWrite(path, error.message());
        path = path.parent_path() / next;
    }
    return path;
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path target) : m_target(std::move(target))
{
    std::error_code error;
    const auto found = std::filesystem::status(m_target, error);
    if (found.type() == std::filesystem::file_type::none) // a name that is too long, links in a circle
        failToWrite(m_target, error.message());
    if (!std::filesystem::exists(found) || std::filesystem::is_regular_file(found)) {
        m_target = followLinks(std::move(m_target));
        m_temporary = m_target.parent_path() / temporaryName();
    }
    m_stream.open(m_temporary.empty() ? m_target : m_temporary, std::ios::binary | std::ios::trunc);
    if (!m_stream)
        failToWrite(m_target, std::strerror(errno));
}

AtomicFile::~AtomicFile()
{
    if (m_committed)
        return;
    m_stream.close();
    if (m_temporary.empty())
        return;
    std::error_code ignored; // nothing useful can be done about a leftover while unwinding
    std::filesystem::remove(m_temporary, ignored);
}

void AtomicFile::commit()
{
    errno = 0; // of an earlier write that failed it may be another's by now
    m_stream.close();
    if (!m_stream)
        failToWrite(m_target, errno != 0 ? std::strerror(errno) : "not all of it could be written");
    if (!m_temporary.empty()) {
        if (const int error = flushToDisk(m_temporary); error != 0)
            failToWrite(m_target, std::strerror(error));
        std::error_code error;
        std::filesystem::rename(m_temporary, m_target, error);
        if (error)
            failToWrite(m_target, error.message());
    }
    m_committed = true;
}

void writeFileAtomically(const std::filesystem::path& target, std::string_view contents)
{
    AtomicFile file(target);
    file.stream().write(contents.data(), static_cast<std::streamsize>(contents.size()));
    file.commit();
}

} // namespace dass
