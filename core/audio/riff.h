#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

// The chunks of WAV files (RIFF, and RF64 and BW64, whose sizes may stand in a ds64 chunk) and of Sony's W64. Only
// headers are read.

namespace dass::media {

struct RiffChunk
{
    std::uint64_t sizeField = 0; // byte that its size stands at
    std::uint64_t body = 0;      // byte that its contents begin at
    std::uint64_t size = 0;      // bytes of them, as the file states it: there may be fewer, as after a cut
};

enum class RiffKind { Wav, W64 };

// The first chunk whose name begins with these four letters, also behind the sound ("data"). Nothing for files of
// another kind, and where the list of chunks is damaged or cut off before it is reached.
std::optional<RiffChunk> findRiffChunk(const std::filesystem::path& path, RiffKind kind, std::string_view name);

// The bytes of such a chunk of a WAV file. Nothing, too, where it is cut off or longer than mostBytes.
std::optional<std::string> readRiffChunk(const std::filesystem::path& path, std::string_view name,
                                         std::uint64_t mostBytes);

} // namespace dass::media
