#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace dass {

// What a file that anyone may have written may hold at most.
struct JsonBounds
{
    std::uint64_t bytes = 0;
    std::size_t values = 0; // JSON values and keys, so that a small file takes little memory
    int depth = 0;          // JSON inside JSON
    std::string most;       // for people: "more than any session that was saved"
};

// The JSON of a regular file within bounds; memory stays in proportion to them. Throws Error of one line that names the
// file: NotFound, Io, BadFile.
nlohmann::json readBoundedJson(const std::filesystem::path& file, const JsonBounds& bounds);

// The same of text that is there already; name: what is said of it.
nlohmann::json parseBoundedJson(const std::string& text, const std::string& name, const JsonBounds& bounds);

} // namespace dass
