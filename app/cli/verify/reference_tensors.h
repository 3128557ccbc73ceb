#pragma once

#include "core/model/safetensors.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

namespace dass::cli {

// Tensors that a reference file gives to compute with. Anybody may have written them: what the file's header tells is
// judged before any value is read.

inline constexpr std::int64_t kAnyLength = -1;
inline constexpr std::int64_t kMostParameters = 1'000'000'000; // of a network that a reference describes

// Throws Error(BadFile), naming the tensor, where it has more values than any reference.
void requireModest(const StoredTensor& tensor);

// The same of what is computed from them: `what` in words, and the lengths whose product it has.
void requireModestSize(const std::string& what, const std::vector<std::int64_t>& lengths);

// Throws Error(BadFile), naming the tensor, unless it is of floats and has these lengths, and as requireModest.
at::Tensor readInput(const SafetensorsFile& file, const std::string& name, const std::vector<std::int64_t>& wanted);

// Whether it is a list of just these whole numbers.
bool holdsNumbers(const StoredTensor& tensor, at::IntArrayRef numbers);

} // namespace dass::cli
