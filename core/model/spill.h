#pragma once

#include "core/model/spill_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

namespace dass {

// Bytes that are written and read in parts: in memory while there are few of them, else in a SpillFile. Several threads
// may write and read different parts at once, though nobody while it is enlarged.
class Spill
{
public:
    // mostInMemory: bytes. folder: of the file, as of SpillFile.
    Spill(std::filesystem::path folder, std::int64_t mostInMemory);
    ~Spill();
    Spill(const Spill&) = delete;
    Spill& operator=(const Spill&) = delete;

    // Makes it so long; what is there stays, and moves into a file where it gets too long for memory. Throws Error (Io,
    // OutOfMemory).
    void reserve(std::int64_t bytes);

    void write(std::int64_t offset, std::span<const std::byte> bytes); // throws Error(Io)
    void read(std::int64_t offset, std::span<std::byte> bytes) const;  // throws Error(Io)

    // Where all of it lies, until it is enlarged; null when it lies in a file.
    const std::byte* inMemory() const { return m_memory; }

private:
    void enlargeMemory(std::int64_t bytes);
    void releaseMemory();

    std::filesystem::path m_folder;
    std::int64_t m_mostInMemory;
    std::int64_t m_bytes = 0;
    std::byte* m_memory = nullptr;
    std::unique_ptr<SpillFile> m_file;
};

} // namespace dass
