#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace dass {

// A file's bytes, mapped read-only for the lifetime of the object. Throws Error (NotFound, BadFile for folders and
// devices, Io). An empty file has an empty span.
class MappedFile
{
public:
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;

    std::span<const std::byte> bytes() const { return m_bytes; }

private:
    void unmap() noexcept;

    std::span<const std::byte> m_bytes;
};

// Throws Error (NotFound, BadFile for folders and devices, Io where the system does not say) unless path is a regular
// file.
void requireRegularFile(const std::filesystem::path& path);

} // namespace dass
