#pragma once

#include "core/model/safetensors.h"

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dass {

// A tensor of its own memory with the file's dtype. Throws Error(Unsupported) for a dtype that torch cannot hold.
at::Tensor toTensor(const TensorInfo& info);
at::Tensor readTensor(const SafetensorsFile& file, const std::string& name);

at::ScalarType scalarTypeOf(DType dtype);

// A tensor of that shape that has no values, nor memory for them: only its sizes and its dtype may be asked for.
at::Tensor withoutValues(const std::vector<std::int64_t>& shape, at::ScalarType type);

// Every tensor of a safetensors file.
std::map<std::string, at::Tensor> readTensors(const SafetensorsFile& file);

// As writeSafetensors; the tensors may lie anywhere and have any strides.
void writeTensors(const std::filesystem::path& path, const std::map<std::string, at::Tensor>& tensors,
                  const std::map<std::string, std::string>& metadata = {});

} // namespace dass
