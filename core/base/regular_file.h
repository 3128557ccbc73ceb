#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace dass {

// A file that is open for reading at any place. It is read and not mapped: a mapped file that another program cuts
// short meanwhile would end this process. Threads may share it.
class RegularFile
{
public:
    // Throws Error: NotFound, BadFile for folders and devices, Io.
    explicit RegularFile(const std::filesystem::path& path);
    ~RegularFile();
    RegularFile(const RegularFile&) = delete;
    RegularFile& operator=(const RegularFile&) = delete;

    const std::filesystem::path& path() const { return m_path; }
    std::uint64_t size() const { return m_size; } // bytes, when it was opened

    // Fills `out` with the bytes from `offset` on. `what` names them in the message: "tensor 'x'". Throws
    // Error(BadFile) where the file ends before, which one that was replaced meanwhile does, and Error(Io).
    void read(std::uint64_t offset, std::span<std::byte> out, std::string_view what) const;

    // The same of the bytes that are there. Returns their number: fewer than asked for at the file's end alone.
    std::size_t readSome(std::uint64_t offset, std::span<std::byte> out) const;

    // What has happened to it since it was opened, as far as its size and its time of modification tell: "it had 40
    // bytes and has 36". Empty where nothing has. Throws Error(Io).
    std::string change() const;

    // All bytes; whoever asks looks at size() first. Throws Error as read().
    std::string text() const;

    // The error of a file that has fewer bytes than it had when it was opened.
    [[noreturn]] void failAsCut(std::uint64_t found, std::uint64_t wanted, std::string_view what) const;

private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::timespec m_modified{}; // when it was opened
};

// Throws Error (NotFound, BadFile for folders and devices, Io where the system does not say) unless path is a regular
// file.
void requireRegularFile(const std::filesystem::path& path);

} // namespace dass
