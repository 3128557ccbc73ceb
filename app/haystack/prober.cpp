#include "app/haystack/prober.h"

#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "core/features/fbank.h"
#include "core/niah/scorer.h"
#include "core/niah/sound_source.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace dass {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kUntiledFrames = 12000;
constexpr std::int64_t kTileFrames = 4096;
constexpr int kSweepSteps = 10;
constexpr double kSweepSeconds = 60; // all its positions together, at most

double secondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

std::string keyOf(const HaystackChoice& choice, std::int64_t frames)
{
    return nameOf(choice.haystack.kind) + '|' + choice.haystack.file.string() + '|' +
           std::to_string(choice.haystack.seed) + '|' + std::to_string(frames);
}

niah::MixtureSettings settingsOf(const HaystackChoice& choice, std::int64_t frames)
{
    niah::MixtureSettings settings;
    settings.frames = frames;
    settings.position = choice.position;
    settings.snrDb = choice.snrDb;
    settings.insertion = choice.insertion;
    return settings;
}

void toProbabilities(std::vector<float>& logits)
{
    for (float& value : logits)
        value = 1 / (1 + std::exp(-value));
}

} // namespace

Prober::Prober(ModelStore::Loader loader) : m_loader(std::move(loader)) {}

void Prober::takeNeedle(const std::filesystem::path& path, const std::stop_token& stop)
{
    if (m_needle && path == m_needlePath)
        return;
    m_needle.reset();
    m_alone.clear();
    m_known.clear();
    std::vector<float> samples = niah::decodeSamples(path, niah::samplesOf(niah::kNeedleFrames), stop);
    if (stop.stop_requested())
        return;
    if (samples.empty())
        throw Error(ErrorCode::BadFile, path.string() + ": holds no sound; choose another clip");
    m_needle = std::make_shared<const niah::NeedleSound>(niah::needleOf(std::move(samples)));
    m_needlePath = path;
}

void Prober::takeModel(const std::filesystem::path& path)
{
    if (m_modelKnown && path == m_modelPath)
        return;
    m_modelKnown = false;
    m_model.reset(); // before the next one takes as much
    m_alone.clear();
    m_known.clear();
    m_model = m_loader(path, {});
    m_info = std::make_shared<const ModelInfo>(m_model->info());
    m_modelPath = path;
    m_modelKnown = true;
}

const Prober::Probabilities* Prober::alone(Pooling pooling, const std::stop_token& stop)
{
    if (const auto known = m_alone.find(pooling); known != m_alone.end())
        return &known->second;
    const auto nothing = std::make_shared<const niah::Haystack>(*niah::Haystack::make({}, {}, {}));
    const HeldMixture held(m_needle, nothing, {}, true);
    Probabilities result;
    if (!exact(held, pooling, result, {}, stop))
        return nullptr;
    return &(m_alone[pooling] = std::move(result));
}

std::shared_ptr<const niah::Haystack> Prober::haystackFor(const HaystackChoice& choice, std::int64_t frames,
                                                          const Sink& sink, const std::stop_token& stop)
{
    niah::HaystackOptions options;
    options.lengths = {niah::haystackFrames(frames, niah::Insertion::Spectrogram), frames};
    options.keepSamples = frames <= kMostHeardFrames || choice.insertion != niah::Insertion::Spectrogram;
    options.progress = [&](double fraction) { sink.progressed({ProbeProgress::Stage::Haystack, fraction}); };
    auto made = niah::Haystack::make(choice.haystack, options, stop);
    return made ? std::make_shared<const niah::Haystack>(std::move(*made)) : nullptr;
}

std::shared_ptr<const niah::Haystack> Prober::quickHaystack(const HaystackChoice& choice, const std::stop_token& stop)
{
    const std::string key = keyOf(choice, kQuickFrames);
    if (!m_quick || key != m_quickKey) {
        m_quick = haystackFor(choice, kQuickFrames, {{}, {}, {}, [](const ProbeProgress&) {}}, stop);
        m_quickKey = key;
    }
    return m_quick;
}

bool Prober::quick(const ProbeRequest& request, const HeldMixture* whole, ProbeAnswer& answer,
                   const std::stop_token& stop)
{
    std::vector<float> frames(static_cast<std::size_t>(kQuickFrames) * fbank::kMelBins);
    if (whole) { // what lies around the needle there
        const std::int64_t middle = whole->needleBegin() + niah::kNeedleFrames / 2;
        const std::int64_t first =
            std::clamp<std::int64_t>(middle - kQuickFrames / 2, 0, whole->frames() - kQuickFrames);
        whole->mixture().read(first, frames);
    } else {
        const auto haystack = quickHaystack(request.choice, stop);
        if (!haystack)
            return false;
        const HeldMixture around(m_needle, haystack, settingsOf(request.choice, kQuickFrames), true);
        around.mixture().read(0, frames);
    }
    answer.mixture.resize(static_cast<std::size_t>(m_info->classes));
    m_model->setStop(stop);
    const auto begin = Clock::now();
    m_model->logits(frames, 1, kQuickFrames, request.choice.pooling, answer.mixture);
    answer.seconds = secondsSince(begin);
    m_model->setStop({});
    toProbabilities(answer.mixture);
    answer.exact = false;
    answer.frames = kQuickFrames;
    return !stop.stop_requested();
}

bool Prober::exact(const HeldMixture& held, Pooling pooling, Probabilities& result,
                   const std::function<void(double)>& progress, const std::stop_token& stop)
{
    // In tiles the model says how far it is, and a stop does not wait for an operation over many minutes.
    const std::int64_t tile = held.frames() > kUntiledFrames ? kTileFrames : 0;
    niah::MixtureScorer scorer(*m_model, {threadCount(0), tile, {}}, stop);
    result.resize(static_cast<std::size_t>(m_info->classes));
    const auto begin = Clock::now();
    if (!scorer.score(std::span(&held.mixture(), 1), pooling, result, progress))
        return false;
    m_seconds = secondsSince(begin);
    toProbabilities(result);
    return true;
}

void Prober::answer(const ProbeRequest& request, const Sink& sink, const std::stop_token& stop)
{
    const HaystackChoice& choice = request.choice;
    sink.progressed({ProbeProgress::Stage::Needle, 0});
    takeNeedle(request.needle, stop);
    if (stop.stop_requested())
        return;
    if (!m_modelKnown || request.model != m_modelPath)
        sink.progressed({ProbeProgress::Stage::Model, 0});
    takeModel(request.model);
    const Probabilities* alone = stop.stop_requested() ? nullptr : this->alone(choice.pooling, stop);
    if (!alone)
        return;

    ProbeAnswer answer;
    answer.model = m_info;
    answer.position = choice.position;
    answer.alone = *alone;
    const std::string key = keyOf(choice, choice.frames);
    const bool large = choice.frames > kQuickFrames;
    const bool made = m_haystack && key == m_haystackKey;
    if (!made) {
        if (large && !quick(request, nullptr, answer, stop))
            return;
        if (large)
            sink.answered(answer);
        m_haystack.reset(); // before the next one takes as much of the disk
        m_haystack = haystackFor(choice, choice.frames, sink, stop);
        m_haystackKey = key;
        if (!m_haystack)
            return;
    }
    const bool withSound = choice.frames <= kMostHeardFrames || choice.insertion != niah::Insertion::Spectrogram;
    const auto held =
        std::make_shared<const HeldMixture>(m_needle, m_haystack, settingsOf(choice, choice.frames), withSound);
    sink.prepared(held);

    const std::string all =
        key + '|' + niah::snrText(choice.snrDb) + '|' + nameOf(choice.insertion) + '|' + nameOf(choice.pooling);
    if (all != m_knownKey) {
        m_known.clear();
        m_knownKey = all;
    }
    for (const auto& [begin, known] : m_known)
        sink.swept({known.first, known.second});
    answer.exact = true;
    answer.frames = choice.frames;
    if (const auto known = m_known.find(held->needleBegin()); known != m_known.end()) {
        answer.seconds = 0;
        answer.mixture = known->second.second;
    } else {
        if (large && made) {
            if (!quick(request, held.get(), answer, stop))
                return;
            sink.answered(answer);
        }
        sink.progressed({ProbeProgress::Stage::Scoring, 0});
        const auto progress = [&](double fraction) { sink.progressed({ProbeProgress::Stage::Scoring, fraction}); };
        if (!exact(*held, choice.pooling, answer.mixture, progress, stop))
            return;
        answer.exact = true;
        answer.frames = choice.frames;
        answer.seconds = m_seconds;
        m_known[held->needleBegin()] = {choice.position, answer.mixture};
        sink.swept({choice.position, answer.mixture});
    }
    sink.answered(answer);
    if (request.sweep && m_seconds * kSweepSteps < kSweepSeconds)
        sweep(request, *held, sink, stop);
}

void Prober::sweep(const ProbeRequest& request, const HeldMixture& held, const Sink& sink, const std::stop_token& stop)
{
    for (int step = 0; step <= kSweepSteps && !stop.stop_requested(); ++step) {
        niah::MixtureSettings settings = held.settings();
        settings.position = static_cast<double>(step) / kSweepSteps;
        const std::int64_t begin = niah::needleStart(settings.frames, settings.position);
        if (m_known.contains(begin))
            continue;
        sink.progressed({ProbeProgress::Stage::Sweep, static_cast<double>(step) / kSweepSteps});
        const HeldMixture other(m_needle, m_haystack, settings, held.hasSound());
        Probabilities result;
        if (!exact(other, request.choice.pooling, result, {}, stop))
            return;
        m_known[begin] = {settings.position, result};
        sink.swept({settings.position, std::move(result)});
    }
}

} // namespace dass
