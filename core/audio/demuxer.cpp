#include "core/audio/demuxer.h"

#include "core/audio/ffmpeg_support.h"
#include "core/audio/riff.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <string_view>

extern "C" {
#include <libavutil/opt.h>
}

namespace dass::media {

namespace {

constexpr std::chrono::seconds kOpenLimit{30};
constexpr int kMaxStreams = 256;
constexpr int kMaxFailedReads = 64;

// Formats whose files name other files, hosts or devices, are scripts or single pictures, or are music for
// synthesisers, which may play forever. Each name is FFmpeg's.
constexpr std::array<std::string_view, 22> kRefusedFormats = {
    "hls",         "dash",   "webm_dash_manifest", "concat",    "imf",         "sdp",   "rtp",    "rtsp", "sap",
    "ffmetadata",  "image2", "image2pipe",         "avisynth",  "vapoursynth", "lavfi", "vobsub", "sbg",  "data",
    "tedcaptions", "libgme", "libmodplug",         "libopenmpt"};

// Formats whose header tells how long the sound track is.
constexpr std::array<std::string_view, 11> kStatesSoundLength = {
    "wav", "w64", "aiff", "au", "caf", "flac", "mp3", "ape", "wv", "tta", "mov,mp4,m4a,3gp,3g2,mj2"};

bool isRefused(std::string_view name)
{
    return std::find(kRefusedFormats.begin(), kRefusedFormats.end(), name) != kRefusedFormats.end();
}

// Every format that this FFmpeg knows but the refused ones, as its comma-separated list.
const std::string& allowedFormats()
{
    static const std::string list = [] {
        std::string names;
        void* iterator = nullptr;
        while (const AVInputFormat* format = av_demuxer_iterate(&iterator)) {
            if (!isRefused(format->name))
                names += (names.empty() ? "" : ",") + std::string(format->name);
        }
        return names;
    }();
    return list;
}

int refuseToOpen(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**)
{
    return AVERROR(EPERM);
}

// A RIFF header counts bytes in 32 bits: in a longer file its sizes have wrapped round and mean nothing. With the size
// of the sound hidden, FFmpeg reads up to the end of the file.
void hideOverflownSize(FileInput& input, const std::filesystem::path& path)
{
    constexpr std::int64_t kLargestRiff = 0xFFFFFFFFLL + 8;
    if (input.size() <= kLargestRiff)
        return;
    std::array<char, 4> head{}; // not through the input: FFmpeg would keep what it has read
    std::ifstream(path, std::ios::binary).read(head.data(), head.size());
    if (std::string_view(head.data(), head.size()) != "RIFF")
        return;
    if (const auto data = findRiffChunk(path, RiffKind::Wav, "data"))
        input.hideField(static_cast<std::int64_t>(data->sizeField));
}

// FFmpeg reports a refused read as it likes, or as the end of the file.
void requireInTime(const FileInput& input, const std::filesystem::path& path)
{
    if (input.wasLate())
        throw Error(ErrorCode::Io, "'" + path.string() + "' took longer than " + std::to_string(kOpenLimit.count()) +
                                       " s to open; copy it to a local disk");
}

Error notSound(const std::filesystem::path& path, const std::string& found)
{
    return Error(ErrorCode::BadFile, "'" + path.string() + "' " + found +
                                         "; a sound or video file such as WAV, FLAC, MP3, Opus or MP4 was "
                                         "wanted: check that it is the right file, or export it again");
}

} // namespace

Demuxer::Demuxer(const std::filesystem::path& path, EditLists editLists, const StopCheck& stopRequested)
{
    prepareFfmpeg();
    m_input = std::make_unique<FileInput>(path);
    if (m_input->size() == 0)
        throw notSound(path, "is empty");
    open(path, editLists, stopRequested);
    if (!stopped())
        chooseTrack(path);
}

void Demuxer::open(const std::filesystem::path& path, EditLists editLists, const StopCheck& stopRequested)
{
    auto* format = allocated(avformat_alloc_context());
    format->pb = m_input->io();
    format->io_open = &refuseToOpen;
    format->flags |= AVFMT_FLAG_CUSTOM_IO;
    format->max_streams = kMaxStreams;
    format->format_whitelist = av_strdup(allowedFormats().c_str());
    format->protocol_whitelist = av_strdup("");
    hideOverflownSize(*m_input, path);
    m_input->setDeadline(std::chrono::steady_clock::now() + kOpenLimit);
    m_input->setStopCheck(stopRequested);

    AVDictionary* options = nullptr;
    if (editLists == EditLists::Ignored)
        av_dict_set(&options, "ignore_editlist", "1", 0);
    // FFmpeg looks at the name only for its ending, but "a%03d.x" or "x:y" must not look like a pattern or an address.
    const std::string name = "sound" + path.extension().string();
    const int opened = avformat_open_input(&format, name.c_str(), nullptr, &options); // frees format when it fails
    av_dict_free(&options);
    if (opened >= 0)
        m_format.reset(format);
    if (stopped()) // whatever FFmpeg made of the refused read
        return;
    requireInTime(*m_input, path);
    if (opened == AVERROR(EINVAL)) // what FFmpeg says to a format that is not on the list
        throw notSound(path, "is a playlist, script, picture or synthesiser's file, or damaged at its beginning");
    if (opened < 0)
        throw notSound(path, "is not sound that can be read (" + errorText(opened) + ")");

    const int probed = avformat_find_stream_info(format, nullptr);
    if (stopped())
        return;
    requireInTime(*m_input, path);
    if (probed < 0 && format->nb_streams == 0)
        throw notSound(path, "is not sound that can be read (" + errorText(probed) + ")");
    m_input->setDeadline(std::nullopt); // how long reading on may take is up to the caller
    m_input->setStopCheck({});
}

void Demuxer::chooseTrack(const std::filesystem::path& path)
{
    for (unsigned i = 0; i < m_format->nb_streams; ++i) {
        AVStream* stream = m_format->streams[i];
        const AVCodecParameters& parameters = *stream->codecpar;
        if (!m_stream && parameters.codec_type == AVMEDIA_TYPE_AUDIO && parameters.sample_rate > 0 &&
            avcodec_find_decoder(parameters.codec_id))
            m_stream = stream;
        else
            stream->discard = AVDISCARD_ALL;
    }
    if (!m_stream)
        throw notSound(path, "has no sound track in it (read as " + std::string(m_format->iformat->name) + ")");
}

bool Demuxer::read(AVPacket& packet)
{
    for (int failures = 0; failures < kMaxFailedReads;) {
        av_packet_unref(&packet);
        const int result = av_read_frame(m_format.get(), &packet);
        if (result == AVERROR_EOF) {
            m_error = m_format->pb->error < 0 ? m_format->pb->error : 0;
            return false;
        }
        if (result < 0) { // some formats find their way again behind the damage
            m_error = result;
            ++failures;
        } else if (packet.stream_index == m_stream->index) {
            m_error = 0;
            return true;
        }
    }
    return false;
}

bool Demuxer::seek(std::int64_t target, int flags)
{
    m_error = 0;
    return av_seek_frame(m_format.get(), m_stream->index, target, flags) >= 0;
}

bool Demuxer::seekToTimestamp(std::int64_t timestamp)
{
    return seek(timestamp, AVSEEK_FLAG_BACKWARD);
}

bool Demuxer::seekToByte(std::int64_t offset)
{
    return !(m_format->iformat->flags & AVFMT_NO_BYTE_SEEK) && seek(offset, AVSEEK_FLAG_BYTE);
}

std::optional<double> Demuxer::statedDuration() const
{
    if (m_format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE)
        return std::nullopt;
    if (m_stream->duration != AV_NOPTS_VALUE && m_stream->duration > 0)
        return static_cast<double>(m_stream->duration) * av_q2d(m_stream->time_base);
    if (m_format->duration != AV_NOPTS_VALUE && m_format->duration > 0)
        return static_cast<double>(m_format->duration) / AV_TIME_BASE;
    return std::nullopt;
}

bool Demuxer::statesSoundLength() const
{
    const std::string_view name = m_format->iformat->name;
    const bool stated =
        std::find(kStatesSoundLength.begin(), kStatesSoundLength.end(), name) != kStatesSoundLength.end();
    return stated || (name == "matroska,webm" && m_format->nb_streams == 1);
}

} // namespace dass::media
