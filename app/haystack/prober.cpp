#include "app/haystack/prober.h"

#include "core/base/error.h"
#include "core/base/seconds_since.h"
#include "core/base/thread_count.h"
#include "core/features/fbank.h"
#include "core/metrics/logits.h"
#include "core/niah/scorer.h"
#include "core/niah/sound_source.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace dass {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kUntiledFrames = 12000;
constexpr std::int64_t kTileFrames = 4096;
constexpr int kSweepSteps = 10;
constexpr double kSweepSeconds = 60; // all its positions together, at most

bool keepsSamples(const HaystackChoice& choice, std::int64_t frames)
{
    return frames <= Prober::kMostHeardFrames || choice.insertion != niah::Insertion::Spectrogram;
}

std::string keyOf(const HaystackChoice& choice, std::int64_t frames)
{
    return nameOf(choice.haystack.kind) + '|' + choice.haystack.file.string() + '|' +
           std::to_string(choice.haystack.seed) + '|' + std::to_string(frames) + '|' +
           (keepsSamples(choice, frames) ? "sound" : "frames");
}

// Of all that an exact answer depends on, but for the current needle's position.
std::string knownKeyOf(const ProbeRequest& request)
{
    std::string key = keyOf(request.choice, request.choice.frames) + '|' + nameOf(request.choice.insertion) + '|' +
                      nameOf(request.choice.pooling) + '|' + std::to_string(request.choice.crossfadeSeconds) + '|' +
                      std::to_string(request.current);
    for (std::size_t i = 0; i < request.needles.size(); ++i) {
        const ProbeNeedle& needle = request.needles[i];
        key += '\n' + needle.path.string() + '|' + niah::snrText(needle.snrDb);
        if (static_cast<int>(i) != request.current)
            key += '|' + std::to_string(needle.position);
    }
    return key;
}

niah::MixtureSettings settingsOf(const HaystackChoice& choice, std::int64_t frames)
{
    niah::MixtureSettings settings;
    settings.frames = frames;
    settings.insertion = choice.insertion;
    settings.crossfadeSeconds = choice.crossfadeSeconds;
    return settings;
}

// Says where the needles begin, of which those that are mixed have a begin each. Returns the current one's place among
// these; nullopt: it is none of them.
std::optional<std::size_t> takeBegins(const ProbeRequest& request, const std::vector<std::int64_t>& begins,
                                      ProbeAnswer& answer)
{
    std::optional<std::size_t> current;
    std::size_t mixed = 0;
    for (std::size_t i = 0; i < answer.needles.size(); ++i) {
        if (!answer.needles[i].error.empty())
            continue;
        if (static_cast<int>(i) == request.current)
            current = mixed;
        answer.needles[i].begin = begins[mixed++];
    }
    return current;
}

void toProbabilities(std::vector<float>& logits)
{
    for (float& value : logits)
        value = sigmoid(value);
}

} // namespace

Prober::Prober(ModelStore::Loader loader) : m_loader(std::move(loader)) {}

bool Prober::knowsModelOf(const ProbeRequest& request) const
{
    return m_modelKnown && request.model == m_modelPath && request.sinusoidalPositions == m_sinusoidalPositions;
}

const niah::SoundModel* Prober::soundModel() const
{
    return dynamic_cast<const niah::SoundModel*>(m_model.get());
}

void Prober::takeModelOf(const ProbeRequest& request)
{
    if (knowsModelOf(request))
        return;
    m_modelKnown = false;
    m_model.reset(); // before the next one takes as much
    for (auto& [clipPath, clip] : m_clips)
        clip.alone.clear();
    m_known.clear();
    ModelOptions options;
    options.precision = Precision::Fp32; // an experiment's, so that its cells show the same here
    options.sinusoidalPositions = request.sinusoidalPositions;
    m_model = m_loader(request.model, options);
    m_info = std::make_shared<const ModelInfo>(m_model->info());
    m_modelPath = request.model;
    m_sinusoidalPositions = request.sinusoidalPositions;
    m_modelKnown = true;
}

std::shared_ptr<const niah::Haystack> Prober::haystackFor(const HaystackChoice& choice, std::int64_t frames,
                                                          const Sink& sink, const std::stop_token& stop)
{
    niah::HaystackOptions options;
    options.lengths = {frames}; // of each number of needles, its loudness
    for (std::int64_t needles = 1; needles <= niah::mostNeedles(frames, niah::Insertion::Spectrogram); ++needles)
        options.lengths.push_back(niah::haystackFrames(frames, niah::Insertion::Spectrogram, needles));
    options.keepSamples = keepsSamples(choice, frames);
    options.progress = [&](double fraction) { sink.progressed({ProbeProgress::Stage::Haystack, fraction}); };
    auto made = niah::Haystack::make(choice.haystack, options, stop);
    return made ? std::make_shared<const niah::Haystack>(std::move(*made)) : nullptr;
}

std::shared_ptr<const niah::Haystack> Prober::quickHaystack(const HaystackChoice& choice, const std::stop_token& stop)
{
    const std::string key = keyOf(choice, kQuickFrames);
    if (!m_quick || key != m_quickKey) {
        m_quick = haystackFor(choice, kQuickFrames, {{}, {}, {}, {}, [](const ProbeProgress&) {}}, stop);
        m_quickKey = key;
    }
    return m_quick;
}

bool Prober::quick(const ProbeRequest& request, const HeldMixture* whole, ProbeAnswer& answer,
                   const std::stop_token& stop)
{
    const auto current = static_cast<std::size_t>(request.current);
    std::vector<float> frames(static_cast<std::size_t>(kQuickFrames) * fbank::kMelBins);
    if (whole) { // what lies around the needle there
        const std::int64_t middle = answer.needles[current].begin + niah::kNeedleFrames / 2;
        const std::int64_t first =
            std::clamp<std::int64_t>(middle - kQuickFrames / 2, 0, whole->frames() - kQuickFrames);
        whole->mixture().read(first, frames);
    } else {
        const auto haystack = quickHaystack(request.choice, stop);
        if (!haystack)
            return false;
        const ProbeNeedle& needle = request.needles[current];
        const HeldMixture around({{m_clips[needle.path].sound, needle.position, needle.snrDb}}, haystack,
                                 settingsOf(request.choice, kQuickFrames), true);
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
    forgetAllBut(request);
    sink.progressed({ProbeProgress::Stage::Needle, 0});
    if (!knowsModelOf(request))
        sink.progressed({ProbeProgress::Stage::Model, 0});
    takeModelOf(request);
    if (stop.stop_requested())
        return;

    if (request.needles.empty()) {
        hearOthers(request, sink, stop);
        return;
    }

    ProbeAnswer answer;
    answer.model = m_info;
    answer.position = choice.position;
    std::vector<HeldNeedle> needles = takeNeedles(request, answer, stop);
    if (stop.stop_requested())
        return;
    if (needles.empty()) {
        answer.exact = true; // there is no more to it
        answer.frames = choice.frames;
        sink.answered(answer);
        hearOthers(request, sink, stop);
        return;
    }
    const niah::SoundModel* sound = soundModel();
    if (sound && choice.frames > sound->mostFrames()) // before a haystack is made for nothing
        throw Error(ErrorCode::Unsupported, sound->tooLong(choice.frames));
    const bool hasCurrent =
        request.current >= 0 && answer.needles[static_cast<std::size_t>(request.current)].error.empty();
    const bool quickFirst = hasCurrent && choice.frames > kQuickFrames && !sound;
    const bool made = m_haystack && keyOf(choice, choice.frames) == m_haystackKey;
    if (!made && !makeHaystack(request, quickFirst, answer, sink, stop))
        return;
    const auto held = std::make_shared<const HeldMixture>(
        std::move(needles), m_haystack, settingsOf(choice, choice.frames), keepsSamples(choice, choice.frames));
    const std::optional<std::size_t> current = takeBegins(request, held->begins(), answer);
    sink.prepared(held);
    if (!score(request, *held, current, quickFirst && made, answer, sink, stop))
        return;
    answer.exact = true;
    answer.frames = choice.frames;
    sink.answered(answer);
    if (request.sweep && current && m_seconds * kSweepSteps < kSweepSeconds)
        sweep(*held, *current, choice.pooling, sink, stop);
    hearOthers(request, sink, stop);
}

// The whole haystack of the choice; before, what is heard in a short one. False when stopped.
bool Prober::makeHaystack(const ProbeRequest& request, bool quickFirst, ProbeAnswer& answer, const Sink& sink,
                          const std::stop_token& stop)
{
    if (quickFirst) {
        if (!quick(request, nullptr, answer, stop))
            return false;
        sink.answered(answer);
    }
    m_haystack.reset(); // before the next one takes as much of the disk
    m_haystack = haystackFor(request.choice, request.choice.frames, sink, stop);
    m_haystackKey = keyOf(request.choice, request.choice.frames);
    return m_haystack != nullptr;
}

// What the model hears of the mixture, unless that is known. False when stopped.
bool Prober::score(const ProbeRequest& request, const HeldMixture& held, std::optional<std::size_t> current,
                   bool quickFirst, ProbeAnswer& answer, const Sink& sink, const std::stop_token& stop)
{
    if (const std::string all = knownKeyOf(request); all != m_knownKey) {
        m_known.clear();
        m_knownKey = all;
    }
    if (current)
        for (const auto& [starts, known] : m_known)
            sink.swept({starts[*current], known});
    const std::vector<std::int64_t> begins = held.begins();
    if (const auto known = m_known.find(begins); known != m_known.end()) {
        answer.seconds = 0;
        answer.mixture = known->second;
        return true;
    }
    if (quickFirst) {
        if (!quick(request, &held, answer, stop))
            return false;
        sink.answered(answer);
    }
    sink.progressed({ProbeProgress::Stage::Scoring, 0});
    const auto progress = [&](double fraction) { sink.progressed({ProbeProgress::Stage::Scoring, fraction}); };
    if (!exact(held, request.choice.pooling, answer.mixture, progress, stop))
        return false;
    answer.seconds = m_seconds;
    m_known[begins] = answer.mixture;
    if (current)
        sink.swept({begins[*current], answer.mixture});
    return true;
}

void Prober::sweep(const HeldMixture& held, std::size_t current, Pooling pooling, const Sink& sink,
                   const std::stop_token& stop)
{
    const niah::MixtureSettings& settings = held.settings();
    const std::vector<std::int64_t> here = held.begins();
    for (int step = 0; step <= kSweepSteps && !stop.stop_requested(); ++step) {
        std::vector<HeldNeedle> needles = held.needles();
        needles[current].position = static_cast<double>(step) / kSweepSteps;
        std::vector<double> positions;
        for (const HeldNeedle& needle : needles)
            positions.push_back(needle.position);
        const auto starts = niah::needleStarts(settings.frames, positions, settings.insertion);
        std::vector<std::int64_t> free = here; // where it is, did it not meet another one
        free[current] = niah::needleStart(settings.frames, needles[current].position);
        if (starts != free || m_known.contains(starts))
            continue;
        sink.progressed({ProbeProgress::Stage::Sweep, static_cast<double>(step) / kSweepSteps});
        const HeldMixture other(std::move(needles), m_haystack, settings, held.hasSound());
        Probabilities result;
        if (!exact(other, pooling, result, {}, stop))
            return;
        m_known[starts] = result;
        sink.swept({starts[current], std::move(result)});
    }
}

} // namespace dass
