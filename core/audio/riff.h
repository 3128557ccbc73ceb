#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace dass::media {

// Where the sound of a WAV file lies according to its header.
struct RiffData
{
    std::uint64_t sizeField = 0;  // byte that the stated size stands at
    std::uint64_t body = 0;       // byte that the sound begins at
    std::uint64_t statedSize = 0; // bytes
};

enum class RiffKind { Wav, W64 };

// Walks the chunks up to the one that holds the sound. Nothing for files without one; reads headers only.
std::optional<RiffData> findRiffData(const std::filesystem::path& path, RiffKind kind);

} // namespace dass::media
