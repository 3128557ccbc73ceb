#pragma once

#include "core/report/recording_list.h"

#include <filesystem>
#include <span>
#include <vector>

namespace dass {

// Where the results of each recording go: folder / recording.folder / name, without the formats' suffixes. The name is
// the file's stem ("dawn" for dawn.wav). Recordings that would get the same files are told apart by their whole names
// ("dawn.wav", "dawn.mp3"), and if these are the same too, by a number in the order given ("dawn.wav-2").
std::vector<std::filesystem::path> outputStems(std::span<const Recording> recordings,
                                               const std::filesystem::path& folder);

// For people: each file's name, with as many of the folders above it as tell it from the others of that name.
std::vector<std::filesystem::path> distinctNames(std::span<const std::filesystem::path> files);

} // namespace dass
