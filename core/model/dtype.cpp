#include "core/model/safetensors.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace dass {

namespace {

template <class T>
T load(const std::byte* from)
{
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

float halfToFloat(std::uint16_t half)
{
    const int sign = half >> 15;
    const int exponent = (half >> 10) & 0x1f;
    const int fraction = half & 0x3ff;
    float magnitude = 0;
    if (exponent == 0)
        magnitude = std::ldexp(static_cast<float>(fraction), -24);
    else if (exponent == 31)
        magnitude = fraction == 0 ? INFINITY : NAN;
    else
        magnitude = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
    return sign != 0 ? -magnitude : magnitude;
}

float elementAsFloat(DType dtype, const std::byte* from)
{
    switch (dtype) {
    case DType::Bool:
        return load<std::uint8_t>(from) != 0 ? 1.0F : 0.0F;
    case DType::U8:
        return load<std::uint8_t>(from);
    case DType::I8:
        return load<std::int8_t>(from);
    case DType::U16:
        return load<std::uint16_t>(from);
    case DType::I16:
        return load<std::int16_t>(from);
    case DType::F16:
        return halfToFloat(load<std::uint16_t>(from));
    case DType::BF16:
        return std::bit_cast<float>(static_cast<std::uint32_t>(load<std::uint16_t>(from)) << 16);
    case DType::U32:
        return static_cast<float>(load<std::uint32_t>(from));
    case DType::I32:
        return static_cast<float>(load<std::int32_t>(from));
    case DType::F32:
        return load<float>(from);
    case DType::U64:
        return static_cast<float>(load<std::uint64_t>(from));
    case DType::I64:
        return static_cast<float>(load<std::int64_t>(from));
    case DType::F64:
        return static_cast<float>(load<double>(from));
    }
    return 0;
}

} // namespace

std::size_t sizeOf(DType dtype)
{
    switch (dtype) {
    case DType::Bool:
    case DType::U8:
    case DType::I8:
        return 1;
    case DType::U16:
    case DType::I16:
    case DType::F16:
    case DType::BF16:
        return 2;
    case DType::U32:
    case DType::I32:
    case DType::F32:
        return 4;
    case DType::U64:
    case DType::I64:
    case DType::F64:
        return 8;
    }
    return 0;
}

std::string_view nameOf(DType dtype)
{
    switch (dtype) {
    case DType::Bool:
        return "BOOL";
    case DType::U8:
        return "U8";
    case DType::I8:
        return "I8";
    case DType::U16:
        return "U16";
    case DType::I16:
        return "I16";
    case DType::F16:
        return "F16";
    case DType::BF16:
        return "BF16";
    case DType::U32:
        return "U32";
    case DType::I32:
        return "I32";
    case DType::F32:
        return "F32";
    case DType::U64:
        return "U64";
    case DType::I64:
        return "I64";
    case DType::F64:
        return "F64";
    }
    return "";
}

std::string toString(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

std::int64_t TensorInfo::elements() const
{
    std::int64_t product = 1;
    for (const std::int64_t length : shape)
        product *= length;
    return product;
}

std::vector<float> floatsOf(const TensorInfo& tensor)
{
    const std::size_t step = sizeOf(tensor.dtype);
    std::vector<float> values(tensor.bytes.size() / step);
    if (tensor.dtype == DType::F32) {
        if (!values.empty())
            std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
        return values;
    }
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = elementAsFloat(tensor.dtype, tensor.bytes.data() + i * step);
    return values;
}

} // namespace dass
