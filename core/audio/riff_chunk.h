#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace dass::media {

// The bytes of the first chunk with this four-letter name in a WAV file (RIFF, RF64 or BW64), wherever it stands, also
// behind the sound. Nothing for other files, and where the list of chunks is damaged before it is reached or the chunk
// itself is cut off or longer than mostBytes. Reads headers only.
std::optional<std::string> readRiffChunk(const std::filesystem::path& path, std::string_view name,
                                         std::uint64_t mostBytes);

} // namespace dass::media
