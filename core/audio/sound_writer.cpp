#include "core/audio/sound_writer.h"

#include "core/audio/ffmpeg_handles.h"
#include "core/audio/ffmpeg_support.h"
#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ostream>
#include <vector>

extern "C" {
#include <libavutil/opt.h>
}

namespace dass {

namespace {

constexpr int kIoBuffer = 1 << 16;                // bytes
constexpr std::int64_t kLargestRiff = 0xF0000000; // bytes of samples that a WAV surely holds
constexpr int kPcmBlock = 4096;                   // samples encoded at a time where the encoder leaves it open

int writePacket(void* opaque, std::uint8_t* bytes, int size)
{
    auto& out = *static_cast<std::ostream*>(opaque);
    out.write(reinterpret_cast<const char*>(bytes), size);
    return out ? size : AVERROR(EIO);
}

std::int64_t seekOutput(void* opaque, std::int64_t offset, int whence)
{
    auto& out = *static_cast<std::ostream*>(opaque);
    switch (whence & ~AVSEEK_FORCE) {
    case SEEK_SET:
        out.seekp(offset, std::ios::beg);
        break;
    case SEEK_CUR:
        out.seekp(offset, std::ios::cur);
        break;
    case SEEK_END:
        out.seekp(offset, std::ios::end);
        break;
    default:
        return AVERROR(ENOSYS);
    }
    return out ? static_cast<std::int64_t>(out.tellp()) : AVERROR(EIO);
}

AVCodecID codecFor(const SoundLayout& layout)
{
    if (layout.format == SoundFormat::Flac)
        return AV_CODEC_ID_FLAC;
    if (!layout.sampleBits || *layout.sampleBits > 24)
        return AV_CODEC_ID_PCM_F32LE;
    return *layout.sampleBits > 16 ? AV_CODEC_ID_PCM_S24LE : AV_CODEC_ID_PCM_S16LE;
}

int storedBits(const SoundLayout& layout)
{
    return layout.sampleBits && *layout.sampleBits <= 16 ? 16 : 24;
}

// A float of full scale 1 as a whole number of so many bits; exact for one that was made from such a number.
std::int32_t wholeNumber(float value, int bits)
{
    const double scale = static_cast<double>(1 << (bits - 1));
    return static_cast<std::int32_t>(std::clamp(std::nearbyint(static_cast<double>(value) * scale), -scale, scale - 1));
}

} // namespace

std::string nameOf(SoundFormat format)
{
    return format == SoundFormat::Wav ? "wav" : "flac";
}

SoundFormat soundFormatFromName(const std::string& name)
{
    if (name == "wav")
        return SoundFormat::Wav;
    if (name == "flac")
        return SoundFormat::Flac;
    throw Error(ErrorCode::InvalidArgument, "there is no sound format '" + name + "' for clips; choose wav or flac");
}

struct SoundWriter::Impl
{
    struct OutputDeleter
    {
        void operator()(AVFormatContext* context) const { avformat_free_context(context); } // its stream is ours
    };

    Impl(std::ostream& out, const SoundLayout& wanted);

    void openCodec();
    void openFormat(std::ostream& out);
    void encodeBlock(std::size_t values);
    void send(const AVFrame* frame);
    std::size_t blockValues() const
    {
        return static_cast<std::size_t>(blockSamples) * static_cast<std::size_t>(layout.channels);
    }
    [[noreturn]] void refuse(int result) const;

    SoundLayout layout;
    media::IoHandle io;
    std::unique_ptr<AVFormatContext, OutputDeleter> format; // after what it writes to
    media::CodecHandle codec;
    media::PacketHandle packet;
    media::FrameHandle frame;
    std::vector<float> waiting; // for a whole block
    int blockSamples = kPcmBlock;
    std::int64_t written = 0; // samples
};

SoundWriter::Impl::Impl(std::ostream& out, const SoundLayout& wanted)
    : layout(wanted), packet(media::allocated(av_packet_alloc())), frame(media::allocated(av_frame_alloc()))
{
    media::prepareFfmpeg();
    openCodec();
    openFormat(out);
}

void SoundWriter::Impl::refuse(int result) const
{
    throw Error(ErrorCode::Unsupported,
                (layout.format == SoundFormat::Flac ? "FLAC" : "WAV") + std::string(" does not take ") +
                    std::to_string(layout.channels) + " channels at " + std::to_string(layout.sampleRate) + " Hz (" +
                    media::errorText(result) + ")" + (layout.format == SoundFormat::Flac ? "; choose WAV" : ""));
}

void SoundWriter::Impl::openCodec()
{
    const AVCodec* encoder = avcodec_find_encoder(codecFor(layout));
    if (!encoder)
        throw Error(ErrorCode::Unsupported, "this FFmpeg has no encoder for " + nameOf(layout.format) + " files");
    codec.reset(media::allocated(avcodec_alloc_context3(encoder)));
    codec->sample_rate = layout.sampleRate;
    codec->time_base = {1, layout.sampleRate};
    av_channel_layout_default(&codec->ch_layout, layout.channels);
    const AVCodecID id = encoder->id;
    codec->sample_fmt = id == AV_CODEC_ID_PCM_F32LE ? AV_SAMPLE_FMT_FLT
                        : storedBits(layout) == 16  ? AV_SAMPLE_FMT_S16
                                                    : AV_SAMPLE_FMT_S32;
    if (codec->sample_fmt == AV_SAMPLE_FMT_S32)
        codec->bits_per_raw_sample = 24;
    codec->thread_count = 1;
    codec->flags |= AV_CODEC_FLAG_BITEXACT;
    if (const int result = avcodec_open2(codec.get(), encoder, nullptr); result < 0)
        refuse(result);
    if (codec->frame_size > 0)
        blockSamples = codec->frame_size;
}

void SoundWriter::Impl::openFormat(std::ostream& out)
{
    AVFormatContext* context = nullptr;
    avformat_alloc_output_context2(&context, nullptr, nameOf(layout.format).c_str(), nullptr);
    format.reset(media::allocated(context));
    auto* buffer = static_cast<std::uint8_t*>(media::allocated(av_malloc(kIoBuffer)));
    io.reset(avio_alloc_context(buffer, kIoBuffer, 1, &out, nullptr, writePacket, seekOutput));
    if (!io) {
        av_free(buffer);
        media::throwOutOfMemory();
    }
    format->pb = io.get();
    format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    AVStream* stream = media::allocated(avformat_new_stream(format.get(), nullptr));
    stream->time_base = codec->time_base;
    avcodec_parameters_from_context(stream->codecpar, codec.get());
    if (!layout.title.empty())
        av_dict_set(&format->metadata, "title", layout.title.c_str(), 0);
    if (!layout.comment.empty())
        av_dict_set(&format->metadata, "comment", layout.comment.c_str(), 0);
    if (layout.format == SoundFormat::Wav && layout.samples > kLargestRiff / (4LL * layout.channels))
        av_opt_set(format->priv_data, "rf64", "always", 0);
    if (const int result = avformat_write_header(format.get(), nullptr); result < 0 && out)
        refuse(result);
}

// The first values of `waiting`, as one frame.
void SoundWriter::Impl::encodeBlock(std::size_t values)
{
    AVFrame& block = *frame;
    av_frame_unref(&block);
    block.nb_samples = static_cast<int>(values / static_cast<std::size_t>(layout.channels));
    block.format = codec->sample_fmt;
    block.sample_rate = layout.sampleRate;
    av_channel_layout_copy(&block.ch_layout, &codec->ch_layout);
    if (av_frame_get_buffer(&block, 0) < 0)
        media::throwOutOfMemory();
    block.pts = written;
    if (codec->sample_fmt == AV_SAMPLE_FMT_FLT) {
        std::memcpy(block.data[0], waiting.data(), values * sizeof(float));
    } else if (codec->sample_fmt == AV_SAMPLE_FMT_S16) {
        auto* to = reinterpret_cast<std::int16_t*>(block.data[0]);
        for (std::size_t i = 0; i < values; ++i)
            to[i] = static_cast<std::int16_t>(wholeNumber(waiting[i], 16));
    } else {
        auto* to = reinterpret_cast<std::int32_t*>(block.data[0]);
        for (std::size_t i = 0; i < values; ++i)
            to[i] = wholeNumber(waiting[i], 24) * 256; // encoders take 24 bits from the upper ones
    }
    written += block.nb_samples;
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(values));
    send(&block);
}

// A null frame ends the stream. Errors of writing are the stream's own.
void SoundWriter::Impl::send(const AVFrame* block)
{
    if (const int result = avcodec_send_frame(codec.get(), block); result < 0)
        refuse(result);
    while (avcodec_receive_packet(codec.get(), packet.get()) == 0) {
        packet->stream_index = 0;
        av_packet_rescale_ts(packet.get(), codec->time_base, format->streams[0]->time_base);
        av_write_frame(format.get(), packet.get());
        av_packet_unref(packet.get());
    }
}

SoundWriter::SoundWriter(std::ostream& out, const SoundLayout& layout) : m_impl(std::make_unique<Impl>(out, layout)) {}

SoundWriter::~SoundWriter() = default;

void SoundWriter::write(std::span<const float> interleaved)
{
    auto& waiting = m_impl->waiting;
    while (!interleaved.empty()) {
        const std::size_t count = std::min(interleaved.size(), m_impl->blockValues() - waiting.size());
        waiting.insert(waiting.end(), interleaved.begin(), interleaved.begin() + static_cast<std::ptrdiff_t>(count));
        interleaved = interleaved.subspan(count);
        if (waiting.size() == m_impl->blockValues())
            m_impl->encodeBlock(waiting.size());
    }
}

void SoundWriter::finish()
{
    if (!m_impl->waiting.empty())
        m_impl->encodeBlock(m_impl->waiting.size());
    m_impl->send(nullptr);
    av_write_trailer(m_impl->format.get());
    avio_flush(m_impl->io.get());
}

} // namespace dass
