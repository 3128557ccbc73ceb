#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dass::media {

// Whether a file shows that its end is missing, in ways that FFmpeg passes over in silence: a WAV or W64 whose sound
// chunk reaches beyond the file, an Ogg whose last page is cut or is not marked as the last. Returns what is wrong, or
// nothing. container: FFmpeg's name of the format.
std::string signOfCut(const std::filesystem::path& path, std::string_view container);

} // namespace dass::media
