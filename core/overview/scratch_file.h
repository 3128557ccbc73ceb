#pragma once

#include <cstddef>

namespace dass {

// A temporary file without a name, mapped into memory, that grows in place. It disappears with the object, or with the
// process however that ends.
class ScratchFile
{
public:
    // Reserves addresses, not space, for this many bytes at most. Throws Error(Io).
    explicit ScratchFile(std::size_t capacity);
    ~ScratchFile();
    ScratchFile(const ScratchFile&) = delete;
    ScratchFile& operator=(const ScratchFile&) = delete;

    std::byte* data() const { return m_data; } // the same for the object's lifetime

    // Makes at least the first bytes usable; new ones are zero. Takes the space on the disk now, so that writing to it
    // cannot fail later. Throws Error(Io) when the disk is full, Error(Unsupported) beyond the capacity.
    void reserve(std::size_t bytes);

private:
    int m_descriptor;
    std::size_t m_capacity;
    std::size_t m_size = 0;
    std::size_t m_released = 0; // bytes at the beginning that were let go of
    std::byte* m_data = nullptr;
};

} // namespace dass
