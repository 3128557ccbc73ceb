#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

struct zip;

namespace dass {

// Reads entries of a zip file that are stored as they are. torch.save never compresses, and refusing what is
// compressed means that no entry can be larger than the file. Throws Error(BadFile, Unsupported).
class ZipArchive
{
public:
    explicit ZipArchive(const std::filesystem::path& path);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    // The first entry whose name ends so.
    std::optional<std::string> findEnding(const std::string& ending) const;
    bool contains(const std::string& name) const;

    std::uint64_t sizeOf(const std::string& name) const; // bytes; throws when there is no such entry
    // Fills out with the entry's bytes from `offset` on; of one that is read whole the checksum has to be right. All
    // reads together may not exceed the file's size.
    void read(const std::string& name, std::uint64_t offset, std::span<std::byte> out);

    [[noreturn]] void fail(const std::string& reason) const; // throws Error(BadFile) that names the file

private:
    std::filesystem::path m_path;
    std::uint64_t m_size = 0;   // of the file, bytes
    std::uint64_t m_unread = 0; // of them that have not been handed out yet
    std::unique_ptr<zip, void (*)(zip*)> m_zip;
};

} // namespace dass
