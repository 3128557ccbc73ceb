#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace dass {

// A temporary file for what does not fit in memory. It has no name from the moment it is made, so it disappears with
// the object, or with the process however that ends, and leaves nothing to clear away. Several threads may write and
// read different parts at once.
class SpillFile
{
public:
    // In this folder, or in the system's for temporary files where it is empty. Throws Error(Io).
    explicit SpillFile(const std::filesystem::path& folder = {});
    ~SpillFile();
    SpillFile(const SpillFile&) = delete;
    SpillFile& operator=(const SpillFile&) = delete;

    // Takes the space on the disk for the first bytes now, so that a run of hours does not end for the lack of it.
    // Throws Error(Io) when the disk is full.
    void reserve(std::int64_t bytes);

    void write(std::int64_t offset, std::span<const std::byte> bytes); // throws Error(Io)

    // What was written there, or reserved. For large parts that are looked at once it costs less than a window, whose
    // pages the system hands out one by one. Throws Error(Io).
    void read(std::int64_t offset, std::span<std::byte> bytes) const;

    // A part of the file as memory, for reading while the window exists.
    class Window
    {
    public:
        Window(const SpillFile& file, std::int64_t offset, std::int64_t bytes); // throws Error(Io)
        ~Window();
        Window(const Window&) = delete;
        Window& operator=(const Window&) = delete;

        const std::byte* data() const { return m_data; }

    private:
        void* m_mapping;
        std::size_t m_mapped;
        const std::byte* m_data;
    };

private:
    std::filesystem::path m_folder;
    int m_descriptor;
    std::int64_t m_reserved = 0;
};

// The folder that an empty path means.
std::filesystem::path spillFolder(const std::filesystem::path& folder);

// Throws Error(Io), saying what is free and what is needed, unless the folder has room for so many bytes.
void requireSpillSpace(const std::filesystem::path& folder, std::int64_t bytes);

} // namespace dass
