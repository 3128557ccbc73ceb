#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace dass {

// Whether the text nests lists and objects deeper than anything of ours does, be it valid JSON or not. Copying,
// merging and printing such a value would recurse as deep.
bool nestsTooDeep(std::string_view text);

// Reads JSON that comes from outside. Throws Error: NotFound, Io, and `code` where the file is no valid JSON or nests
// too deep.
nlohmann::json readJsonFile(const std::filesystem::path& path, ErrorCode code);

// The same, or nothing once a stop was asked for.
std::optional<nlohmann::json> readJsonFile(const std::filesystem::path& path, ErrorCode code,
                                           const std::stop_token& stop);

// Reads a specification: readJsonFile for what a person may write. Throws Error: NotFound, Io, and InvalidArgument
// where the file is no valid JSON, nests too deep, is larger than any specification, or has a key twice in one object
// or a text with NUL (json_slips.h), which are named.
nlohmann::json readSpecFile(const std::filesystem::path& path);

// The same of a specification's text that is at hand. `path` stands for its file in errors.
nlohmann::json parseSpec(const std::string& text, const std::filesystem::path& path);

} // namespace dass
