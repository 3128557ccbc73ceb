#include "core/audio/audio_reader.h"

#include "core/audio/ffmpeg_support.h"
#include "core/audio/read_ahead.h"
#include "core/audio/resampler.h"
#include "core/audio/track_decoder.h"
#include "core/base/error.h"

#include <algorithm>
#include <string>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kSliceOutput = 1 << 16; // samples that are made at a time, about

media::Resampler resamplerFor(const media::TrackDecoder& decoder, int outputRate)
{
    try {
        return {decoder.info().sampleRate, outputRate, decoder.width()};
    } catch (const Error& error) {
        throw Error(error.code(), "'" + decoder.info().path.string() + "': " + error.what());
    }
}

media::ChannelChoice choiceOf(const AudioOptions& options)
{
    return {.one = options.channel, .stereo = options.stereo};
}

} // namespace

struct AudioReader::Impl
{
    Impl(media::TrackDecoder openDecoder, const AudioOptions& options)
        : decoder(std::move(openDecoder)), width(decoder.width()), outputRate(options.sampleRate),
          trackRate(decoder.info().sampleRate), resampler(resamplerFor(decoder, outputRate))
    {
    }

    std::size_t read(std::span<float> out);
    void seek(std::int64_t sample, const std::stop_token& stop);
    void produce(const std::stop_token& stop = {});
    void nextBlock();
    void changeRate();
    void startAt(std::int64_t sample, const std::stop_token& stop = {});
    void dropUpTo(std::int64_t sample, const std::stop_token& stop);
    std::size_t readyValues() const { return ready.size() - readyStart; }
    std::int64_t samplesIn(std::size_t values) const { return static_cast<std::int64_t>(values) / width; }
    std::size_t valuesOf(std::int64_t samples) const { return static_cast<std::size_t>(samples * width); }

    media::TrackDecoder decoder;
    int width; // values a sample
    int outputRate;
    int trackRate; // of the part being resampled, Hz
    media::Resampler resampler;
    std::unique_ptr<media::ReadAhead> ahead; // while it is there, blocks come from it
    std::span<const float> block;            // the decoder's last one, as far as it is not resampled yet
    int blockRate = 0;                       // Hz
    std::vector<float> ready;                // output samples not handed out yet, from readyStart on
    std::size_t readyStart = 0;
    std::int64_t position = 0;    // of ready[readyStart]
    std::int64_t inputToDrop = 0; // decoded samples before the one that resampling starts at
    bool joinsRates = false;      // parts of different rates: positions of the track are no multiples of the output's
    bool ended = false;
};

// Adds at least one output sample to ready, or sets ended. On stop it may do neither; the next call goes on. While
// there is input to drop, the position may go back to 0; see changeRate().
void AudioReader::Impl::produce(const std::stop_token& stop)
{
    ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(readyStart));
    readyStart = 0;
    while (ready.empty() && !ended && !stop.stop_requested()) {
        if (block.empty()) {
            nextBlock();
            if (block.empty()) {
                resampler.finish(ready);
                ended = true;
            } else if (blockRate != trackRate) {
                changeRate();
            }
            continue;
        }
        const auto dropped = std::min(inputToDrop, samplesIn(block.size()));
        inputToDrop -= dropped;
        block = block.subspan(valuesOf(dropped));
        // A block at a low rate is a lot of output: in slices, for memory and so that a stop is heard.
        const std::int64_t slice = std::max<std::int64_t>(kSliceOutput * trackRate / outputRate, 1);
        const std::size_t count = std::min(block.size(), valuesOf(slice));
        resampler.push(block.first(count), ready);
        block = block.subspan(count);
    }
}

void AudioReader::Impl::nextBlock()
{
    if (ahead) {
        block = ahead->next();
        blockRate = ahead->sampleRate();
        if (!block.empty())
            return;
        ahead.reset(); // its thread has ended, and the decoder stands where it did
    }
    block = decoder.next();
    blockRate = decoder.sampleRate();
}

// The decoder has come to a part of another rate. Where parts are joined, a sample's place in the track cannot be
// computed: on the way to one that was, decoding starts anew from the beginning.
void AudioReader::Impl::changeRate()
{
    joinsRates = true;
    if (inputToDrop > 0) {
        startAt(0);
        return;
    }
    resampler.finish(ready);
    try {
        resampler = media::Resampler(blockRate, outputRate, width);
        trackRate = blockRate;
    } catch (const Error& error) {
        const double at = static_cast<double>(position + samplesIn(ready.size())) / outputRate;
        block = {};
        ahead.reset();
        decoder.addWarning("decoding stopped at " + media::clockTime(at) + ": " + error.what());
        ended = true;
    }
}

std::size_t AudioReader::Impl::read(std::span<float> out)
{
    const std::size_t wanted = out.size() - out.size() % static_cast<std::size_t>(width);
    std::size_t done = 0;
    while (done < wanted) {
        if (readyValues() == 0) {
            if (ended)
                break;
            produce();
            continue;
        }
        const std::size_t count = std::min(readyValues(), wanted - done);
        std::copy_n(ready.begin() + static_cast<std::ptrdiff_t>(readyStart), count,
                    out.begin() + static_cast<std::ptrdiff_t>(done));
        readyStart += count;
        position += samplesIn(count);
        done += count;
    }
    return done;
}

void AudioReader::Impl::seek(std::int64_t sample, const std::stop_token& stop)
{
    const std::int64_t nearby = outputRate; // decoding on for one second costs less than starting anew
    if (sample < position || sample > position + samplesIn(readyValues()) + nearby)
        startAt(joinsRates ? 0 : sample, stop);
    dropUpTo(sample, stop);
    if (!stop.stop_requested())
        position = sample; // beyond the end there is nothing to drop up to, and nothing to read
}

// Starts resampling where its phase is that of a straight run, early enough for the filter to have settled at sample.
void AudioReader::Impl::startAt(std::int64_t sample, const std::stop_token& stop)
{
    const std::int64_t periods = std::max<std::int64_t>(sample - resampler.settling(), 0) / resampler.outputPeriod();
    const std::int64_t input = periods * resampler.inputPeriod();
    block = {};
    ahead.reset();
    decoder.moveBefore(input, stop);
    inputToDrop = input - decoder.position();
    resampler = media::Resampler(trackRate, outputRate, width);
    ready.clear();
    readyStart = 0;
    position = periods * resampler.outputPeriod();
    ended = false;
}

void AudioReader::Impl::dropUpTo(std::int64_t sample, const std::stop_token& stop)
{
    while ((position < sample || inputToDrop > 0) && !(ended && readyValues() == 0) && !stop.stop_requested()) {
        if (readyValues() == 0)
            produce(stop);
        const auto count = std::min(samplesIn(readyValues()), sample - position);
        readyStart += valuesOf(count);
        position += count;
    }
}

AudioReader::AudioReader(const std::filesystem::path& path, const AudioOptions& options)
    : m_impl(std::make_unique<Impl>(media::TrackDecoder(path, choiceOf(options)), options))
{
}

AudioReader::AudioReader(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

std::optional<AudioReader> AudioReader::open(const std::filesystem::path& path, const AudioOptions& options,
                                             const std::stop_token& stop)
{
    media::TrackDecoder decoder(path, choiceOf(options), [&stop] { return stop.stop_requested(); });
    if (!decoder.isOpen())
        return std::nullopt;
    return AudioReader(std::make_unique<Impl>(std::move(decoder), options));
}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

const AudioInfo& AudioReader::info() const
{
    return m_impl->decoder.info();
}

int AudioReader::width() const
{
    return m_impl->width;
}

std::size_t AudioReader::read(std::span<float> out)
{
    return m_impl->read(out);
}

void AudioReader::setReadAhead(bool on)
{
    if (on && !m_impl->ahead)
        m_impl->ahead = std::make_unique<media::ReadAhead>(m_impl->decoder);
    else if (!on && m_impl->ahead)
        m_impl->ahead->stop(); // what waits there is read first
}

void AudioReader::seek(std::int64_t sample, const std::stop_token& stop)
{
    if (sample < 0)
        throw Error(ErrorCode::InvalidArgument, "'" + info().path.string() + "': sample " + std::to_string(sample) +
                                                    " was sought; the first one is 0");
    m_impl->seek(sample, stop);
}

std::int64_t AudioReader::position() const
{
    return m_impl->position;
}

const std::vector<std::string>& AudioReader::warnings() const
{
    return m_impl->decoder.warnings().lines();
}

} // namespace dass
