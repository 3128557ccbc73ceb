#include "core/overview/scratch_file.h"

#include "core/base/error.h"
#include "core/base/nameless_file.h"
#include "core/base/temporary_folder.h"
#include "core/overview/scratch_memory.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace dass {

namespace {

constexpr std::size_t kStep = std::size_t{1} << 18; // bytes the file grows by
constexpr std::size_t kHeld = std::size_t{1} << 24; // bytes that the process holds on to before it lets go of them

Error cannot(const std::string& what, int reason)
{
    return Error(ErrorCode::Io, "cannot " + what + " a temporary file in '" + temporaryFolder().string() + "': " +
                                    std::strerror(reason) + "; free some space, or set TMPDIR to another folder");
}

} // namespace

ScratchFile::ScratchFile(std::size_t capacity) : m_capacity(capacity)
{
    std::string name = (temporaryFolder() / "dass-overview-XXXXXX").string();
    m_descriptor = openNamelessFile(name);
    if (m_descriptor < 0)
        throw cannot("make", errno);
    void* data = mmap(nullptr, m_capacity, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, m_descriptor, 0);
    if (data == MAP_FAILED) {
        const int reason = errno;
        close(m_descriptor);
        throw cannot("map", reason);
    }
    m_data = static_cast<std::byte*>(data);
    addScratchMemory(m_data, m_capacity);
}

ScratchFile::~ScratchFile()
{
    removeScratchMemory(m_data);
    munmap(m_data, m_capacity);
    close(m_descriptor);
}

void ScratchFile::reserve(std::size_t bytes)
{
    if (bytes <= m_size)
        return;
    if (bytes > m_capacity)
        throw Error(ErrorCode::Unsupported,
                    "the recording is longer than its picture can be (a week); cut it in parts");
    const std::size_t wanted = std::min((bytes + kStep - 1) / kStep * kStep, m_capacity);
    const int failed = posix_fallocate(m_descriptor, static_cast<off_t>(m_size), static_cast<off_t>(wanted - m_size));
    if (failed != 0)
        throw cannot("enlarge", failed);
    // What has long been written stays in the file and the system's cache of it, and counts no more as this process's
    // memory. Whoever reads it gets it back, a few pages at a time.
    if (m_size - m_released >= kHeld) {
        if (madvise(m_data + m_released, m_size - m_released, MADV_DONTNEED) ==
            0) // of a shared mapping: nothing is lost
            m_released = m_size;
    }
    m_size = wanted;
}

} // namespace dass
