#include "core/model/tile_scan.h"

#include "core/ops/ss2d_device_tiles.h"

#include <ATen/ATen.h>

#include <span>
#include <vector>

namespace dass {

namespace {

// The image is time-major here: its rows are the model's columns, so the directions change places.
ops::Ss2dParameters timeMajor(const ops::Ss2dParameters& p)
{
    const at::Tensor order = at::tensor({1, 0, 3, 2}, at::kLong).to(p.xProjWeight.device());
    const auto swapped = [&order](const at::Tensor& parameter) {
        const std::vector<std::int64_t> shape = parameter.sizes().vec();
        return parameter.contiguous().view({4, -1}).index_select(0, order).view(shape);
    };
    return {swapped(p.xProjWeight), swapped(p.dtProjsWeight), swapped(p.dtProjsBias), swapped(p.aLogs), swapped(p.ds)};
}

class CpuTileScan final : public TileScan
{
public:
    CpuTileScan(const ops::Ss2dParameters& parameters, std::int64_t height) : m_tiles(timeMajor(parameters), height) {}

    std::size_t gates() const override { return static_cast<std::size_t>(m_tiles.blocks()); }

    at::Tensor project(const at::Tensor& x) const override { return m_tiles.project(x); }

    at::Tensor summarise(const at::Tensor& x, const at::Tensor& projections, const InTurn& inTurn) override
    {
        const at::Tensor record = at::empty({m_tiles.recordSize() / x.size(2), x.size(2)}, at::kFloat);
        m_tiles.summarise(x, projections, {record.mutable_data_ptr<float>(), static_cast<std::size_t>(record.numel())},
                          inTurn);
        return record;
    }

    at::Tensor scan(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& record,
                    const InTurn& inTurn) override
    {
        return m_tiles.scan(x, projections, {record.const_data_ptr<float>(), static_cast<std::size_t>(record.numel())},
                            inTurn);
    }

private:
    ops::Ss2dTiles m_tiles;
};

class DeviceTileScan final : public TileScan
{
public:
    DeviceTileScan(const ops::Ss2dParameters& parameters, std::int64_t height) : m_tiles(timeMajor(parameters), height)
    {
    }

    std::size_t gates() const override { return 0; }

    at::Tensor project(const at::Tensor& x) const override { return m_tiles.project(x); }

    at::Tensor summarise(const at::Tensor& x, const at::Tensor& projections, const InTurn& /*inTurn*/) override
    {
        return m_tiles.summarise(x, projections);
    }

    at::Tensor scan(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& record,
                    const InTurn& /*inTurn*/) override
    {
        return m_tiles.scan(x, projections, record);
    }

private:
    ops::Ss2dDeviceTiles m_tiles;
};

} // namespace

std::unique_ptr<TileScan> TileScan::onCpu(const ops::Ss2dParameters& parameters, std::int64_t height)
{
    return std::make_unique<CpuTileScan>(parameters, height);
}

std::unique_ptr<TileScan> TileScan::onDevice(const ops::Ss2dParameters& parameters, std::int64_t height)
{
    return std::make_unique<DeviceTileScan>(parameters, height);
}

} // namespace dass
