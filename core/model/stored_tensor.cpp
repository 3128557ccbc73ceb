#include "core/model/stored_tensor.h"

#include "core/base/error.h"

#include <algorithm>
#include <bit>

namespace dass {

static_assert(std::endian::native == std::endian::little, "data is taken as it lies in the file");

void StoredTensor::read(std::uint64_t offset, std::span<std::byte> out) const
{
    const std::uint64_t there = bytes();
    if (offset > there || out.size() > there - offset)
        throw Error(ErrorCode::InvalidArgument, "tensor '" + name + "' has " + std::to_string(there) + " bytes; " +
                                                    std::to_string(out.size()) + " from " + std::to_string(offset) +
                                                    " on were asked for");
    file->read(begin + offset, out, "tensor '" + name + "'");
}

void StoredTensor::readFloats(std::int64_t first, std::span<float> out) const
{
    const std::size_t step = sizeOf(dtype);
    std::uint64_t offset = static_cast<std::uint64_t>(first) * step;
    if (dtype == DType::F32) {
        read(offset, std::as_writable_bytes(out));
        return;
    }
    constexpr std::size_t kBlock = std::size_t{1} << 17; // elements: they are in memory in both kinds
    std::vector<std::byte> block(std::min(out.size(), kBlock) * step);
    for (std::size_t done = 0; done < out.size(); done += kBlock) {
        const std::span<float> values = out.subspan(done, std::min(kBlock, out.size() - done));
        const std::span<std::byte> bytes = std::span(block).first(values.size() * step);
        read(offset, bytes);
        toFloats(dtype, bytes.data(), values);
        offset += bytes.size();
    }
}

std::vector<float> floatsOf(const StoredTensor& tensor)
{
    std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
    tensor.readFloats(0, values);
    return values;
}

std::vector<float> rowOf(const StoredTensor& tensor, std::int64_t row)
{
    const std::int64_t width = elementsOf(std::span(tensor.shape).subspan(1));
    std::vector<float> values(static_cast<std::size_t>(width));
    tensor.readFloats(row * width, values);
    return values;
}

} // namespace dass
