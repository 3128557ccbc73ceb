#include "core/base/regular_file.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dass {

namespace {

Error unreadable(const std::filesystem::path& path, int reason)
{
    return {ErrorCode::Io, "cannot read '" + path.string() + "': " + std::strerror(reason)};
}

} // namespace

void requireRegularFile(const std::filesystem::path& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found)
        throw Error(ErrorCode::NotFound, "'" + path.string() + "' does not exist; check the path");
    if (status.type() == std::filesystem::file_type::none) // it could not be asked: no rights, or a loop of links
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "': " + error.message());
    if (status.type() == std::filesystem::file_type::directory)
        throw Error(ErrorCode::BadFile, "'" + path.string() + "' is a folder; a file was wanted");
    if (status.type() != std::filesystem::file_type::regular)
        throw Error(ErrorCode::BadFile,
                    "'" + path.string() + "' is not a regular file; copy its contents to one first");
}

RegularFile::RegularFile(const std::filesystem::path& path) : m_path(path)
{
    requireRegularFile(path);
    // Not blocking: a pipe may have taken the file's place since, and waiting for its writer would never end.
    m_descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_descriptor < 0 && errno == EWOULDBLOCK) { // a file server's client has it, and is asked to give it back
        requireRegularFile(path);
        m_descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    }
    if (m_descriptor < 0)
        throw unreadable(path, errno);
    struct stat info
    {
    };
    const int reason = fstat(m_descriptor, &info) != 0 ? errno : S_ISREG(info.st_mode) ? 0 : EINVAL;
    if (reason != 0) {
        close(m_descriptor);
        throw unreadable(path, reason);
    }
    m_size = static_cast<std::uint64_t>(info.st_size);
    m_modified = info.st_mtim;
}

RegularFile::~RegularFile()
{
    close(m_descriptor);
}

std::size_t RegularFile::readSome(std::uint64_t offset, std::span<std::byte> out) const
{
    std::size_t done = 0;
    while (done < out.size()) { // the system reads at most 2 GiB at once
        const ssize_t got =
            pread(m_descriptor, out.data() + done, out.size() - done, static_cast<off_t>(offset + done));
        if (got == 0)
            break;
        if (got < 0 && errno != EINTR)
            throw unreadable(m_path, errno);
        done += static_cast<std::size_t>(got < 0 ? 0 : got);
    }
    return done;
}

void RegularFile::read(std::uint64_t offset, std::span<std::byte> out, std::string_view what) const
{
    if (const std::size_t got = readSome(offset, out); got < out.size())
        failAsCut(offset + got, offset + out.size(), what);
}

std::string RegularFile::change() const
{
    struct stat info
    {
    };
    if (fstat(m_descriptor, &info) != 0)
        throw unreadable(m_path, errno);
    if (const auto size = static_cast<std::uint64_t>(info.st_size); size != m_size)
        return "it had " + std::to_string(m_size) + " bytes and has " + std::to_string(size);
    const bool isAsBefore = info.st_mtim.tv_sec == m_modified.tv_sec && info.st_mtim.tv_nsec == m_modified.tv_nsec;
    return isAsBefore ? "" : "it was written to";
}

std::string RegularFile::text() const
{
    std::string text(m_size, '\0');
    read(0, std::as_writable_bytes(std::span(text)), "it");
    return text;
}

void RegularFile::failAsCut(std::uint64_t found, std::uint64_t wanted, std::string_view what) const
{
    throw Error(ErrorCode::BadFile, "'" + m_path.string() + "' ended at byte " + std::to_string(found) + " while " +
                                        std::string(what) + " was read, and " + std::to_string(wanted) +
                                        " bytes or more were wanted; was the file replaced? copy it again");
}

} // namespace dass
