#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libswresample/swresample.h>
}

// Owning handles for FFmpeg's objects, each released by the function that belongs to it.
namespace dass::media {

struct FormatDeleter
{
    void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
};
struct IoDeleter
{
    void operator()(AVIOContext* io) const
    {
        av_freep(&io->buffer); // FFmpeg may have replaced the buffer it was made with
        avio_context_free(&io);
    }
};
struct CodecDeleter
{
    void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
};
struct PacketDeleter
{
    void operator()(AVPacket* packet) const { av_packet_free(&packet); }
};
struct FrameDeleter
{
    void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
struct SwrDeleter
{
    void operator()(SwrContext* context) const { swr_free(&context); }
};

using FormatHandle = std::unique_ptr<AVFormatContext, FormatDeleter>;
using IoHandle = std::unique_ptr<AVIOContext, IoDeleter>;
using CodecHandle = std::unique_ptr<AVCodecContext, CodecDeleter>;
using PacketHandle = std::unique_ptr<AVPacket, PacketDeleter>;
using FrameHandle = std::unique_ptr<AVFrame, FrameDeleter>;
using SwrHandle = std::unique_ptr<SwrContext, SwrDeleter>;

} // namespace dass::media
