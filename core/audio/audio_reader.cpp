#include "core/audio/audio_reader.h"

#include "core/audio/resampler.h"
#include "core/audio/track_decoder.h"
#include "core/base/error.h"

#include <algorithm>
#include <string>

namespace dass {

struct AudioReader::Impl
{
    Impl(const std::filesystem::path& path, const AudioOptions& options)
        : decoder(path, options.channel), outputRate(options.sampleRate), trackRate(decoder.info().sampleRate),
          resampler(trackRate, outputRate)
    {
    }

    std::size_t read(std::span<float> out);
    void seek(std::int64_t sample);
    void produce();
    void startAt(std::int64_t sample);
    void dropUpTo(std::int64_t sample);
    std::size_t readyCount() const { return ready.size() - readyStart; }

    media::TrackDecoder decoder;
    int outputRate;
    int trackRate; // of the part being resampled, Hz
    media::Resampler resampler;
    std::vector<float> ready; // output samples not handed out yet, from readyStart on
    std::size_t readyStart = 0;
    std::int64_t position = 0;    // of ready[readyStart]
    std::int64_t inputToDrop = 0; // decoded samples before the one that resampling starts at
    bool joinsRates = false;      // parts of different rates: positions of the track are no multiples of the output's
    bool ended = false;
};

// Adds at least one output sample to ready, or sets ended.
void AudioReader::Impl::produce()
{
    ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(readyStart));
    readyStart = 0;
    while (ready.empty() && !ended) {
        std::span<const float> block = decoder.next();
        if (block.empty()) {
            resampler.finish(ready);
            ended = true;
            return;
        }
        if (decoder.sampleRate() != trackRate) {
            resampler.finish(ready);
            trackRate = decoder.sampleRate();
            resampler = media::Resampler(trackRate, outputRate);
            joinsRates = true;
        }
        const auto dropped = std::min<std::int64_t>(inputToDrop, static_cast<std::int64_t>(block.size()));
        inputToDrop -= dropped;
        resampler.push(block.subspan(static_cast<std::size_t>(dropped)), ready);
    }
}

std::size_t AudioReader::Impl::read(std::span<float> out)
{
    std::size_t done = 0;
    while (done < out.size()) {
        if (readyCount() == 0) {
            if (ended)
                break;
            produce();
            continue;
        }
        const std::size_t count = std::min(readyCount(), out.size() - done);
        std::copy_n(ready.begin() + static_cast<std::ptrdiff_t>(readyStart), count,
                    out.begin() + static_cast<std::ptrdiff_t>(done));
        readyStart += count;
        position += static_cast<std::int64_t>(count);
        done += count;
    }
    return done;
}

void AudioReader::Impl::seek(std::int64_t sample)
{
    const std::int64_t nearby = outputRate; // decoding on for one second costs less than starting anew
    if (sample < position || sample > position + static_cast<std::int64_t>(readyCount()) + nearby)
        startAt(joinsRates ? 0 : sample);
    dropUpTo(sample);
    position = sample; // beyond the end there is nothing to drop up to, and nothing to read
}

// Starts resampling where its phase is that of a straight run, early enough for the filter to have settled at sample.
void AudioReader::Impl::startAt(std::int64_t sample)
{
    const std::int64_t periods = std::max<std::int64_t>(sample - resampler.settling(), 0) / resampler.outputPeriod();
    const std::int64_t input = periods * resampler.inputPeriod();
    decoder.moveBefore(input);
    inputToDrop = input - decoder.position();
    resampler = media::Resampler(trackRate, outputRate);
    ready.clear();
    readyStart = 0;
    position = periods * resampler.outputPeriod();
    ended = false;
}

void AudioReader::Impl::dropUpTo(std::int64_t sample)
{
    while (position < sample && !(ended && readyCount() == 0)) {
        if (readyCount() == 0)
            produce();
        const auto count = std::min<std::int64_t>(static_cast<std::int64_t>(readyCount()), sample - position);
        readyStart += static_cast<std::size_t>(count);
        position += count;
    }
}

AudioReader::AudioReader(const std::filesystem::path& path, const AudioOptions& options)
    : m_impl(std::make_unique<Impl>(path, options))
{
}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

const AudioInfo& AudioReader::info() const
{
    return m_impl->decoder.info();
}

std::size_t AudioReader::read(std::span<float> out)
{
    return m_impl->read(out);
}

void AudioReader::seek(std::int64_t sample)
{
    if (sample < 0)
        throw Error(ErrorCode::InvalidArgument, "'" + info().path.string() + "': sample " + std::to_string(sample) +
                                                    " was sought; the first one is 0");
    m_impl->seek(sample);
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
