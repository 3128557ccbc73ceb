#include "core/model/tile_store.h"

#include "core/base/error.h"

#include <ATen/ATen.h>

#include <span>
#include <string>

namespace dass {

void HostTileStore::write(std::int64_t offset, const at::Tensor& values)
{
    const at::Tensor here = values.to(at::kCPU);
    m_spill.write(offset, {static_cast<const std::byte*>(here.const_data_ptr()), here.nbytes()});
}

at::Tensor HostTileStore::read(std::int64_t offset, at::IntArrayRef shape, at::ScalarType type) const
{
    if (const std::byte* there = m_spill.inMemory()) // which nothing writes to, though torch's views know no const
        return at::from_blob(const_cast<std::byte*>(there + offset), shape, type);
    const at::Tensor values = at::empty(shape, type);
    m_spill.read(offset, {static_cast<std::byte*>(values.mutable_data_ptr()), values.nbytes()});
    return values;
}

DeviceTileStore::DeviceTileStore(std::int64_t bytes, const at::Device& device)
    : m_bytes(at::empty({bytes}, at::TensorOptions(device).dtype(at::kByte)))
{
}

void DeviceTileStore::reserve(std::int64_t bytes)
{
    if (bytes > m_bytes.numel())
        throw Error(ErrorCode::Internal, "a store of " + std::to_string(m_bytes.numel()) +
                                             " bytes on a device was to become one of " + std::to_string(bytes));
}

void DeviceTileStore::write(std::int64_t offset, const at::Tensor& values)
{
    read(offset, values.sizes(), values.scalar_type()).copy_(values);
}

at::Tensor DeviceTileStore::read(std::int64_t offset, at::IntArrayRef shape, at::ScalarType type) const
{
    const std::int64_t bytes = c10::multiply_integers(shape) * static_cast<std::int64_t>(c10::elementSize(type));
    return m_bytes.narrow(0, offset, bytes).view(type).view(shape);
}

} // namespace dass
