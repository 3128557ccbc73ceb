#include "app/distill/corrected_sounds.h"

#include "core/audio/clip_cutter.h"
#include "core/base/error.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostClips = 100'000;
constexpr std::size_t kMostLabels = 64; // of a clip, as in the Haystack workspace
constexpr qsizetype kMostProblems = 20;

QString correctedText(const char* text)
{
    return QCoreApplication::translate("dass::CorrectedSounds", text);
}

struct Taught
{
    Label tag;
    EventSpan span;
    int label = -1; // of `tag`, once a clip has it
};

std::optional<Taught> taughtBy(const Correction& correction)
{
    const bool isSaid =
        correction.isAdded() || correction.tag || correction.span || correction.verdict == Verdict::Right;
    if (correction.deleted || correction.verdict == Verdict::Wrong || !isSaid)
        return std::nullopt;
    Taught taught;
    if (correction.found)
        taught = {correction.found->tag, correction.found->span};
    if (correction.tag)
        taught.tag = *correction.tag;
    if (correction.span)
        taught.span = *correction.span;
    if (taught.span.isEmpty() || taught.tag.name.empty())
        return std::nullopt;
    return taught;
}

// Most of the event lies in the stretch, or it is heard in most of it.
bool isHeardIn(const EventSpan& event, const EventSpan& stretch)
{
    const std::int64_t common =
        std::min(event.endSample, stretch.endSample) - std::max(event.startSample, stretch.startSample);
    return 2 * common >= std::min(event.endSample - event.startSample, stretch.endSample - stretch.startSample);
}

} // namespace

OwnRecordings readCorrectedSounds(const std::vector<CorrectedSound>& sounds, const std::stop_token& stop)
{
    OwnRecordings recordings;
    std::map<QString, int> known;
    const auto labelOf = [&](Taught& taught) {
        if (taught.label < 0) {
            const auto [place, isNew] =
                known.try_emplace(QString::fromStdString(taught.tag.name), static_cast<int>(recordings.labels.size()));
            if (isNew)
                recordings.labels << place->first;
            taught.label = place->second;
        }
        return taught.label;
    };
    for (const CorrectedSound& sound : sounds) {
        std::vector<Taught> all;
        if (sound.corrections)
            for (const Correction& correction : sound.corrections->all())
                if (const std::optional<Taught> taught = taughtBy(correction))
                    all.push_back(*taught);
        std::ranges::sort(all, {}, [](const Taught& taught) { return taught.span.startSample; }); // decoded in order
        for (Taught& taught : all) {
            if (recordings.clips.size() == kMostClips)
                break;
            if (stop.stop_requested())
                return recordings;
            std::set<int> labels;
            for (Taught& other : all) {
                if (labels.size() == kMostLabels - 1 || other.span.startSample >= taught.span.endSample)
                    break;
                if (isHeardIn(other.span, taught.span))
                    labels.insert(labelOf(other));
            }
            labels.insert(labelOf(taught)); // is there, unless there were too many
            recordings.clips.push_back(
                {sound.path, {labels.begin(), labels.end()}, taught.span.startSample, taught.span.endSample});
        }
    }
    if (recordings.labels.size() < 2)
        throw Error(
            ErrorCode::NotFound,
            correctedText(
                QT_TRANSLATE_NOOP("dass::CorrectedSounds",
                                  "In the recordings that are open in Analyze you have added, renamed, moved or called "
                                  "right events of %1 tags; at least two are needed to tell them apart"))
                .arg(recordings.labels.size())
                .toStdString());
    return recordings;
}

void cutStretches(OwnRecordings& recordings, const fs::path& folder, const std::stop_token& stop)
{
    std::optional<ClipCutter> cutter;
    fs::path opened;
    std::vector<OwnRecordings::Clip> cut;
    for (const OwnRecordings::Clip& clip : recordings.clips) {
        if (stop.stop_requested())
            return;
        if (!clip.isStretch()) {
            cut.push_back(clip);
            continue;
        }
        std::error_code failure;
        fs::create_directories(folder, failure);
        if (failure)
            throw Error(ErrorCode::Io, folder.string() + ": " + failure.message());
        char name[32];
        std::snprintf(name, sizeof name, "clip-%06zu.flac", cut.size() + 1);
        try {
            if (!cutter || opened != clip.path) {
                cutter.reset();
                opened = clip.path;
                if (std::optional<ClipCutter> next = ClipCutter::open(clip.path, stop))
                    cutter.emplace(std::move(*next));
            }
            if (!cutter || cutter->cut({{clip.startSample, clip.endSample}, SoundFormat::Flac, folder / name}, stop) ==
                               Outcome::Cancelled)
                return;
            cut.push_back({folder / name, clip.labels, clip.startSample, clip.endSample, clip.path});
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Io)
                throw;
            if (recordings.problems.size() < kMostProblems)
                recordings.problems << QString::fromStdString(error.what());
        }
    }
    recordings.clips = std::move(cut);
}

} // namespace dass
