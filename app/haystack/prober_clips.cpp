// What a Prober knows of clips, each alone.

#include "app/haystack/prober.h"
#include "core/base/error.h"
#include "core/niah/sound_source.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr std::size_t kMostClips = 1000; // that are remembered

} // namespace

// Sounds that are not in the mixture are read again when they are; what was heard of them alone is kept.
void Prober::forgetAllBut(const ProbeRequest& request)
{
    if (m_clips.size() > kMostClips)
        m_clips.clear();
    for (auto& [path, clip] : m_clips)
        if (std::none_of(request.needles.begin(), request.needles.end(),
                         [&](const ProbeNeedle& needle) { return needle.path == path; }))
            clip.sound.reset();
}

Prober::Clip& Prober::clip(const std::filesystem::path& path, const std::stop_token& stop)
{
    Clip& clip = m_clips[path];
    if (clip.sound || stop.stop_requested())
        return clip;
    clip.error.clear();
    clip.silent = false;
    clip.alone.clear(); // the file may be another by now
    try {
        std::vector<float> samples = niah::decodeSamples(path, niah::samplesOf(niah::kNeedleFrames), stop);
        if (stop.stop_requested())
            return clip;
        if (samples.empty())
            throw Error(ErrorCode::BadFile, path.string() + ": holds no sound; choose another clip");
        if (const auto why = niah::whyNoNeedle(samples)) {
            clip.silent = *why == niah::NoNeedle::Silent;
            throw Error(ErrorCode::BadFile, wordsOf(*why, path));
        }
        clip.sound = std::make_shared<const niah::NeedleSound>(niah::needleOf(std::move(samples)));
    } catch (const Error& error) {
        clip.error = error.what();
    }
    return clip;
}

std::vector<HeldNeedle> Prober::takeNeedles(const ProbeRequest& request, ProbeAnswer& answer,
                                            const std::stop_token& stop)
{
    std::vector<HeldNeedle> held;
    for (const ProbeNeedle& needle : request.needles) {
        Clip& clip = this->clip(needle.path, stop);
        if (stop.stop_requested())
            return {};
        answer.needles.emplace_back();
        answer.needles.back().error = clip.error;
        answer.needles.back().silent = clip.silent;
        if (!clip.sound)
            continue;
        held.push_back({clip.sound, needle.position, needle.snrDb});
        const Probabilities* alone = this->alone(clip, request.choice.pooling, stop);
        if (!alone)
            return {};
        answer.needles.back().alone = *alone;
    }
    return held;
}

const Prober::Probabilities* Prober::alone(Clip& clip, Pooling pooling, const std::stop_token& stop)
{
    if (const auto known = clip.alone.find(pooling); known != clip.alone.end())
        return &known->second;
    const auto nothing = std::make_shared<const niah::Haystack>(*niah::Haystack::make({}, {}, {}));
    const HeldMixture held({{clip.sound, 0, {}}}, nothing, {}, true);
    Probabilities result;
    const double seconds = m_seconds; // of the whole, which it is none of
    const bool heard = exact(held, pooling, result, {}, stop);
    m_seconds = seconds;
    if (!heard)
        return nullptr;
    return &(clip.alone[pooling] = std::move(result));
}

void Prober::hearOthers(const ProbeRequest& request, const Sink& sink, const std::stop_token& stop)
{
    for (const std::filesystem::path& path : request.others) {
        Clip& known = m_clips[path];
        if (!known.alone.contains(request.choice.pooling)) {
            sink.progressed({ProbeProgress::Stage::Others, 0});
            Clip& clip = this->clip(path, stop);
            if (stop.stop_requested() || (clip.sound && !alone(clip, request.choice.pooling, stop)))
                return;
            clip.sound.reset();
        }
        ProbeAlone heard{path, {}, known.error, m_info, known.silent};
        if (known.error.empty())
            heard.alone = known.alone[request.choice.pooling];
        sink.heardAlone(heard);
    }
}

} // namespace dass
