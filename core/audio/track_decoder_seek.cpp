// TrackDecoder's ways to get to a position: by exact time stamps, by an index of packets that were decoded before, by
// decoding on, or from the start.
#include "core/audio/track_decoder.h"

#include <algorithm>
#include <string_view>

extern "C" {
#include <libavutil/intreadwrite.h>
#include <libavutil/mathematics.h>
}

namespace dass::media {

namespace {

// Packets that are read to find a mark again; a seek lands at most some seconds before it.
constexpr int kSearchPackets = 20'000;

bool isMp3(const Demuxer& demuxer)
{
    return std::string_view(demuxer.format().iformat->name) == "mp3";
}

} // namespace

void TrackDecoder::moveBefore(std::int64_t target, const std::stop_token& stop)
{
    const StopCheck stopRequested = [&stop] { return stop.stop_requested(); };
    if (!isOpen()) {
        open(stopRequested);
        return;
    }
    const std::int64_t here = position();
    if (target == here)
        return;
    if (jumpByStamp(target, stopRequested))
        return;
    const bool ahead = target > here && !m_ended;
    const bool worthIt = !ahead || target - here > 10LL * m_rate; // a jump costs about two seconds of decoding
    if (worthIt && jumpByIndex(target, stopRequested))
        return;
    if (!ahead)
        open(stopRequested);
}

// Decodes up to the next frame, which is left in m_frame. False at the end.
bool TrackDecoder::nextFrame()
{
    for (;;) {
        const int result = avcodec_receive_frame(m_codec.get(), m_frame.get());
        if (result == 0)
            return true;
        if (result == AVERROR_EOF)
            return false;
        if (result == AVERROR(EAGAIN))
            feed();
    }
}

bool TrackDecoder::jumpByStamp(std::int64_t target, const StopCheck& stopRequested)
{
    const auto stamp = target > 0 && !m_silence.refusedBefore(target) ? m_clock.stampAt(target) : std::nullopt;
    if (!stamp)
        return false;
    if (m_demuxer->seekToTimestamp(*stamp)) {
        openCodec();
        if (nextFrame() && m_clock.resumeAt(*m_frame) && m_clock.position() <= target) {
            m_silence.arrive(m_clock.position());
            m_damage = {};
            take(*m_frame);
            return true;
        }
    }
    open(stopRequested);
    return true;
}

bool TrackDecoder::jumpByIndex(std::int64_t target, const StopCheck& stopRequested)
{
    const auto jump = m_index.before(target);
    // Where decoding on gets there sooner, or it is the same place.
    if (!jump || (!m_ended && position() <= target && position() >= jump->position))
        return false;
    if (isMp3(*m_demuxer) && !m_end && !findEnd(stopRequested))
        return false;
    const bool sought =
        isMp3(*m_demuxer) ? m_demuxer->seekToByte(jump->from.byte) : m_demuxer->seekToTimestamp(jump->from.stamp);
    if (sought) {
        openCodec();
        if (readUpTo(jump->from) && decodeUpTo(jump->to) && nextFrame()) {
            m_clock.resumeAt(jump->position);
            m_silence.arrive(jump->position);
            m_damage = {};
            m_skipLeft = 0;
            take(*m_frame);
            return true;
        }
    }
    open(stopRequested);
    return true;
}

// Reads up to this packet, which is left in m_packet.
bool TrackDecoder::readUpTo(const PacketMark& mark)
{
    for (int i = 0; i < kSearchPackets && m_demuxer->read(*m_packet); ++i) {
        if (mark.matches(*m_packet, !isMp3(*m_demuxer)))
            return true;
    }
    return false;
}

// Decodes from the packet in m_packet on and throws the sound away, until this packet, which has been given to the
// decoder then.
bool TrackDecoder::decodeUpTo(const PacketMark& mark)
{
    for (int i = 0; i < kSearchPackets; ++i) {
        const bool found = mark.matches(*m_packet, !isMp3(*m_demuxer));
        avcodec_send_packet(m_codec.get(), m_packet.get()); // fails where what went before is missing; that settles
        if (found)
            return true;
        while (avcodec_receive_frame(m_codec.get(), m_frame.get()) == 0) {
        }
        if (!m_demuxer->read(*m_packet))
            return false;
    }
    return false;
}

// An MP3's padding is marked at packets whose place the demuxer knows from counting; after a jump to a byte it does
// not. So the packets are counted once, without decoding them. False when it was stopped.
bool TrackDecoder::findEnd(const StopCheck& stopRequested)
{
    Demuxer counting(m_path, Demuxer::EditLists::Followed, stopRequested);
    if (counting.stopped())
        return false;
    std::int64_t end = 0;
    while (counting.read(*m_packet)) {
        if (stopRequested())
            return false;
        end += av_rescale_q(m_packet->duration, counting.stream().time_base, {1, m_rate});
        std::size_t size = 0;
        const std::uint8_t* trim = av_packet_get_side_data(m_packet.get(), AV_PKT_DATA_SKIP_SAMPLES, &size);
        if (trim && size >= 8)
            end -= static_cast<std::int64_t>(AV_RL32(trim)) + AV_RL32(trim + 4);
    }
    m_end = end;
    return true;
}

} // namespace dass::media
