#include "core/niah/scorer.h"

#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/base/number_text.h"
#include "core/features/fbank.h"
#include "core/model/pooled_model.h"
#include "core/niah/mixture_sound.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace dass::niah {

namespace {

constexpr std::int64_t kUntiledBytes = std::int64_t{1} << 30; // beyond which a model that can works in tiles
constexpr std::int64_t kFramesAtOnce = 16384;                 // of one call, where that is more than one a thread
constexpr std::int64_t kBlockFrames = 4096;                   // read at a time for it
constexpr double kMemoryShare = 0.9;                          // of what is free that a call may take
constexpr std::int64_t kRow = fbank::kMelBins;

std::int64_t inputBytes(std::int64_t mixtures, std::int64_t frames)
{
    return mixtures * frames * kRow * static_cast<std::int64_t>(sizeof(float));
}

} // namespace

MixtureScorer::MixtureScorer(TaggingModel& model, ScorerOptions options, std::stop_token stop)
    : m_model(model), m_options(std::move(options)), m_stop(std::move(stop)),
      m_takesTiles(dynamic_cast<WholeModel*>(&model) != nullptr),
      m_poolsTogether(dynamic_cast<PooledModel*>(&model) != nullptr), m_sound(dynamic_cast<SoundModel*>(&model))
{
    m_model.setStop(m_stop);
}

MixtureScorer::~MixtureScorer()
{
    m_model.setStop({});
}

std::int64_t MixtureScorer::mostFrames() const
{
    return m_sound != nullptr ? m_sound->mostFrames() : std::numeric_limits<std::int64_t>::max();
}

bool MixtureScorer::inTiles(std::int64_t frames) const
{
    if (!m_takesTiles || frames <= kNeedleFrames)
        return false;
    if (m_options.tileFrames > 0)
        return frames > m_options.tileFrames;
    return m_model.workingBytes(m_options.threads, frames) > kUntiledBytes;
}

bool MixtureScorer::poolsTogether(std::int64_t frames) const
{
    return m_poolsTogether && (inTiles(frames) || m_model.device() == "cpu");
}

std::int64_t MixtureScorer::atOnce(std::int64_t frames) const
{
    if (inTiles(frames) || m_sound != nullptr)
        return 1;
    const std::int64_t threads = m_options.threads;
    return std::max(threads, kFramesAtOnce / frames / threads * threads);
}

std::int64_t MixtureScorer::memoryBytes(std::int64_t frames) const
{
    if (inTiles(frames))
        return wholeModelOf(m_model).wholeWorkingBytes(frames, m_options.tileFrames) + inputBytes(1, kBlockFrames);
    const std::int64_t mixtures = m_takesTiles ? atOnce(frames) : 1;
    return m_model.workingBytes(mixtures, frames) + inputBytes(atOnce(frames), frames);
}

std::int64_t MixtureScorer::keptBytes(std::int64_t frames) const
{
    return inTiles(frames) ? wholeModelOf(m_model).wholeKeptBytes(frames, m_options.tileFrames) : 0;
}

std::int64_t MixtureScorer::scratchBytes(std::int64_t frames) const
{
    return inTiles(frames) ? wholeModelOf(m_model).wholeScratchBytes(frames, m_options.tileFrames) : 0;
}

bool MixtureScorer::score(std::span<const Mixture> mixtures, Pooling pooling, std::span<float> logits,
                          const std::function<void(double)>& progress)
{
    return score(mixtures, std::span(&pooling, 1), logits, progress);
}

bool MixtureScorer::score(std::span<const Mixture> mixtures, std::span<const Pooling> poolings, std::span<float> logits,
                          const std::function<void(double)>& progress)
{
    const std::int64_t frames = mixtures.front().frames();
    if (m_sound != nullptr)
        return scoreSounds(mixtures, poolings, logits);
    if (inTiles(frames))
        return scoreInTiles(mixtures.front(), poolings, logits, progress);
    const auto wanted = static_cast<double>(memoryBytes(frames));
    const auto there = static_cast<double>(availableMemory());
    if (there > 0 && wanted > kMemoryShare * there)
        throw Error(ErrorCode::Unsupported, "needs " + fixedText(wanted / 1e9, 1) + " GB of memory for " +
                                                std::to_string(frames) + " frames; " + fixedText(there / 1e9, 1) +
                                                " GB are free");
    return scoreAtOnce(mixtures, poolings, logits);
}

bool MixtureScorer::scoreSounds(std::span<const Mixture> mixtures, std::span<const Pooling> poolings,
                                std::span<float> logits)
{
    const std::int64_t frames = mixtures.front().frames();
    if (frames > m_sound->mostFrames())
        throw Error(ErrorCode::Unsupported, m_sound->tooLong(frames));
    const auto classes = static_cast<std::size_t>(m_model.info().classes);
    for (std::size_t i = 0; i < mixtures.size(); ++i) {
        if (m_stop.stop_requested())
            return false;
        if (!mixtures[i].knowsNeedleSounds())
            throw Error(ErrorCode::Unsupported, "only the needle's spectrogram is known, and this model hears sound");
        m_input.resize(static_cast<std::size_t>(mixtureSamples(frames)));
        readMixtureSamples(mixtures[i], 0, m_input);
        m_sound->logitsOfSound(m_input, poolings.front(), logits.subspan(i * classes, classes));
    }
    return !m_stop.stop_requested();
}

bool MixtureScorer::scoreAtOnce(std::span<const Mixture> mixtures, std::span<const Pooling> poolings,
                                std::span<float> logits)
{
    const std::int64_t frames = mixtures.front().frames();
    const auto count = static_cast<std::int64_t>(mixtures.size());
    // With one input a thread or more, a DASS computes each on one thread. Fewer are filled up, as several threads on
    // one input would round in another order.
    const std::int64_t batch = m_takesTiles ? std::max<std::int64_t>(count, m_options.threads) : count;
    const auto size = static_cast<std::size_t>(frames * kRow);
    m_input.resize(static_cast<std::size_t>(batch) * size);
    for (std::int64_t i = 0; i < batch; ++i)
        mixtures[static_cast<std::size_t>(std::min(i, count - 1))].read(
            0, std::span(m_input).subspan(static_cast<std::size_t>(i) * size, size));
    const auto all = static_cast<std::size_t>(batch * m_model.info().classes); // of a pooling
    const auto wanted = static_cast<std::size_t>(count * m_model.info().classes);
    std::vector<float> each(poolings.size() * all);
    if (poolings.size() == 1)
        m_model.logits(m_input, batch, frames, poolings.front(), each);
    else
        dynamic_cast<PooledModel&>(m_model).logitsOfEach(m_input, batch, frames, poolings, each);
    if (m_stop.stop_requested())
        return false;
    for (std::size_t i = 0; i < poolings.size(); ++i)
        std::copy_n(each.begin() + static_cast<std::ptrdiff_t>(i * all), wanted,
                    logits.begin() + static_cast<std::ptrdiff_t>(i * wanted));
    return true;
}

bool MixtureScorer::scoreInTiles(const Mixture& mixture, std::span<const Pooling> poolings, std::span<float> logits,
                                 const std::function<void(double)>& progress)
{
    WholeOptions options;
    options.pooling = poolings.front();
    options.tileFrames = m_options.tileFrames;
    options.scratchFolder = m_options.scratchFolder;
    options.framesExpected = mixture.frames();
    options.progress = [&](double fraction) {
        if (progress)
            progress(fraction);
    };
    const auto input =
        poolings.size() == 1
            ? wholeModelOf(m_model).beginWhole(options)
            : dynamic_cast<PooledModel&>(m_model).beginWholeOfEach(options, {poolings.begin(), poolings.end()});
    for (std::int64_t first = 0; first < mixture.frames(); first += kBlockFrames) {
        if (m_stop.stop_requested())
            return false;
        m_input.resize(static_cast<std::size_t>(std::min(kBlockFrames, mixture.frames() - first) * kRow));
        mixture.read(first, m_input);
        input->add(m_input);
    }
    return input->finish(logits) && !m_stop.stop_requested();
}

} // namespace dass::niah
