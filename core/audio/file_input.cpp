#include "core/audio/file_input.h"

#include "core/audio/ffmpeg_support.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dass::media {

namespace {

constexpr int kBufferBytes = 1 << 16;
constexpr std::int64_t kHiddenBytes = 4;

} // namespace

FileInput::FileInput(const std::filesystem::path& path)
{
    requireRegularFile(path);
    m_descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info
    {
    };
    if (m_descriptor < 0 || fstat(m_descriptor, &info) != 0) {
        const int reason = errno;
        if (m_descriptor >= 0)
            close(m_descriptor);
        throw Error(ErrorCode::Io, "cannot read '" + path.string() + "': " + std::strerror(reason));
    }
    m_size = info.st_size;

    auto* buffer = static_cast<unsigned char*>(av_malloc(kBufferBytes));
    if (buffer)
        m_io.reset(
            avio_alloc_context(buffer, kBufferBytes, 0, this, &FileInput::readBlock, nullptr, &FileInput::moveTo));
    if (!m_io) {
        av_free(buffer);
        close(m_descriptor);
        throwOutOfMemory();
    }
}

FileInput::~FileInput()
{
    close(m_descriptor);
}

int FileInput::readBlock(void* self, std::uint8_t* buffer, int size)
{
    auto& input = *static_cast<FileInput*>(self);
    if (input.m_deadline && std::chrono::steady_clock::now() > *input.m_deadline) {
        input.m_late = true;
        return AVERROR_EXIT;
    }
    if (input.m_stopRequested && input.m_stopRequested()) {
        input.m_stopped = true;
        return AVERROR_EXIT;
    }
    const ssize_t got = pread(input.m_descriptor, buffer, static_cast<std::size_t>(size), input.m_position);
    if (got < 0)
        return AVERROR(errno);
    if (got == 0)
        return AVERROR_EOF;
    if (input.m_hidden) {
        const std::int64_t from = std::clamp<std::int64_t>(*input.m_hidden - input.m_position, 0, got);
        const std::int64_t to = std::clamp<std::int64_t>(*input.m_hidden + kHiddenBytes - input.m_position, 0, got);
        std::fill(buffer + from, buffer + to, std::uint8_t{0});
    }
    input.m_position += got;
    return static_cast<int>(got);
}

std::int64_t FileInput::moveTo(void* self, std::int64_t offset, int whence)
{
    auto& input = *static_cast<FileInput*>(self);
    switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE:
        return input.m_size;
    case SEEK_SET:
        break;
    case SEEK_CUR:
        offset += input.m_position;
        break;
    case SEEK_END:
        offset += input.m_size;
        break;
    default:
        return AVERROR(EINVAL);
    }
    if (offset < 0)
        return AVERROR(EINVAL);
    input.m_position = offset;
    return offset;
}

} // namespace dass::media
