#pragma once

#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dass {

// A list of classes as a text file: a display name, machine id or index a line; a # at the start of a line or after a
// space begins a comment.
struct ClassList
{
    std::vector<std::int64_t> classes; // in the file's order, each once
    std::vector<std::string> unknown;  // what names no class of the model, as it was written
};

ClassList parseClassList(std::string_view text, std::span<const Label> labels);
// Throws Error (NotFound, Io; BadFile for what is no text of at most 1 MiB).
ClassList readClassList(const std::filesystem::path& file, std::span<const Label> labels);

// Reads back as the same classes. `title` becomes a comment in the first line.
std::string classListText(const std::string& title, std::span<const std::int64_t> classes,
                          std::span<const Label> labels);

// What to tell of the unknown ones, without a full stop: names the first few and what is near to the first.
std::string unknownClassesText(const ClassList& list, std::span<const Label> labels);

} // namespace dass
