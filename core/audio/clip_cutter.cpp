#include "core/audio/clip_cutter.h"

#include "core/audio/ffmpeg_support.h"
#include "core/audio/track_decoder.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/features/fbank_constants.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

std::int64_t nearestSample(std::int64_t at, int rate)
{
    return av_rescale_rnd(at, rate, fbank::kSampleRate, AV_ROUND_NEAR_INF);
}

} // namespace

struct ClipCutter::Impl
{
    explicit Impl(media::TrackDecoder open) : decoder(std::move(open)) {}

    // Empty at the track's end.
    std::span<const float> next();
    [[noreturn]] void fail(ErrorCode code, const std::string& what) const;

    media::TrackDecoder decoder;
};

void ClipCutter::Impl::fail(ErrorCode code, const std::string& what) const
{
    throw Error(code, "'" + decoder.info().path.string() + "': " + what);
}

std::span<const float> ClipCutter::Impl::next()
{
    const std::span<const float> block = decoder.next();
    if (!block.empty() && decoder.sampleRate() != decoder.info().sampleRate)
        fail(ErrorCode::Unsupported, "parts of " + std::to_string(decoder.info().sampleRate) + " and " +
                                         std::to_string(decoder.sampleRate()) +
                                         " Hz were joined in it, and no clip can be cut from there on; convert it to "
                                         "one rate");
    return block;
}

std::optional<ClipCutter> ClipCutter::open(const std::filesystem::path& recording, const std::stop_token& stop)
{
    media::TrackDecoder decoder(recording, {.all = true}, [&stop] { return stop.stop_requested(); });
    if (!decoder.isOpen())
        return std::nullopt;
    return ClipCutter(std::make_unique<Impl>(std::move(decoder)));
}

ClipCutter::ClipCutter(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
ClipCutter::~ClipCutter() = default;
ClipCutter::ClipCutter(ClipCutter&&) noexcept = default;

const AudioInfo& ClipCutter::info() const
{
    return m_impl->decoder.info();
}

Outcome ClipCutter::cut(const ClipFile& clip, const std::stop_token& stop)
{
    media::TrackDecoder& decoder = m_impl->decoder;
    const int rate = decoder.info().sampleRate;
    const std::int64_t start = nearestSample(std::max<std::int64_t>(clip.span.start, 0), rate);
    const std::int64_t end = std::max(nearestSample(clip.span.end, rate), start + 1);
    const SoundLayout layout{.format = clip.format,
                             .sampleRate = rate,
                             .channels = decoder.width(),
                             .sampleBits = decoder.sampleBits(),
                             .samples = end - start,
                             .title = clip.title,
                             .comment = clip.comment};
    decoder.moveBefore(start, stop);
    std::optional<AtomicFile> file;
    std::optional<SoundWriter> writer;                          // goes before the file that it writes to
    const auto taken = [&] { return !file || file->stream(); }; // else commit() says what is wrong
    while (!stop.stop_requested() && decoder.position() < end && taken()) {
        const std::int64_t at = decoder.position();
        const std::span<const float> block = m_impl->next();
        if (block.empty())
            break;
        const std::int64_t samples = static_cast<std::int64_t>(block.size()) / decoder.width();
        const std::int64_t from = std::clamp<std::int64_t>(start - at, 0, samples);
        const std::int64_t to = std::clamp<std::int64_t>(end - at, 0, samples);
        if (from >= to)
            continue;
        if (!file) {
            file.emplace(clip.path);
            writer.emplace(file->stream(), layout);
        }
        const auto width = static_cast<std::size_t>(decoder.width());
        writer->write(
            block.subspan(static_cast<std::size_t>(from) * width, static_cast<std::size_t>(to - from) * width));
    }
    if (stop.stop_requested())
        return Outcome::Cancelled;
    if (!file)
        m_impl->fail(ErrorCode::BadFile,
                     "there is no sound at " +
                         media::clockTime(static_cast<double>(clip.span.start) / fbank::kSampleRate) +
                         "; has the file become shorter since it was tagged?");
    writer->finish();
    file->commit();
    return Outcome::Finished;
}

} // namespace dass
