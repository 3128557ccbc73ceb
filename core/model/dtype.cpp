#include "core/model/dtype.h"

#include <bit>
#include <cstring>

namespace dass {

namespace {

float halfToFloat(std::uint16_t half)
{
    const std::uint32_t sign = (half & 0x8000U) << 16;
    const std::uint32_t magnitude = half & 0x7fffU;
    if (magnitude < 0x0400) // so small that there is no leading one; exact
        return (sign != 0 ? -0x1p-24F : 0x1p-24F) * static_cast<float>(magnitude);
    const std::uint32_t exponents = magnitude < 0x7c00 ? 112 : 224; // infinity and NaN have the highest one
    return std::bit_cast<float>(sign | ((magnitude << 13) + (exponents << 23)));
}

template <class Stored, class Convert>
void convertAll(const std::byte* bytes, std::span<float> values, const Convert& convert)
{
    for (float& value : values) {
        Stored stored;
        std::memcpy(&stored, bytes, sizeof stored);
        value = convert(stored);
        bytes += sizeof stored;
    }
}

template <class Stored>
void castAll(const std::byte* bytes, std::span<float> values)
{
    convertAll<Stored>(bytes, values, [](Stored stored) { return static_cast<float>(stored); });
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

std::int64_t elementsOf(std::span<const std::int64_t> shape)
{
    std::int64_t product = 1;
    for (const std::int64_t length : shape)
        product *= length;
    return product;
}

void toFloats(DType dtype, const std::byte* bytes, std::span<float> values)
{
    switch (dtype) {
    case DType::Bool:
        return convertAll<std::uint8_t>(bytes, values, [](std::uint8_t stored) { return stored != 0 ? 1.0F : 0.0F; });
    case DType::U8:
        return castAll<std::uint8_t>(bytes, values);
    case DType::I8:
        return castAll<std::int8_t>(bytes, values);
    case DType::U16:
        return castAll<std::uint16_t>(bytes, values);
    case DType::I16:
        return castAll<std::int16_t>(bytes, values);
    case DType::F16:
        return convertAll<std::uint16_t>(bytes, values, halfToFloat);
    case DType::BF16:
        return convertAll<std::uint16_t>(bytes, values, [](std::uint16_t stored) {
            return std::bit_cast<float>(static_cast<std::uint32_t>(stored) << 16);
        });
    case DType::U32:
        return castAll<std::uint32_t>(bytes, values);
    case DType::I32:
        return castAll<std::int32_t>(bytes, values);
    case DType::F32:
        return castAll<float>(bytes, values);
    case DType::U64:
        return castAll<std::uint64_t>(bytes, values);
    case DType::I64:
        return castAll<std::int64_t>(bytes, values);
    case DType::F64:
        return castAll<double>(bytes, values);
    }
}

} // namespace dass
