#include "core/audio/track_decoder.h"

#include "core/audio/cut_off.h"
#include "core/audio/ffmpeg_support.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>

extern "C" {
#include <libavutil/intreadwrite.h>
}

namespace dass::media {

namespace {

constexpr int kLostAtStart = 200;               // packets that may fail before the file counts as not sound
constexpr int kLongestLossSeconds = 10;         // of one packet; a longer stated length is damage itself
constexpr std::int64_t kSilenceBlock = 1 << 16; // samples
constexpr double kEditListRounding = 0.002;     // seconds
constexpr double kShortfall = 0.25;             // seconds by which a track may end early without a warning

constexpr std::string_view kMov = "mov,mp4,m4a,3gp,3g2,mj2";

// Seconds until a decoder that starts in the middle gives the samples of a straight decode; 0 where it never does (AAC
// fills bands with noise from a generator that runs on from the start) or is not known to.
std::int64_t settlingOf(AVCodecID codec)
{
    switch (codec) {
    case AV_CODEC_ID_MP3: // bit reservoir, overlap
    case AV_CODEC_ID_VORBIS:
        return 1;
    case AV_CODEC_ID_OPUS: // band energies are predicted from frame to frame, and filters ring
        return 2;
    default:
        return 0;
    }
}

struct Trim
{
    std::int64_t skip = 0;    // samples at the frame's start that are not to be played
    std::int64_t discard = 0; // and at its end
};

// Encoder delay and padding, as the demuxer and decoder found them.
Trim trimOf(const AVFrame& frame)
{
    const AVFrameSideData* data = av_frame_get_side_data(&frame, AV_FRAME_DATA_SKIP_SAMPLES);
    if (!data || data->size < 8)
        return {};
    return {AV_RL32(data->data), AV_RL32(data->data + 4)};
}

} // namespace

TrackDecoder::TrackDecoder(const std::filesystem::path& path, ChannelChoice channels, const StopCheck& stopRequested)
    : m_path(path), m_channels(channels), m_packet(allocated(av_packet_alloc())), m_frame(allocated(av_frame_alloc()))
{
    open(stopRequested);
    if (!isOpen())
        return;
    const AVStream& stream = m_demuxer->stream();
    m_index = SeekIndex(settlingOf(stream.codecpar->codec_id) * m_rate, m_rate / 2);
    m_info.path = path;
    m_info.fileBytes = static_cast<std::uint64_t>(m_demuxer->fileBytes());
    m_info.container = m_demuxer->format().iformat->name;
    m_info.codec = avcodec_get_name(stream.codecpar->codec_id);
    m_info.duration = m_demuxer->statedDuration();

    while (!hasOutput() && decodeMore()) {
        if (stopRequested && stopRequested()) {
            m_demuxer.reset();
            return;
        }
        if (m_goodFrames == 0 && m_lostPackets > kLostAtStart)
            break;
    }
    if (m_goodFrames == 0 && m_lostPackets > 0)
        throw Error(ErrorCode::BadFile, "'" + path.string() + "' looks like " + m_info.container + " / " +
                                            m_info.codec +
                                            ", but none of it can be decoded; check that it is the right file, or "
                                            "export it again");
    m_info.sampleRate = m_rate;
    m_info.channels = m_codec->ch_layout.nb_channels;
    m_blockRate = m_rate;
    if (channels.one && (*channels.one < 0 || *channels.one >= m_info.channels))
        throw Error(ErrorCode::InvalidArgument, "'" + path.string() + "' has " + std::to_string(m_info.channels) +
                                                    " channels; channel " + std::to_string(*channels.one + 1) +
                                                    " was asked for (the first is 1)");
}

// At the track's beginning. When it is stopped, whoever decodes on opens it.
void TrackDecoder::open(const StopCheck& stopRequested)
{
    m_demuxer.reset();
    forgetOutput();
    m_clock = {};
    auto demuxer = std::make_unique<Demuxer>(m_path, Demuxer::EditLists::Followed, stopRequested);
    if (demuxer->stopped())
        return;
    m_demuxer = std::move(demuxer);
    const AVStream& stream = m_demuxer->stream();
    m_clock = TrackClock(stream, *m_demuxer->format().iformat);
    m_rate = stream.codecpar->sample_rate;
    m_skipped = 0;
    if (!readStatedEnd(stopRequested)) {
        m_demuxer.reset();
        return;
    }
    m_goodFrames = 0;
    m_lostPackets = 0;
    m_skipLeft = 0;
    m_end.reset();
    openCodec();
    m_silence.arrive(0);
}

// A fresh decoder, not a flushed one: some (AAC's noise, for one) keep states that a flush does not reset, and decoding
// from the start would not give the same samples twice.
void TrackDecoder::openCodec()
{
    const AVStream& stream = m_demuxer->stream();
    const AVCodec* decoder = avcodec_find_decoder(stream.codecpar->codec_id);
    m_codec.reset(allocated(avcodec_alloc_context3(decoder)));
    int result = avcodec_parameters_to_context(m_codec.get(), stream.codecpar);
    m_codec->pkt_timebase = stream.time_base;
    m_codec->thread_count = 1;                     // each frame follows its packet, and results never vary
    m_codec->flags2 |= AV_CODEC_FLAG2_SKIP_MANUAL; // trimming is done here, where positions are known
    if (stream.codecpar->codec_id == AV_CODEC_ID_FLAC)
        m_codec->err_recognition = AV_EF_CRCCHECK | AV_EF_EXPLODE; // else damaged frames come out as loud noise
    if (result >= 0)
        result = avcodec_open2(m_codec.get(), decoder, nullptr);
    if (result < 0)
        throw Error(ErrorCode::BadFile,
                    "'" + m_path.string() + "': its " + avcodec_get_name(stream.codecpar->codec_id) +
                        " sound track cannot be decoded (" + errorText(result) + "); convert it to WAV or FLAC");
    forgetOutput();
}

void TrackDecoder::forgetOutput()
{
    m_resumed.clear();
    m_silenceOwed = 0;
    m_silence.leave(m_clock.position());
    m_pending.clear();
    m_beyondEnd.clear();
    m_damage = {};
    m_endPassed = false;
    m_ended = false;
}

std::span<const float> TrackDecoder::next()
{
    while (!hasOutput()) {
        if (!decodeMore())
            return {};
    }
    m_blockRate = m_rate;
    m_block.clear();
    if (!m_resumed.empty()) {
        m_block.swap(m_resumed);
    } else if (m_silenceOwed > 0) {
        const std::int64_t count = std::min(m_silenceOwed, kSilenceBlock);
        m_block.resize(static_cast<std::size_t>(valuesOf(count)), 0.0F);
        m_silenceOwed -= count;
    } else {
        m_block.swap(m_pending);
    }
    return m_block;
}

// One step: a frame taken or a packet fed. False at the end.
bool TrackDecoder::decodeMore()
{
    if (m_ended)
        return false;
    if (!m_demuxer)
        open({});
    const int result = avcodec_receive_frame(m_codec.get(), m_frame.get());
    if (result == 0) {
        take(*m_frame);
        av_frame_unref(m_frame.get());
    } else if (result == AVERROR(EAGAIN)) {
        feed();
    } else if (result == AVERROR_EOF) {
        finish();
        return false;
    } else {
        packetLost();
    }
    return true;
}

void TrackDecoder::feed()
{
    if (!m_demuxer->read(*m_packet)) {
        av_packet_unref(m_packet.get());
        avcodec_send_packet(m_codec.get(), nullptr); // the end: the decoder hands out what it still holds
        return;
    }
    m_index.see(*m_packet);
    if (avcodec_send_packet(m_codec.get(), m_packet.get()) < 0)
        packetLost();
}

void TrackDecoder::take(const AVFrame& frame)
{
    if (frame.nb_samples <= 0 || frame.sample_rate <= 0)
        return;
    ++m_goodFrames;
    m_rate = frame.sample_rate;
    if (m_goodFrames == 1 && m_info.channels == 0) // the first of all; the file may be another one when opened again
        m_width = m_channels.width(frame.ch_layout.nb_channels);
    const Trim trim = trimOf(frame);
    if (!m_clock.started())
        m_skipLeft += trim.skip; // encoder delay lies at the start only
    const std::int64_t skip = std::min<std::int64_t>(m_skipLeft, frame.nb_samples);
    if (frame.flags & AV_FRAME_FLAG_DISCARD) { // outside of what the container's edit list shows
        m_skipLeft -= skip;
        m_skipped += frame.nb_samples;
        return;
    }
    m_resumed.swap(m_beyondEnd); // more sound follows: it was no padding
    m_clock.advance(samplesIn(m_resumed));
    addDamage(m_clock.missingBefore(frame, m_skipLeft), 0);
    m_skipLeft -= skip;
    m_skipped += skip;
    passDamage();
    if (skip == 0)
        m_index.place(m_clock.position());
    const auto meaningless = m_channels.all ? appendChannels(frame, m_width, m_pending)
                             : m_width == 2 ? m_stereo.append(frame, m_pending)
                                            : appendMono(frame, m_channels.one, m_pending);
    if (!meaningless) {
        packetLost();
        return;
    }
    m_pending.erase(m_pending.begin(), m_pending.begin() + valuesOf(skip));
    const std::int64_t added = samplesIn(m_pending);
    m_pending.resize(static_cast<std::size_t>(valuesOf(added - std::min(trim.discard, added))));
    if (m_clock.position() >= m_checkedTo)
        m_meaningless += *meaningless;
    m_clock.advance(samplesIn(m_pending));
    m_checkedTo = std::max(m_checkedTo, m_clock.position());
    keepUpToStatedEnd();
    dropBeyondEnd();
}

// The last frame of a lossy codec is padded. MP4 says by how much twice: exactly, by the durations of all packets, and
// in its edit list, often rounded to milliseconds. False when it was stopped.
bool TrackDecoder::readStatedEnd(const StopCheck& stopRequested)
{
    m_statedEnd.reset();
    const AVStream& stream = m_demuxer->stream();
    if (std::string_view(m_demuxer->format().iformat->name) != kMov || stream.duration <= 0 || m_rate <= 0)
        return true;
    const Demuxer stored(m_path, Demuxer::EditLists::Ignored, stopRequested);
    if (stored.stopped())
        return false;
    const auto storedLength = inSamples(stored.stream().duration, stored.stream().time_base, m_rate);
    if (!storedLength)
        return true;
    m_storedLength = *storedLength;
    m_statedEnd = inSamples(stream.duration, stream.time_base, m_rate);
    return true;
}

// Only an end that falls into the last frame is believed: if another frame follows, it was wrong.
void TrackDecoder::keepUpToStatedEnd()
{
    if (!m_statedEnd || m_endPassed)
        return;
    const std::int64_t exactEnd = m_storedLength - m_skipped;
    const bool agree = std::abs(static_cast<double>(exactEnd - *m_statedEnd)) <= m_rate * kEditListRounding;
    const std::int64_t beyond = m_clock.position() - (agree ? exactEnd : *m_statedEnd);
    if (beyond <= 0)
        return;
    if (beyond < samplesIn(m_pending)) {
        m_beyondEnd.assign(m_pending.end() - valuesOf(beyond), m_pending.end());
        m_pending.resize(m_pending.size() - m_beyondEnd.size());
        m_clock.advance(-beyond);
    }
    m_endPassed = true;
}

void TrackDecoder::dropBeyondEnd()
{
    const std::int64_t beyond = m_end ? m_clock.position() - *m_end : 0;
    const std::int64_t dropped = std::clamp<std::int64_t>(beyond, 0, samplesIn(m_pending));
    m_pending.resize(m_pending.size() - static_cast<std::size_t>(valuesOf(dropped)));
    m_clock.advance(-dropped);
}

// Silence of the lengths that the file tells, but no more than can be true.
void TrackDecoder::addDamage(std::int64_t silence, std::int64_t packets)
{
    if (!m_silence.take(m_clock.position(), silence, m_rate)) {
        m_warnings.addGeneral("the file tells of more missing sound than can be true (over a day, and over ten times "
                              "the sound in it); later gaps are left out");
        silence = 0;
    }
    m_damage.silence += silence;
    m_damage.packets += packets;
    m_clock.advance(silence);
}

// A packet that cannot be decoded. Its length, if known, keeps its place once there has been sound.
void TrackDecoder::packetLost()
{
    ++m_lostPackets;
    if (m_goodFrames == 0)
        return;
    const std::int64_t length = av_rescale_q(m_packet->duration, m_demuxer->stream().time_base, {1, m_rate});
    const bool plausible = length > 0 && length <= static_cast<std::int64_t>(m_rate) * kLongestLossSeconds;
    addDamage(plausible ? length : 0, 1);
}

// Sound again behind damage.
void TrackDecoder::passDamage()
{
    if (m_damage.silence == 0 && m_damage.packets == 0)
        return;
    const std::string where = clockTime(seconds(m_clock.position() - m_damage.silence));
    if (m_damage.silence > 0) {
        std::array<char, 64> length{};
        std::snprintf(length.data(), length.size(), "%.3f s", seconds(m_damage.silence));
        m_warnings.add(std::string(length.data()) + " of damaged or missing sound at " + where + " became silence");
    } else {
        m_warnings.add("damaged sound at " + where + " was left out; how long it was is not known");
    }
    m_silenceOwed += m_damage.silence;
    m_damage = {};
}

void TrackDecoder::finish()
{
    m_ended = true;
    m_beyondEnd.clear();
    if (m_meaningless > 0)
        m_warnings.addGeneral(std::to_string(m_meaningless) + " samples were no numbers and are silence");
    m_clock.advance(-m_damage.silence); // nothing follows that would have to stay in its place
    m_silence.giveBack(m_damage.silence);
    const double end = seconds(m_clock.position());
    const std::string stopped = "decoding stopped at " + clockTime(end) + ": ";
    const std::string cut = signOfCut(m_path, m_info.container);
    if (m_demuxer->error() < 0)
        m_warnings.addGeneral(stopped + errorText(m_demuxer->error()));
    else if (!cut.empty())
        m_warnings.addGeneral(stopped + cut);
    else if (m_info.duration && m_demuxer->statesSoundLength() && end < *m_info.duration - kShortfall)
        m_warnings.addGeneral(stopped + "the file ends there, but its header promises " + clockTime(*m_info.duration) +
                              "; it is cut off or damaged");
    else if (m_damage.packets > 0)
        m_warnings.addGeneral(stopped + "the rest is damaged or cut off in the middle of a frame");
    m_damage = {};
}

std::optional<int> TrackDecoder::sampleBits() const
{
    switch (av_get_packed_sample_fmt(m_codec->sample_fmt)) {
    case AV_SAMPLE_FMT_U8:
        return 8;
    case AV_SAMPLE_FMT_S16:
        return 16;
    case AV_SAMPLE_FMT_S32: // 24 bits are handed out in these as well
        return m_codec->bits_per_raw_sample > 0 ? m_codec->bits_per_raw_sample : 32;
    case AV_SAMPLE_FMT_S64:
        return 64;
    default:
        return std::nullopt;
    }
}

double TrackDecoder::seconds(std::int64_t samples) const
{
    return static_cast<double>(samples) / std::max(m_rate, 1);
}

} // namespace dass::media
