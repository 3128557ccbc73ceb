#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

namespace dass::media {

// True once a stop was asked for; empty where nobody will.
using StopCheck = std::function<bool()>;

// A regular file as FFmpeg's input. FFmpeg is given this and never a path to open, so that no name ("http:…",
// "concat:…") can mean anything but the file itself. Lives as long as the format context that reads from it.
class FileInput
{
public:
    // Throws Error(NotFound, BadFile, Io).
    explicit FileInput(const std::filesystem::path& path);
    ~FileInput();
    FileInput(const FileInput&) = delete;
    FileInput& operator=(const FileInput&) = delete;

    AVIOContext* io() const { return m_io.get(); }
    std::int64_t size() const { return m_size; }

    // The four bytes from here on are read as zeros.
    void hideField(std::int64_t offset) { m_hidden = offset; }
    // Reading fails from this time on; none lifts it. FFmpeg's own interrupt callback is not asked everywhere.
    void setDeadline(std::optional<std::chrono::steady_clock::time_point> deadline) { m_deadline = deadline; }
    // Whether reading has failed for that reason.
    bool wasLate() const { return m_late; }

    // Asked before every read, which fails when the answer is true; an empty one lifts it.
    void setStopCheck(StopCheck stopRequested) { m_stopRequested = std::move(stopRequested); }
    // Whether reading has failed for that reason.
    bool wasStopped() const { return m_stopped; }

private:
    static int readBlock(void* self, std::uint8_t* buffer, int size);
    static std::int64_t moveTo(void* self, std::int64_t offset, int whence);

    int m_descriptor = -1;
    std::int64_t m_size = 0;
    std::int64_t m_position = 0;
    std::optional<std::int64_t> m_hidden;
    std::optional<std::chrono::steady_clock::time_point> m_deadline;
    bool m_late = false;
    StopCheck m_stopRequested;
    bool m_stopped = false;
    IoHandle m_io;
};

} // namespace dass::media
