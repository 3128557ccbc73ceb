#pragma once

#include "core/audio/audio_reader.h"
#include "core/audio/ffmpeg_handles.h"
#include "core/audio/file_input.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace dass::media {

// Opens a file's container, finds its first sound track and hands out that track's packets in order. Formats that make
// FFmpeg open anything else (playlists, image sequences, scripts) are refused.
class Demuxer
{
public:
    // MP4's edit lists say which part of the track to play; ignored, the track's times are those of what is stored.
    enum class EditLists { Followed, Ignored };

    // Opening reads much of some files; the check is asked before every block. Throws Error(NotFound, BadFile, Io).
    explicit Demuxer(const std::filesystem::path& path, EditLists editLists = EditLists::Followed,
                     const StopCheck& stopRequested = {});
    Demuxer(const Demuxer&) = delete;
    Demuxer& operator=(const Demuxer&) = delete;

    // Whether opening was given up for a stop; then nothing else may be called.
    bool stopped() const { return m_input->wasStopped(); }

    // The next packet of the sound track; false at the end. error() then says why if it was not the file's proper end.
    bool read(AVPacket& packet);
    int error() const { return m_error; }

    // Goes to a packet at or before this time stamp (of the track's time base); false if the format cannot.
    bool seekToTimestamp(std::int64_t timestamp);
    // Goes to this byte of the file; false if the format cannot.
    bool seekToByte(std::int64_t offset);

    const AVStream& stream() const { return *m_stream; }
    const AVFormatContext& format() const { return *m_format; }
    std::int64_t fileBytes() const { return m_input->size(); }
    // Seconds that the container states; none where FFmpeg only guessed it from the bit rate.
    std::optional<double> statedDuration() const;
    // Whether that is the length of the sound itself, and not, say, of the picture beside it.
    bool statesSoundLength() const;

private:
    void open(const std::filesystem::path& path, EditLists editLists, const StopCheck& stopRequested);
    void chooseTrack(const std::filesystem::path& path);
    bool seek(std::int64_t target, int flags);

    std::unique_ptr<FileInput> m_input; // must outlive m_format
    FormatHandle m_format;
    AVStream* m_stream = nullptr;
    int m_error = 0;
};

} // namespace dass::media
