#include "core/report/recording_list.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <string>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 48> kExtensions{
    ".3gp", ".aac",  ".ac3",  ".aif",  ".aifc", ".aiff", ".amr", ".ape",  ".asf",  ".au",   ".avi", ".caf",
    ".dts", ".eac3", ".flac", ".flv",  ".m2ts", ".m4a",  ".m4b", ".m4v",  ".mka",  ".mkv",  ".mov", ".mp2",
    ".mp3", ".mp4",  ".mpc",  ".mpeg", ".mpg",  ".mts",  ".oga", ".ogg",  ".ogv",  ".opus", ".ra",  ".rf64",
    ".rm",  ".snd",  ".spx",  ".ts",   ".tta",  ".w64",  ".wav", ".wave", ".webm", ".wma",  ".wmv", ".wv"};

bool hidden(const fs::path& path)
{
    return path.filename().string().starts_with('.');
}

template <class Iterator>
void collect(Iterator iterator, const fs::path& folder, std::vector<Recording>& recordings)
{
    for (const Iterator end; iterator != end; ++iterator) {
        const fs::path& path = iterator->path();
        std::error_code unreadable; // then it is no recording
        if (hidden(path)) {
            if constexpr (requires { iterator.disable_recursion_pending(); })
                iterator.disable_recursion_pending();
        } else if (iterator->is_regular_file(unreadable) && looksLikeRecording(path)) {
            recordings.push_back({path, path.parent_path().lexically_relative(folder)});
        }
    }
}

// Tells files apart. One that cannot be resolved (links in a circle, a name that is too long) goes by its path; opening
// it says what is wrong.
fs::path identityOf(const fs::path& path)
{
    std::error_code unresolvable;
    fs::path resolved = fs::weakly_canonical(path, unresolvable);
    return unresolvable ? path : resolved;
}

} // namespace

std::span<const std::string_view> recordingExtensions()
{
    return kExtensions;
}

bool looksLikeRecording(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::ranges::find(kExtensions, extension) != kExtensions.end();
}

std::vector<Recording> listRecordings(const fs::path& input, bool recursive)
{
    std::error_code missing; // opening the file will say so
    if (!fs::is_directory(input, missing))
        return {{input, {}}};

    std::vector<Recording> recordings;
    try {
        if (recursive)
            collect(fs::recursive_directory_iterator(input, fs::directory_options::skip_permission_denied), input,
                    recordings);
        else
            collect(fs::directory_iterator(input), input, recordings);
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::Io, "the folder '" + input.string() + "' cannot be listed: " + error.code().message());
    }
    if (recordings.empty())
        throw Error(ErrorCode::NotFound, "the folder '" + input.string() + "' holds no recordings" +
                                             (recursive ? "" : "; --recursive looks into its folders too"));
    for (Recording& recording : recordings) {
        if (recording.folder == ".")
            recording.folder.clear();
    }
    std::ranges::sort(recordings, {}, &Recording::path);
    return recordings;
}

std::vector<Recording> withoutRepeats(std::vector<Recording> recordings)
{
    std::map<fs::path, std::size_t> places; // in `kept`
    std::vector<Recording> kept;
    for (Recording& recording : recordings) {
        const auto [place, fresh] = places.try_emplace(identityOf(recording.path), kept.size());
        std::error_code unreadable; // opening it says so
        if (fresh)
            kept.push_back(std::move(recording));
        else if (Recording& first = kept[place->second];
                 fs::is_symlink(first.path, unreadable) && !fs::is_symlink(recording.path, unreadable))
            first = std::move(recording);
    }
    return kept;
}

} // namespace dass
