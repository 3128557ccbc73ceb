#pragma once

#include "core/model/spill.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>

namespace dass {

// Values that a TiledDass keeps of a recording between its passes, found by their place. Several threads may write and
// read different parts at once, though nobody while it is enlarged.
class TileStore
{
public:
    virtual ~TileStore() = default;

    // Makes it so long; what is there stays.
    virtual void reserve(std::int64_t bytes) = 0;

    // Of any device and contiguous; offset in bytes.
    virtual void write(std::int64_t offset, const at::Tensor& values) = 0;

    // For reading only: perhaps that very memory.
    virtual at::Tensor read(std::int64_t offset, at::IntArrayRef shape, at::ScalarType type) const = 0;

    virtual bool isOnDevice() const = 0;
};

// In main memory, or in a file where it gets longer than so many bytes (Spill).
class HostTileStore final : public TileStore
{
public:
    HostTileStore(const std::filesystem::path& folder, std::int64_t mostInMemory) : m_spill(folder, mostInMemory) {}

    void reserve(std::int64_t bytes) override { m_spill.reserve(bytes); }
    void write(std::int64_t offset, const at::Tensor& values) override;
    at::Tensor read(std::int64_t offset, at::IntArrayRef shape, at::ScalarType type) const override;
    bool isOnDevice() const override { return false; }
    bool isInMemory() const { return m_spill.inMemory() != nullptr; }

private:
    Spill m_spill;
};

// In a device's memory, as long as it was made.
class DeviceTileStore final : public TileStore
{
public:
    DeviceTileStore(std::int64_t bytes, const at::Device& device); // throws what torch throws

    void reserve(std::int64_t bytes) override;
    void write(std::int64_t offset, const at::Tensor& values) override;
    at::Tensor read(std::int64_t offset, at::IntArrayRef shape, at::ScalarType type) const override;
    bool isOnDevice() const override { return true; }

private:
    at::Tensor m_bytes;
};

} // namespace dass
