#pragma once

#include "core/model/safetensors.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace dass {

using NamedTensors = std::map<std::string, at::Tensor>;

// Judges a file by its tensors without values (withoutValues) and returns the names of those to read. Throws Error to
// refuse the file, none of whose values has been read by then.
using TensorChoice = std::function<std::set<std::string>(const NamedTensors& shapes)>;

// A tensor of its own memory with the file's dtype. Throws as StoredTensor reads, and Error(Unsupported) for a dtype
// that torch cannot hold.
at::Tensor toTensor(const StoredTensor& stored);
at::Tensor readTensor(const SafetensorsFile& file, const std::string& name);

at::ScalarType scalarTypeOf(DType dtype);

// A tensor of that shape that has no values, nor memory for them: only its sizes and its dtype may be asked for.
at::Tensor withoutValues(const std::vector<std::int64_t>& shape, at::ScalarType type);

// Every tensor of a safetensors file: without values, or read; or those that are chosen.
NamedTensors shapesIn(const SafetensorsFile& file);
NamedTensors readTensors(const SafetensorsFile& file);
NamedTensors readTensors(const SafetensorsFile& file, const TensorChoice& choose);

// As writeSafetensors; the tensors may lie anywhere and have any strides.
void writeTensors(const std::filesystem::path& path, const NamedTensors& tensors,
                  const std::map<std::string, std::string>& metadata = {});

} // namespace dass
