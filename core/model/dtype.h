#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// What tensors of a file hold, without torch.

namespace dass {

enum class DType { Bool, U8, I8, U16, I16, F16, BF16, U32, I32, F32, U64, I64, F64 };

std::size_t sizeOf(DType dtype);                           // bytes of one element
std::string_view nameOf(DType dtype);                      // as safetensors spells it: "F32", "BF16", …
std::string toString(std::span<const std::int64_t> shape); // "[2, 128]"
std::int64_t elementsOf(std::span<const std::int64_t> shape);

// As many elements as `values` has room for, from bytes of any alignment.
void toFloats(DType dtype, const std::byte* bytes, std::span<float> values);

} // namespace dass
