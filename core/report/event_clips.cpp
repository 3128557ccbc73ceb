#include "core/report/event_clips.h"

#include "core/base/make_folder.h"
#include "core/base/number_text.h"
#include "core/base/utf8.h"
#include "core/features/fbank_constants.h"
#include "core/report/export.h"
#include "core/report/provenance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>

namespace dass {

namespace {

constexpr std::size_t kLongestName = 255; // bytes, of the common file systems

bool isPlain(char c)
{
    // Bytes beyond ASCII are parts of letters; ctype.h would go by the locale.
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

std::string labelInName(const std::string& label)
{
    std::string name;
    for (const char c : validUtf8(label)) {
        if (isPlain(c))
            name += c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-')
        name.pop_back();
    return name.empty() ? "unnamed" : name;
}

// What some file system does not take in a name.
std::string recordingInName(const std::filesystem::path& name)
{
    std::string text = name.string();
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || std::string_view("\\:*?\"<>|").find(c) != std::string_view::npos)
            c = '-';
    return text;
}

std::string startInName(std::int64_t sample)
{
    const std::int64_t milliseconds = (sample + 8) / 16;
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%02lld-%02lld-%02lld.%03lld",
                  static_cast<long long>(milliseconds / 3'600'000), static_cast<long long>(milliseconds / 60'000 % 60),
                  static_cast<long long>(milliseconds / 1000 % 60), static_cast<long long>(milliseconds % 1000));
    return text.data();
}

// Not in the middle of a character of UTF-8.
void shorten(std::string& text, std::size_t bytes)
{
    if (text.size() <= bytes)
        return;
    while (bytes > 0 && (text[bytes] & 0xC0) == 0x80)
        --bytes;
    text.resize(bytes);
}

std::int64_t paddingSamples(const ClipSettings& settings)
{
    return std::llround(std::clamp(settings.paddingSeconds, 0.0, ClipSettings::kMostPadding) * fbank::kSampleRate);
}

// Before the padding.
std::string clipsFormatStart(SoundFormat format)
{
    return "clips " + nameOf(format) + " ";
}

std::string withoutCapitals(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

std::vector<ClipFile> clipFiles(std::span<const Event> events, const std::vector<Label>& labels,
                                const std::filesystem::path& stem, const ClipSettings& settings)
{
    const std::int64_t padding = paddingSamples(settings);
    const std::string recording = recordingInName(stem.filename());
    std::vector<ClipFile> files;
    files.reserve(events.size());
    std::set<std::string> taken;
    for (const Event& event : events) {
        const Label& label = labels.at(static_cast<std::size_t>(event.classIndex));
        std::string end = "_" + startInName(event.startSample) + "_" + labelInName(label.name);
        const std::string suffix = "." + nameOf(settings.format);
        const std::size_t room = kLongestName - suffix.size();
        shorten(end, room / 2);
        std::string name;
        for (int number = 1; name.empty() || !taken.insert(withoutCapitals(name)).second; ++number) {
            const std::string tail = number == 1 ? end : end + "-" + std::to_string(number);
            std::string start = recording;
            shorten(start, room - tail.size());
            name = start + tail + suffix;
        }
        files.push_back({.span = {std::max<std::int64_t>(event.startSample - padding, 0), event.endSample + padding},
                         .format = settings.format,
                         .path = stem.parent_path() / name,
                         .title = validUtf8(label.name),
                         .comment = utf8Of(stem.filename()) + ", " + millisecondText(event.startSample) + " s to " +
                                    millisecondText(event.endSample) + " s, peak probability " +
                                    fixedText(event.peakProbability, 2)});
    }
    std::ranges::stable_sort(files, {}, [](const ClipFile& file) { return file.span.start; });
    return files;
}

Outcome writeClips(const std::filesystem::path& recording, std::span<const ClipFile> clips, const std::stop_token& stop,
                   const ProgressSink<std::size_t>& progress)
{
    if (clips.empty())
        return Outcome::Finished;
    std::optional<ClipCutter> cutter = ClipCutter::open(recording, stop);
    if (!cutter)
        return Outcome::Cancelled;
    makeFolder(clips.front().path.parent_path(), "choose another folder for the results");
    std::size_t done = 0;
    for (const ClipFile& clip : clips) {
        if (cutter->cut(clip, stop) == Outcome::Cancelled)
            return Outcome::Cancelled;
        ++done;
        if (progress)
            progress(done);
    }
    return Outcome::Finished;
}

std::string clipsFormatName(const ClipSettings& settings)
{
    constexpr int kExact = 7; // decimals of a sample
    constexpr std::size_t kThousandths = 4;
    std::string padding = fixedText(static_cast<double>(paddingSamples(settings)) / fbank::kSampleRate, kExact);
    while (padding.back() == '0' && padding.size() > padding.find('.') + kThousandths)
        padding.pop_back();
    return clipsFormatStart(settings.format) + padding;
}

void withdrawClips(const std::filesystem::path& stem, SoundFormat format)
{
    withdrawFormats(exportPath(stem, kProvenanceSuffix), clipsFormatStart(format));
}

} // namespace dass
