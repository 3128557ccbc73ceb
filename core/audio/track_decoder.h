#pragma once

#include "core/audio/audio_reader.h"
#include "core/audio/demuxer.h"
#include "core/audio/ffmpeg_handles.h"
#include "core/audio/mixdown.h"
#include "core/audio/seek_index.h"
#include "core/audio/silence_budget.h"
#include "core/audio/track_clock.h"
#include "core/audio/warning_list.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::media {

// Which of a track's channels a decoder hands out: their mean as one, one of them, all of them as they are, or left and
// right (StereoMix) where there are several.
struct ChannelChoice
{
    std::optional<int> one = {}; // 0-based
    bool all = false;
    bool stereo = false; // where no one is wanted

    // Values a sample, of a track with so many channels.
    int width(int channels) const { return all ? std::max(channels, 1) : stereo && !one && channels > 1 ? 2 : 1; }
};

// Decodes a file's sound track to samples at the track's own rate: one value each, or with all channels or left and
// right one for each of these, beside each other. Position 0 is the first sample that a player would play. Positions
// count decoded samples; time stamps only show where sound is missing (TrackClock). Damaged stretches of known length
// come out as silence, so that what follows stays in place, as long as that is no more than can be true.
class TrackDecoder
{
public:
    // Decodes up to the first sound, asking the check before every block of the file and every packet. Throws
    // Error(NotFound, BadFile, Io, InvalidArgument for an absent channel).
    TrackDecoder(const std::filesystem::path& path, ChannelChoice channels, const StopCheck& stopRequested = {});

    // False when the constructor gave up for a stop; then nothing else may be called.
    bool isOpen() const { return m_demuxer != nullptr; }

    const AudioInfo& info() const { return m_info; }
    const WarningList& warnings() const { return m_warnings; }
    // Values a sample, always. All channels: the number that the track begins with; where a part has others, these are
    // silent or left out.
    int width() const { return m_width; }
    // Bits of the whole numbers that samples are stored as; none for floating-point numbers.
    std::optional<int> sampleBits() const;

    // The next samples, at sampleRate(); empty at the end. Valid until the next call.
    std::span<const float> next();
    // Of what next() gave last, Hz. It changes where parts of different rates were joined.
    int sampleRate() const { return m_blockRate; }
    // Of the first sample that next() will give.
    std::int64_t position() const
    {
        return m_clock.position() - samplesIn(m_resumed) - samplesIn(m_pending) - m_silenceOwed;
    }

    // Moves to the given position or one before it: at once where the format allows, else from the start. Then
    // position() says where. On stop it may be far before: at 0, if the file had to be opened again, which then waits
    // for next().
    void moveBefore(std::int64_t target, const std::stop_token& stop = {});

    void addWarning(const std::string& line) { m_warnings.addGeneral(line); }

private:
    // A stretch of the track that could not be decoded. When sound comes again, silence takes its place.
    struct Damage
    {
        std::int64_t silence = 0; // samples
        std::int64_t packets = 0;
    };

    void open(const StopCheck& stopRequested);
    void openCodec();
    void forgetOutput();
    bool jumpByStamp(std::int64_t target, const StopCheck& stopRequested);
    bool jumpByIndex(std::int64_t target, const StopCheck& stopRequested);
    bool readUpTo(const PacketMark& mark);
    bool decodeUpTo(const PacketMark& mark);
    bool nextFrame();
    bool findEnd(const StopCheck& stopRequested);
    std::int64_t samplesIn(const std::vector<float>& values) const
    {
        return static_cast<std::int64_t>(values.size()) / m_width;
    }
    std::ptrdiff_t valuesOf(std::int64_t samples) const { return static_cast<std::ptrdiff_t>(samples * m_width); }
    bool hasOutput() const { return !m_resumed.empty() || m_silenceOwed > 0 || !m_pending.empty(); }
    bool decodeMore();
    void feed();
    void take(const AVFrame& frame);
    bool readStatedEnd(const StopCheck& stopRequested);
    void keepUpToStatedEnd();
    void dropBeyondEnd();
    void addDamage(std::int64_t silence, std::int64_t packets);
    void packetLost();
    void passDamage();
    void finish();
    double seconds(std::int64_t samples) const;

    std::filesystem::path m_path;
    ChannelChoice m_channels;
    int m_width = 1;    // values a sample
    StereoMix m_stereo; // where the choice is left and right
    AudioInfo m_info;
    WarningList m_warnings;
    std::unique_ptr<Demuxer> m_demuxer; // none when a stop kept the file from being opened
    CodecHandle m_codec;
    PacketHandle m_packet;
    FrameHandle m_frame;
    TrackClock m_clock;
    SilenceBudget m_silence;
    SeekIndex m_index;
    std::optional<std::int64_t> m_end; // position behind the last sample, where the demuxer cannot tell after a jump
    std::optional<std::int64_t> m_statedEnd; // position behind the last sample, as MP4's edit list has it
    std::int64_t m_storedLength = 0;         // samples in an MP4's track, encoder delay included
    std::int64_t m_skipped = 0;              // of them left out at the start

    std::vector<float> m_resumed;   // what m_beyondEnd held when more sound followed; comes first
    std::int64_t m_silenceOwed = 0; // comes before m_pending
    std::vector<float> m_pending;   // decoded, not handed out
    std::vector<float> m_beyondEnd; // decoded, beyond m_statedEnd: padding, unless more sound follows
    std::vector<float> m_block;     // handed out last
    int m_rate = 0;                 // of what was decoded last, Hz
    int m_blockRate = 0;            // of m_block, Hz
    std::int64_t m_skipLeft = 0;    // samples of encoder delay still to be left out
    std::int64_t m_meaningless = 0; // values that were no numbers, up to m_checkedTo
    std::int64_t m_checkedTo = 0;   // position; what is decoded again behind a seek is not counted again
    std::int64_t m_goodFrames = 0;
    std::int64_t m_lostPackets = 0;
    bool m_endPassed = false; // of m_statedEnd
    bool m_ended = false;
    Damage m_damage;
};

} // namespace dass::media
