#include "core/model/spill.h"

#include "core/base/error.h"

#include <cstring>
#include <string>
#include <sys/mman.h>
#include <utility>

namespace dass {

Spill::Spill(std::filesystem::path folder, std::int64_t mostInMemory)
    : m_folder(std::move(folder)), m_mostInMemory(mostInMemory)
{
}

Spill::~Spill()
{
    releaseMemory();
}

void Spill::reserve(std::int64_t bytes)
{
    if (bytes <= m_bytes)
        return;
    if (m_file) {
        m_file->reserve(bytes);
    } else if (bytes <= m_mostInMemory) {
        enlargeMemory(bytes);
    } else {
        auto file = std::make_unique<SpillFile>(m_folder);
        file->reserve(bytes);
        file->write(0, {m_memory, static_cast<std::size_t>(m_bytes)});
        releaseMemory();
        m_file = std::move(file);
    }
    m_bytes = bytes;
}

// From the system directly: what is not written to takes no memory, enlarging copies nothing, and in large pages a
// whole recording costs few faults.
void Spill::enlargeMemory(std::int64_t bytes)
{
    const auto size = static_cast<std::size_t>(bytes);
    void* memory = m_memory == nullptr
                       ? mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
                       : mremap(m_memory, static_cast<std::size_t>(m_bytes), size, MREMAP_MAYMOVE);
    if (memory == MAP_FAILED)
        throw Error(ErrorCode::OutOfMemory,
                    "the system gives no " + std::to_string(bytes) + " bytes of memory for the recording");
    m_memory = static_cast<std::byte*>(memory);
    madvise(memory, size, MADV_HUGEPAGE); // where it can
}

void Spill::releaseMemory()
{
    if (m_memory != nullptr)
        munmap(m_memory, static_cast<std::size_t>(m_bytes));
    m_memory = nullptr;
}

void Spill::write(std::int64_t offset, std::span<const std::byte> bytes)
{
    if (m_file)
        m_file->write(offset, bytes);
    else
        std::memcpy(m_memory + offset, bytes.data(), bytes.size());
}

void Spill::read(std::int64_t offset, std::span<std::byte> bytes) const
{
    if (m_file)
        m_file->read(offset, bytes);
    else
        std::memcpy(bytes.data(), m_memory + offset, bytes.size());
}

} // namespace dass
