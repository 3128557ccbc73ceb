#pragma once

#include "core/model/safetensors.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dass::cli {

// Throws Error(InvalidArgument) when the output is one of the inputs by whatever name, so that writing it would destroy
// what the user gave. Inputs that are empty or not there, and - (stdout), are never the same.
void requireOtherFile(const std::vector<std::filesystem::path>& inputs, const std::filesystem::path& output);

// Both throw Error(Io), naming the file, when it surely cannot be written: said before the work begins, not after hours
// of it. The first is for a file in a folder that is there, or - (stdout); the second for one whose folder will be
// made.
void requireWritable(const std::filesystem::path& output);
void requireFolderFor(const std::filesystem::path& file);

// A safetensors file, or with - its bytes on stdout. Throws Error(Io).
void writeTensorFile(const std::string& output, const std::map<std::string, TensorInfo>& tensors);

// Throws Error(Io) when something that was printed did not arrive.
void requirePrinted();

} // namespace dass::cli
