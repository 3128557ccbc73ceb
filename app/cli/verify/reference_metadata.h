#pragma once

#include "core/model/safetensors.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dass::cli {

struct Verdict;

// What a reference file's metadata says. Each throws Error(BadFile), naming the key, for what is missing or no number.
std::string metadata(const SafetensorsFile& file, const std::string& key);
std::int64_t number(const SafetensorsFile& file, const std::string& key);
std::int64_t numberWithin(const SafetensorsFile& file, const std::string& key, std::int64_t least, std::int64_t most);
std::vector<std::int64_t> numbers(const SafetensorsFile& file, const std::string& key); // a list: "[1, 2]" or "1,2"

// Compares one step of a pass with the file's statistics of it, where it has some: shape, mean and (population)
// standard deviation, first and last values.
void compareStep(const SafetensorsFile& file, const std::string& name, const at::Tensor& value, Verdict& verdict);

} // namespace dass::cli
