#include "core/audio/recording_start.h"

#include "core/audio/demuxer.h"
#include "core/audio/riff.h"
#include "core/base/error.h"

#include <string>

namespace dass {

namespace {

constexpr std::uint64_t kMostGuanoBytes = 1 << 20; // real ones have a few hundred bytes
constexpr int kFirstCreationYear = 1990;           // a container's clock that was never set says 1904 or 1970

std::string_view tagNamed(const AVDictionary* tags, const char* name)
{
    const AVDictionaryEntry* entry = av_dict_get(tags, name, nullptr, 0);
    return entry ? entry->value : std::string_view();
}

std::optional<RecordingStart> startFromTags(const AVDictionary* tags)
{
    if (auto start = startFromComment(tagNamed(tags, "comment")))
        return start;
    auto start = startFromIso(tagNamed(tags, "creation_time"));
    if (!start)
        return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(start->time));
    if (date.year() < std::chrono::year(kFirstCreationYear))
        return std::nullopt;
    start->source = StartSource::CreationTime;
    return start;
}

std::optional<RecordingStart> startFromContainer(const std::filesystem::path& file, const std::stop_token& stop)
{
    try {
        const media::Demuxer demuxer(file, media::Demuxer::EditLists::Followed,
                                     [&stop] { return stop.stop_requested(); });
        if (demuxer.stopped())
            return std::nullopt;
        if (auto start = startFromTags(demuxer.format().metadata))
            return start;
        return startFromTags(demuxer.stream().metadata); // Ogg has its comments there
    } catch (const Error&) {
        return std::nullopt; // whoever decodes the file says why
    }
}

} // namespace

std::optional<RecordingStart> findRecordingStart(const std::filesystem::path& file, const std::stop_token& stop)
{
    if (const auto guano = media::readRiffChunk(file, "guan", kMostGuanoBytes))
        if (auto start = startFromGuano(*guano))
            return start;
    if (auto start = startFromContainer(file, stop))
        return start;
    if (stop.stop_requested())
        return std::nullopt;
    return startFromFileName(file.stem().string());
}

} // namespace dass
