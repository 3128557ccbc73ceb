#pragma once

#include "core/model/parameters.h"
#include "core/model/safetensors.h"

#include <filesystem>
#include <string>

namespace dass::distill {

// The tensors of a file that a run has written for itself to read again. They have to be exactly the wanted ones, of
// their shapes, finite and fp32: what the file's header tells is judged before any value is read, so that a damaged
// file, however large, takes no more memory than the run has use for. Throws Error(BadFile) that names the file and the
// first tensor that is wrong.
Parameters readStateTensors(const SafetensorsFile& file, const ShapeMap& wanted);

// Throws Error(BadFile) that names the file, and what is left to do: a state cannot be mended, only left.
[[noreturn]] void failState(const std::filesystem::path& file, const std::string& what);

} // namespace dass::distill
