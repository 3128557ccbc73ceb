#pragma once

#include "core/audio/audio_reader.h"
#include "core/audio/sound_writer.h"
#include "core/base/run_control.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace dass {

// A stretch of a recording, in samples at 16 kHz.
struct ClipSpan
{
    std::int64_t start = 0;
    std::int64_t end = 0;
};

struct ClipFile
{
    ClipSpan span;
    SoundFormat format = SoundFormat::Flac;
    std::filesystem::path path;
    std::string title = {}; // for the file's own tags, UTF-8
    std::string comment = {};
};

// Cuts stretches out of a recording into sound files, at the recording's own rate and with all its channels: the very
// samples of a straight decode, from the one nearest to the stretch's start to the one before that nearest to its end.
// In order of time each is decoded once. Not thread-safe.
class ClipCutter
{
public:
    // Nothing once a stop was asked for. Throws as AudioReader does.
    static std::optional<ClipCutter> open(const std::filesystem::path& recording, const std::stop_token& stop);
    ~ClipCutter();
    ClipCutter(ClipCutter&&) noexcept;

    const AudioInfo& info() const;

    // The file appears whole or not at all; what lies beyond the recording's end is left out. Cancelled at the next
    // block after a stop. Throws Error (Io for a file that cannot be written, BadFile when the recording ends before
    // the stretch, Unsupported where parts of different rates were joined or the format does not take the layout).
    Outcome cut(const ClipFile& clip, const std::stop_token& stop);

private:
    struct Impl;
    explicit ClipCutter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace dass
