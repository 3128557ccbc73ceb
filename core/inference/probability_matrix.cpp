#include "core/inference/probability_matrix.h"

#include "core/base/error.h"
#include "core/base/nameless_file.h"
#include "core/base/temporary_folder.h"

#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

// Rows are written with pwrite, which can say that the disk is full (a store to a mapping could only crash), and read
// through mappings of the same pages. So that rows stay where they are while the file grows, it is mapped in segments
// that are never moved: segment k holds kFirstRows * 2^k rows, mapped whole before they are there.

namespace dass {

namespace {

constexpr std::array<char, 8> kMagic{'D', 'A', 'S', 'S', 'P', 'R', 'O', 'B'};
constexpr std::uint32_t kVersion = 1;
constexpr std::int64_t kMaximumClasses = 1'000'000;
// Both keep every segment's offset a multiple of 64 KiB, the largest page size that Linux machines use.
constexpr std::int64_t kHeaderBytes = 65536;
constexpr std::int64_t kFirstRows = 16384;
constexpr std::size_t kSegments = 24; // 2.7e11 rows

struct Header
{
    std::array<char, 8> magic = kMagic;
    std::uint32_t version = kVersion;
    std::uint32_t valueBytes = sizeof(float);
    std::int64_t classes = 0;
};

std::size_t segmentOf(std::int64_t row)
{
    return static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(row / kFirstRows + 1))) - 1;
}

std::int64_t firstRowOf(std::size_t segment)
{
    return kFirstRows * ((std::int64_t{1} << segment) - 1);
}

std::string temporaryName()
{
    return (temporaryFolder() / "dass-probabilities-XXXXXX").string();
}

} // namespace

struct ProbabilityMatrix::Impl
{
    int fd = -1;
    std::string name; // for messages
    std::int64_t classes = 0;
    bool writable = false;
    std::atomic<std::int64_t> rows = 0;
    std::array<std::atomic<const float*>, kSegments> segments{};

    ~Impl()
    {
        for (std::size_t k = 0; k < kSegments; ++k) {
            if (const float* data = segments[k].load())
                munmap(const_cast<float*>(data), segmentBytes(k));
        }
        closeFile();
    }

    void closeFile()
    {
        if (fd >= 0)
            close(fd);
        fd = -1;
    }

    std::int64_t rowBytes() const { return classes * static_cast<std::int64_t>(sizeof(float)); }
    std::size_t segmentBytes(std::size_t k) const { return static_cast<std::size_t>((kFirstRows << k) * rowBytes()); }

    [[noreturn]] void fail(const std::string& action) const
    {
        throw Error(ErrorCode::Io, "cannot " + action + " '" + name + "': " + std::strerror(errno) +
                                       "; check the free space and rights of that folder");
    }

    void createTemporary()
    {
        name = temporaryName();
        fd = openNamelessFile(name);
        if (fd < 0)
            fail("create the results file");
    }

    void writeAll(const void* data, std::int64_t bytes, std::int64_t offset)
    {
        const char* next = static_cast<const char*>(data);
        while (bytes > 0) {
            const ssize_t written = pwrite(fd, next, static_cast<std::size_t>(bytes), offset);
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                fail("write results to");
            next += written;
            offset += written;
            bytes -= written;
        }
    }

    void mapSegmentsFor(std::int64_t count)
    {
        if (count == 0)
            return;
        const std::size_t last = segmentOf(count - 1);
        if (last >= kSegments)
            throw Error(ErrorCode::InvalidArgument, "'" + name + "' has too many rows; use a longer hop");
        for (std::size_t k = 0; k <= last; ++k) {
            if (segments[k].load(std::memory_order_relaxed))
                continue;
            const off_t offset = kHeaderBytes + firstRowOf(k) * rowBytes();
            void* data = mmap(nullptr, segmentBytes(k), PROT_READ, MAP_SHARED, fd, offset);
            if (data == MAP_FAILED)
                fail("map");
            segments[k].store(static_cast<const float*>(data), std::memory_order_release);
        }
    }
};

ProbabilityMatrix::ProbabilityMatrix(std::int64_t classes, const std::filesystem::path& path)
    : m_impl(std::make_unique<Impl>())
{
    if (classes < 1 || classes > kMaximumClasses)
        throw Error(ErrorCode::InvalidArgument,
                    "a probability matrix cannot have " + std::to_string(classes) + " classes");
    m_impl->classes = classes;
    m_impl->writable = true;
    if (path.empty()) {
        m_impl->createTemporary();
    } else {
        m_impl->name = path.string();
        m_impl->fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        if (m_impl->fd < 0)
            m_impl->fail("create the results file");
    }
    Header header;
    header.classes = classes;
    m_impl->writeAll(&header, sizeof header, 0);
}

std::shared_ptr<ProbabilityMatrix> ProbabilityMatrix::open(const std::filesystem::path& path)
{
    auto impl = std::make_unique<Impl>();
    impl->name = path.string();
    impl->fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (impl->fd < 0)
        throw Error(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io,
                    "cannot open the results file '" + impl->name + "': " + std::strerror(errno) +
                        "; tag the recording again");
    struct stat status
    {
    };
    Header header;
    if (fstat(impl->fd, &status) != 0)
        impl->fail("read");
    const ssize_t found = S_ISREG(status.st_mode) ? pread(impl->fd, &header, sizeof header, 0) : 0;
    if (found < 0)
        impl->fail("read");
    if (found != static_cast<ssize_t>(sizeof header) || header.magic != kMagic || header.version != kVersion ||
        header.valueBytes != sizeof(float) || header.classes < 1 || header.classes > kMaximumClasses)
        throw Error(ErrorCode::BadFile, "'" + impl->name + "' is not a results file of this version (wanted " +
                                            std::string(kMagic.data(), kMagic.size()) + " version " +
                                            std::to_string(kVersion) + "); tag the recording again");
    impl->classes = header.classes;
    // A row that a crash cut short is not counted.
    const std::int64_t rows = status.st_size > kHeaderBytes ? (status.st_size - kHeaderBytes) / impl->rowBytes() : 0;
    impl->mapSegmentsFor(rows);
    impl->rows = rows;
    impl->closeFile(); // the mappings stay

    std::shared_ptr<ProbabilityMatrix> matrix(new ProbabilityMatrix(std::move(impl)));
    return matrix;
}

ProbabilityMatrix::ProbabilityMatrix(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

ProbabilityMatrix::~ProbabilityMatrix() = default;

void ProbabilityMatrix::append(std::span<const float> values)
{
    Impl& impl = *m_impl;
    if (!impl.writable)
        throw Error(ErrorCode::Internal, "'" + impl.name + "' takes no more rows");
    const auto count = static_cast<std::int64_t>(values.size()) / impl.classes;
    if (count * impl.classes != static_cast<std::int64_t>(values.size()))
        throw Error(ErrorCode::Internal, std::to_string(values.size()) + " values are no whole rows of " +
                                             std::to_string(impl.classes) + " classes");
    const std::int64_t before = impl.rows.load(std::memory_order_relaxed);
    impl.writeAll(values.data(), count * impl.rowBytes(), kHeaderBytes + before * impl.rowBytes());
    impl.mapSegmentsFor(before + count);
    impl.rows.store(before + count, std::memory_order_release);
}

void ProbabilityMatrix::finish()
{
    m_impl->writable = false;
    m_impl->closeFile();
}

std::int64_t ProbabilityMatrix::classes() const noexcept
{
    return m_impl->classes;
}

std::int64_t ProbabilityMatrix::rows() const noexcept
{
    return m_impl->rows.load(std::memory_order_acquire);
}

std::span<const float> ProbabilityMatrix::row(std::int64_t index) const
{
    const Impl& impl = *m_impl;
    if (index < 0 || index >= rows())
        throw Error(ErrorCode::Internal,
                    "row " + std::to_string(index) + " was asked for; there are " + std::to_string(rows()));
    const std::size_t segment = segmentOf(index);
    const float* data = impl.segments[segment].load(std::memory_order_acquire);
    return {data + (index - firstRowOf(segment)) * impl.classes, static_cast<std::size_t>(impl.classes)};
}

} // namespace dass
