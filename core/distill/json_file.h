#pragma once

#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace dass::distill {

// Reads JSON that comes from outside. Throws Error: NotFound, Io, and `code` where the file is no valid JSON or nests
// deeper than anything of ours does: copying and printing such a value would recurse as deep.
nlohmann::json readJsonFile(const std::filesystem::path& path, ErrorCode code);

} // namespace dass::distill
