#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace dass {

struct Recording
{
    std::filesystem::path path;   // as given, or as found in the folder that was given
    std::filesystem::path folder; // where its results belong, relative to the folder for results; empty = that itself
};

// Whether a file's name says that it is sound, or video that may have a sound track. Only for choosing from folders: a
// file that was named is always tried.
bool looksLikeRecording(const std::filesystem::path& path);
std::span<const std::string_view> recordingExtensions(); // of such names: ".3gp", ".aac", …; static

// The recordings that files and folders stand for, in the order given, folders sorted by name; hidden entries, and what
// appears a second time, are left out (of a file and the links to it the file stays, in the place of the first). A path
// that is not there is kept, so that opening it says so. Throws Error(NotFound) for a folder without recordings,
// Error(Io) for one that cannot be listed.
std::vector<Recording> listRecordings(const std::filesystem::path& input, bool recursive);
std::vector<Recording> withoutRepeats(std::vector<Recording> recordings);

} // namespace dass
