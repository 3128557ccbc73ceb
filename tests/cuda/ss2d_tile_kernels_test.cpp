// The GPU's ss2d on an image in tiles, run on the CPU as the operator's kernel: against ss2d on all of the image and
// against core's tiles, and without a fault; planted ones are found.
#include "core/ops/ops.h"
#include "core/ops/ss2d_device_tiles.h"
#include "cuda/ss2d_tensors.h"
#include "cuda/ss2d_tile.cuh"
#include "tests/cuda/kernel_testing.h"

#include <torch/library.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <ostream>
#include <random>
#include <vector>

namespace dass::cuda {
namespace {

using host::BlockRunner;
using host::FaultKind;
using host::FaultLog;
using host::HostLauncherOf;
using host::HostMachine;
using host::ThreadOrder;
using ops::relativeError;

// What the operator runs now.
std::function<void(const Ss2dTilePass&)> runPass;

template <class Machine>
void useMachine(BlockRunner& runner)
{
    runPass = [&runner](const Ss2dTilePass& pass) {
        forElement(pass.inputs.type, [&](auto element) {
            forRank(pass.inputs.size.rank,
                    [&](auto rank) { ss2dTile<decltype(element), rank()>(HostLauncherOf<Machine>(runner), pass); });
        });
    };
}

void tileOnHost(const at::Tensor& x, const at::Tensor& projections, const at::Tensor& dtProjsWeight,
                const at::Tensor& dtProjsBias, const at::Tensor& aLogs, const at::Tensor& ds, const at::Tensor& starts,
                const at::Tensor& ends, const at::Tensor& dtSums, const at::Tensor& y)
{
    ss2dTileOf(x, projections, dtProjsWeight, dtProjsBias, aLogs, ds, starts, ends, dtSums, y, runPass);
}

TORCH_LIBRARY_IMPL(dass, CPU, library)
{
    library.impl("ss2d_tile", &tileOnHost);
}

struct Image
{
    int64_t height, width, channels, rank;
};

std::ostream& operator<<(std::ostream& to, const Image& i)
{
    return to << i.height << " x " << i.width << " x " << i.channels << ", R " << i.rank;
}

ops::Ss2dParameters parametersOf(const Image& i)
{
    return {at::randn({4, i.rank + 2, i.channels}) / std::sqrt(static_cast<double>(i.channels)),
            at::randn({4, i.channels, i.rank}) / std::sqrt(static_cast<double>(i.rank)),
            at::randn({4, i.channels}) - 4, // steps so small that states reach far beyond a tile
            at::randn({4 * i.channels, 1}) * 0.3, at::ones({4 * i.channels}) + at::randn({4 * i.channels}) * 0.1};
}

at::Tensor whole(const at::Tensor& x, const ops::Ss2dParameters& p)
{
    return ops::ss2d(x.unsqueeze(0), p.xProjWeight, p.dtProjsWeight, p.dtProjsBias, p.aLogs, p.ds)[0];
}

at::Tensor tiled(const at::Tensor& x, const ops::Ss2dParameters& p, int64_t tileRows)
{
    const PoisonedMemory poisoned;
    ops::Ss2dDeviceTiles tiles(p, x.size(1));
    std::vector<at::Tensor> parts, projections;
    for (int64_t first = 0; first < x.size(0); first += tileRows) {
        parts.push_back(x.narrow(0, first, std::min(tileRows, x.size(0) - first)));
        projections.push_back(tiles.project(parts.back()));
    }
    std::vector<at::Tensor> records(parts.size());
    for (size_t i = parts.size(); i-- > 0;)
        records[i] = tiles.summarise(parts[i], projections[i]);
    for (size_t i = 0; i < parts.size(); ++i)
        parts[i] = tiles.scan(parts[i], projections[i], records[i]);
    return at::cat(parts);
}

at::Tensor tiledByCore(const at::Tensor& x, const ops::Ss2dParameters& p, int64_t tileRows)
{
    ops::Ss2dTiles tiles(p, x.size(1));
    std::vector<at::Tensor> parts, projections;
    for (int64_t first = 0; first < x.size(0); first += tileRows) {
        parts.push_back(x.narrow(0, first, std::min(tileRows, x.size(0) - first)));
        projections.push_back(tiles.project(parts.back()));
    }
    std::vector<std::vector<float>> records(parts.size(), std::vector<float>(static_cast<size_t>(tiles.recordSize())));
    for (size_t i = parts.size(); i-- > 0;)
        tiles.summarise(parts[i], projections[i], records[i]);
    for (size_t i = 0; i < parts.size(); ++i)
        parts[i] = tiles.scan(parts[i], projections[i], records[i]);
    return at::cat(parts);
}

void expectLikeWhole(const Image& image, int64_t rows, at::ScalarType type = at::kFloat,
                     ThreadOrder order = ThreadOrder::Upwards)
{
    SCOPED_TRACE(testing::Message() << image << ", " << type << " in tiles of " << rows);
    at::manual_seed(3);
    const auto x = at::randn({image.height, image.width, image.channels}).to(type);
    const auto parameters = parametersOf(image);
    BlockRunner runner(order);
    useMachine<HostMachine>(runner);
    const auto got = tiled(x, parameters, rows);
    EXPECT_TRUE(runner.faults().isEmpty()) << runner.faults();
    if (type != at::kHalf) { // which the CPU's kernels don't take
        EXPECT_LT(relativeError(got, whole(x, parameters)), toleranceOf(type));
        EXPECT_LT(relativeError(got, tiledByCore(x, parameters, rows)), toleranceOf(type));
        return;
    }
    EXPECT_LT(relativeError(got.to(at::kFloat), whole(x.to(at::kFloat), parameters)), toleranceOf(type));
}

// Around the steps of the kernels' tiles (16) and chunks (32), in columns and in rows.
TEST(Ss2dTileKernels, anyDivisionEqualsTheWholeWithoutFaults)
{
    for (const Image& image :
         {Image{1, 1, 1, 1}, Image{70, 3, 19, 2}, Image{66, 1, 32, 6}, Image{2, 33, 33, 12}, Image{40, 7, 40, 25}})
        for (const int64_t rows : {1, 3, 15, 16, 17, 31, 32, 33, 64, 65, 1000})
            if (rows > 2 || image.height * image.width < 100)
                expectLikeWhole(image, rows);
}

TEST(Ss2dTileKernels, everyTypeAndRankEqualsTheWhole)
{
    for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16})
        for (const int64_t rank : {1, 6, 12, 24, 48, 50})
            expectLikeWhole({37, 5, 40, rank}, 16, type, ThreadOrder::Downwards);
}

TEST(Ss2dTileKernels, randomShapesEqualTheWhole)
{
    std::mt19937 random(11);
    const auto upTo = [&](int64_t most) { return std::uniform_int_distribution<int64_t>(1, most)(random); };
    for (int i = 0; i < 25; ++i) {
        const Image image{upTo(80), upTo(9), upTo(70), upTo(8)};
        expectLikeWhole(image, upTo(image.height + 5), at::kFloat,
                        i % 2 == 0 ? ThreadOrder::Upwards : ThreadOrder::Downwards);
    }
}

TEST(Ss2dTileKernels, recordsAreAsLargeAsCores)
{
    at::manual_seed(4);
    const Image image{8, 6, 20, 2};
    BlockRunner runner;
    useMachine<HostMachine>(runner);
    ops::Ss2dDeviceTiles tiles(parametersOf(image), image.width);
    const auto x = at::randn({image.height, image.width, image.channels});
    EXPECT_EQ(tiles.summarise(x, tiles.project(x)).numel(), ops::Ss2dTiles::recordSize(image.width, image.channels, 1));
}

TEST(Ss2dTileKernels, wrongShapesAreRefused)
{
    const Image image{8, 4, 16, 2};
    ops::Ss2dDeviceTiles tiles(parametersOf(image), 4);
    const auto wide = at::randn({8, 5, 16});
    EXPECT_THROW(tiles.summarise(wide, tiles.project(wide)), c10::Error);
    const auto fits = at::randn({8, 4, 16});
    EXPECT_THROW(tiles.summarise(fits, tiles.project(fits).narrow(0, 0, 31)), c10::Error);
    EXPECT_THROW(tiles.scan(fits, tiles.project(fits), at::zeros({8, 16})), c10::Error);
    auto parameters = parametersOf(image);
    parameters.aLogs = at::zeros({64, 2});
    EXPECT_THROW(ops::Ss2dDeviceTiles(parameters, 4), c10::Error);
}

// A machine that leaves out the barrier after a block's stage has been filled.
struct ForgetfulMachine : HostMachine
{
    void sync() const {}
};

// A machine whose threads think that they are one further.
struct ShiftedMachine : HostMachine
{
    int thread() const { return HostMachine::thread() + 1; }
};

template <class Machine>
FaultLog faultsOn()
{
    at::manual_seed(5);
    const Image image{40, 3, 32, 2};
    BlockRunner runner;
    useMachine<Machine>(runner);
    tiled(at::randn({image.height, image.width, image.channels}), parametersOf(image), 33);
    return runner.faults();
}

TEST(Ss2dTileKernels, plantedFaultsAreFound)
{
    EXPECT_TRUE(faultsOn<HostMachine>().isEmpty()) << faultsOn<HostMachine>();
    EXPECT_TRUE(faultsOn<ForgetfulMachine>().has(FaultKind::Race));
    const FaultLog shifted = faultsOn<ShiftedMachine>();
    EXPECT_TRUE(shifted.has(FaultKind::NeverWritten)) << shifted;
    EXPECT_TRUE(shifted.has(FaultKind::OutOfBounds) || shifted.has(FaultKind::Race)) << shifted;
}

} // namespace
} // namespace dass::cuda
