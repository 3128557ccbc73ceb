#include "core/model/spill_file.h"

#include "core/base/error.h"
#include "core/base/nameless_file.h"
#include "core/base/temporary_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>

namespace dass {

namespace {

Error cannot(const std::string& what, const std::filesystem::path& folder, int reason)
{
    return Error(ErrorCode::Io, "cannot " + what + " a temporary file in '" + folder.string() +
                                    "': " + std::strerror(reason) +
                                    "; free some space, or name another folder (--scratch, or TMPDIR)");
}

std::string gigabytes(double bytes)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g GB", bytes / 1e9);
    return text;
}

std::int64_t pageSize()
{
    static const std::int64_t size = sysconf(_SC_PAGESIZE);
    return size;
}

} // namespace

std::filesystem::path spillFolder(const std::filesystem::path& folder)
{
    return folder.empty() ? temporaryFolder() : folder;
}

void requireSpillSpace(const std::filesystem::path& folder, std::int64_t bytes)
{
    std::error_code unknown;
    const auto space = std::filesystem::space(spillFolder(folder), unknown);
    if (unknown)
        throw Error(ErrorCode::Io, "cannot use '" + spillFolder(folder).string() + "' for temporary files: " +
                                       unknown.message() + "; name another folder (--scratch, or TMPDIR)");
    if (static_cast<double>(space.available) < static_cast<double>(bytes))
        throw Error(ErrorCode::Io,
                    "the temporary files of this recording take " + gigabytes(static_cast<double>(bytes)) + ", and '" +
                        spillFolder(folder).string() + "' has " + gigabytes(static_cast<double>(space.available)) +
                        " free; free some space, or name another folder (--scratch, or TMPDIR)");
}

SpillFile::SpillFile(const std::filesystem::path& folder) : m_folder(spillFolder(folder))
{
    std::string name = (m_folder / "dass-XXXXXX").string();
    m_descriptor = openNamelessFile(name);
    if (m_descriptor < 0)
        throw cannot("make", m_folder, errno);
}

SpillFile::~SpillFile()
{
    close(m_descriptor);
}

void SpillFile::reserve(std::int64_t bytes)
{
    if (bytes <= m_reserved)
        return;
    const int failed = posix_fallocate(m_descriptor, m_reserved, bytes - m_reserved);
    if (failed != 0)
        throw cannot("enlarge", m_folder, failed);
    m_reserved = bytes;
}

void SpillFile::write(std::int64_t offset, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = pwrite(m_descriptor, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throw cannot("write to", m_folder, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        offset += written;
    }
}

void SpillFile::read(std::int64_t offset, std::span<std::byte> bytes) const
{
    while (!bytes.empty()) {
        const ssize_t count = pread(m_descriptor, bytes.data(), bytes.size(), offset);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            throw cannot("read", m_folder, count < 0 ? errno : EIO);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += count;
    }
}

SpillFile::Window::Window(const SpillFile& file, std::int64_t offset, std::int64_t bytes)
{
    const std::int64_t before = offset % pageSize(); // a mapping begins on a page
    m_mapped = static_cast<std::size_t>(before + bytes);
    m_mapping = mmap(nullptr, m_mapped, PROT_READ, MAP_SHARED, file.m_descriptor, offset - before);
    if (m_mapping == MAP_FAILED)
        throw cannot("map", file.m_folder, errno);
    m_data = static_cast<const std::byte*>(m_mapping) + before;
}

SpillFile::Window::~Window()
{
    munmap(m_mapping, m_mapped);
}

} // namespace dass
