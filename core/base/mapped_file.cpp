#include "core/base/mapped_file.h"

#include "core/base/error.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dass {

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
        throw Error(ErrorCode::BadFile, "'" + path.string() + "' is not a regular file; copy its contents to one first");
}

MappedFile::MappedFile(const std::filesystem::path& path)
{
    requireRegularFile(path);
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "': " + std::strerror(errno));
    struct stat info{};
    if (fstat(fd, &info) != 0) {
        const int reason = errno;
        close(fd);
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "': " + std::strerror(reason));
    }
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size > 0) {
        void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        const int reason = errno;
        close(fd);
        if (data == MAP_FAILED)
            throw Error(ErrorCode::Io, "cannot map '" + path.string() + "': " + std::strerror(reason));
        m_bytes = {static_cast<const std::byte*>(data), size};
    } else {
        close(fd);
    }
}

MappedFile::~MappedFile()
{
    unmap();
}

MappedFile::MappedFile(MappedFile&& other) noexcept : m_bytes(std::exchange(other.m_bytes, {})) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    if (this != &other) {
        unmap();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

void MappedFile::unmap() noexcept
{
    if (!m_bytes.empty())
        munmap(const_cast<std::byte*>(m_bytes.data()), m_bytes.size());
}

} // namespace dass
