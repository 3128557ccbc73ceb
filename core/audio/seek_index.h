#pragma once

#include "core/audio/ffmpeg_handles.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace dass::media {

// A packet as it can be found again. Byte offsets and time stamps lead near it, but after a seek demuxers report them
// differently or not at all; the contents are what is compared.
struct PacketMark
{
    std::uint64_t fingerprint = 0;
    std::int64_t byte = -1;
    std::int64_t stamp = AV_NOPTS_VALUE;

    static PacketMark of(const AVPacket& packet);
    bool matches(const AVPacket& packet, bool stampsHold) const;
};

// Packets of a lossy track whose place is known because everything before them has been decoded: about two a second.
// A decoder that starts at one needs a while until its output is that of a straight decode (overlapping windows, bit
// reservoir, predictions); a jump therefore starts at one mark and takes its position from a later one.
class SeekIndex
{
public:
    struct Jump
    {
        PacketMark from;           // where to start decoding
        PacketMark to;             // the first packet whose sound is right
        std::int64_t position = 0; // of that sound's first sample
    };

    SeekIndex() = default;
    // settling: samples that a decoder needs; 0 keeps the index empty.
    SeekIndex(std::int64_t settling, std::int64_t spacing) : m_settling(settling), m_spacing(spacing) {}

    // Every packet before it is decoded …
    void see(const AVPacket& packet);
    // … and where the first sample decoded from it belongs. Places before the last one known are passed over.
    void place(std::int64_t position);

    // The last jump that ends at or before the target.
    std::optional<Jump> before(std::int64_t target) const;

private:
    struct Point
    {
        std::int64_t position;
        PacketMark mark;
    };

    std::int64_t m_settling = 0;
    std::int64_t m_spacing = 0;
    std::vector<Point> m_points;
    PacketMark m_last;
    bool m_lastIsUnique = false;
    std::array<std::uint64_t, 64> m_recent{}; // fingerprints: silence gives equal packets, which cannot be told apart
    std::size_t m_next = 0;
};

} // namespace dass::media
