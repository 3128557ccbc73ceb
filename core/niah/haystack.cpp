#include "core/niah/haystack.h"

#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/features/fbank_tables.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>
#include <utility>

namespace dass::niah {

namespace {

// Features are made of the sound this much louder (a power of two, so that only the logarithm rounds). Made softer by a
// shift, what then falls below the floor is cut there, as the filterbank would have done; made louder than this, the
// floor itself would rise.
constexpr double kGain = 65536;
constexpr std::int64_t kBlockFrames = 1600; // at a time: 16 s

std::int64_t longest(const std::vector<std::int64_t>& lengths)
{
    return lengths.empty() ? 0 : *std::max_element(lengths.begin(), lengths.end());
}

std::unique_ptr<SoundSource> sourceOf(const HaystackSpec& spec, const std::stop_token& stop)
{
    switch (spec.kind) {
    case HaystackKind::White:
        return makeNoise(NoiseColour::White, spec.seed);
    case HaystackKind::Pink:
        return makeNoise(NoiseColour::Pink, spec.seed);
    case HaystackKind::Brown:
        return makeNoise(NoiseColour::Brown, spec.seed);
    case HaystackKind::Babble:
        return sumOfVoices(spec.file, stop);
    case HaystackKind::Recording:
        return loopRecording(spec.file);
    case HaystackKind::Zero:
        break;
    }
    throw Error(ErrorCode::Internal, "a haystack of zeros has no sound");
}

// Root mean square of the samples so far, told at given numbers of frames.
class LoudnessMeter
{
public:
    explicit LoudnessMeter(const std::vector<std::int64_t>& lengths) : m_lengths(lengths.begin(), lengths.end())
    {
        m_lengths.erase(0);
    }

    void add(std::span<const float> samples)
    {
        for (float sample : samples) {
            m_sum += static_cast<double>(sample) * static_cast<double>(sample);
            if (++m_count < m_next)
                continue;
            if (m_count == m_next) {
                rms[*m_lengths.begin()] = std::sqrt(m_sum / static_cast<double>(m_count));
                m_lengths.erase(m_lengths.begin());
            }
            m_next = m_lengths.empty() ? std::numeric_limits<std::int64_t>::max() : samplesOf(*m_lengths.begin());
        }
    }

    std::map<std::int64_t, double> rms; // by frames

private:
    std::set<std::int64_t> m_lengths; // still to come
    double m_sum = 0;
    std::int64_t m_count = 0;
    std::int64_t m_next = 0;
};

} // namespace

std::string nameOf(HaystackKind kind)
{
    constexpr const char* kNames[] = {"zero", "white", "pink", "brown", "babble", "recording"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::int64_t samplesOf(std::int64_t frames)
{
    return frames > 0 ? (frames - 1) * fbank::kFrameShift + fbank::kFrameLength : 0;
}

std::optional<Haystack> Haystack::make(const HaystackSpec& spec, const HaystackOptions& options,
                                       const std::stop_token& stop)
{
    if (spec.kind == HaystackKind::Zero)
        return Haystack(longest(options.lengths));
    const auto source = sourceOf(spec, stop);
    return source ? of(*source, options, stop) : std::nullopt;
}

std::optional<Haystack> Haystack::of(SoundSource& source, const HaystackOptions& options, const std::stop_token& stop)
{
    Haystack made(longest(options.lengths));
    if (!made.fill(source, options, stop))
        return std::nullopt;
    return made;
}

bool Haystack::fill(SoundSource& source, const HaystackOptions& options, const std::stop_token& stop)
{
    m_features = std::make_shared<SpillFile>(options.scratchFolder);
    m_features->reserve(m_frames * fbank::kMelBins * static_cast<std::int64_t>(sizeof(float)));
    const std::int64_t total = samplesOf(m_frames);
    if (options.keepSamples) {
        m_samples = std::make_shared<SpillFile>(options.scratchFolder);
        m_samples->reserve(total * static_cast<std::int64_t>(sizeof(float)));
    }
    LoudnessMeter meter(options.lengths);
    FbankStream stream;
    std::vector<float> frames;
    std::int64_t framesDone = 0;
    std::vector<float> samples;
    for (std::int64_t done = 0; done < total;) {
        if (stop.stop_requested())
            return false;
        samples.resize(static_cast<std::size_t>(std::min(total - done, kBlockFrames * fbank::kFrameShift)));
        source.read(samples);
        meter.add(samples);
        if (m_samples)
            m_samples->write(done * static_cast<std::int64_t>(sizeof(float)), std::as_bytes(std::span(samples)));
        for (float& sample : samples)
            sample = static_cast<float>(sample * kGain);
        frames.clear();
        const std::int64_t made = stream.push(samples, frames);
        m_features->write(framesDone * fbank::kMelBins * static_cast<std::int64_t>(sizeof(float)),
                          std::as_bytes(std::span(frames)));
        framesDone += made;
        done += static_cast<std::int64_t>(samples.size());
        if (options.progress)
            options.progress(static_cast<double>(done) / static_cast<double>(total));
    }
    m_rms = std::move(meter.rms);
    return true;
}

double Haystack::rms(std::int64_t frames) const
{
    const auto found = m_rms.find(frames);
    if (found == m_rms.end())
        throw Error(ErrorCode::Internal, "the loudness of a haystack of " + std::to_string(frames) +
                                             " frames was not asked for when it was made");
    return found->second;
}

void Haystack::read(std::int64_t first, double gain, std::span<float> frames) const
{
    if (isZero()) {
        std::fill(frames.begin(), frames.end(), 0.0F);
        return;
    }
    if (frames.empty())
        return;
    const SpillFile::Window window(*m_features, first * fbank::kMelBins * static_cast<std::int64_t>(sizeof(float)),
                                   static_cast<std::int64_t>(frames.size_bytes()));
    std::memcpy(frames.data(), window.data(), frames.size_bytes());
    const auto shift = static_cast<float>(2 * std::log(gain / kGain));
    const float floor = std::log(fbank::kEnergyFloor);
    for (float& value : frames)
        value = std::max(value + shift, floor);
    fbank::normalise(frames);
}

void Haystack::readSamples(std::int64_t first, double gain, std::span<float> samples) const
{
    if (isZero()) {
        std::fill(samples.begin(), samples.end(), 0.0F);
        return;
    }
    if (!m_samples)
        throw Error(ErrorCode::Internal, "the samples of the haystack were not kept");
    if (samples.empty())
        return;
    const SpillFile::Window window(*m_samples, first * static_cast<std::int64_t>(sizeof(float)),
                                   static_cast<std::int64_t>(samples.size_bytes()));
    std::memcpy(samples.data(), window.data(), samples.size_bytes());
    for (float& sample : samples)
        sample = static_cast<float>(sample * gain);
}

std::int64_t Haystack::scratchBytes(const HaystackSpec& spec, const HaystackOptions& options)
{
    if (spec.kind == HaystackKind::Zero)
        return 0;
    const std::int64_t frames = longest(options.lengths);
    return (frames * fbank::kMelBins + (options.keepSamples ? samplesOf(frames) : 0)) *
           static_cast<std::int64_t>(sizeof(float));
}

} // namespace dass::niah
