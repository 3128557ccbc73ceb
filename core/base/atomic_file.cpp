#include "core/base/atomic_file.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
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

// A rename may reach the disk before the data does; after a power cut the new name would then show an empty file.
void flushToDisk(const std::filesystem::path& path)
{
#ifndef _WIN32
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
#else
    (void)path;
#endif
}

[[noreturn]] void failToWrite(const std::filesystem::path& target, const std::string& reason)
{
    throw Error(ErrorCode::Io, "cannot write '" + target.string() + "': " + reason +
                                   "; check that the folder exists, is writable and has free space");
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path target) : m_target(std::move(target))
{
    m_temporary = m_target;
    m_temporary += "." + processTag() + ".tmp";
    m_stream.open(m_temporary, std::ios::binary | std::ios::trunc);
    if (!m_stream)
        failToWrite(m_target, std::strerror(errno));
}

AtomicFile::~AtomicFile()
{
    if (m_committed)
        return;
    m_stream.close();
    std::error_code ignored; // nothing useful can be done about a leftover while unwinding
    std::filesystem::remove(m_temporary, ignored);
}

void AtomicFile::commit()
{
    m_stream.close();
    if (!m_stream)
        failToWrite(m_target, std::strerror(errno));
    flushToDisk(m_temporary);
    std::error_code error;
    std::filesystem::rename(m_temporary, m_target, error);
    if (error)
        failToWrite(m_target, error.message());
    m_committed = true;
}

void writeFileAtomically(const std::filesystem::path& target, std::string_view contents)
{
    AtomicFile file(target);
    file.stream().write(contents.data(), static_cast<std::streamsize>(contents.size()));
    file.commit();
}

} // namespace dass
