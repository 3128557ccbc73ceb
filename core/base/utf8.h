#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace dass {

// File names may hold any bytes, files of ours only valid UTF-8: what is none becomes U+FFFD.
std::string validUtf8(std::string_view bytes);
std::string utf8Of(const std::filesystem::path& path);

// A field of a tab-separated table without quoting: tabs and line breaks become spaces.
std::string tabField(std::string_view text);

} // namespace dass
