// A tall image in tiles of rows against ss2d on all of it.
#include "core/ops/ops.h"
#include "core/ops/ss2d_tiles.h"
#include "tests/ops/op_testing.h"

#include <cmath>
#include <random>
#include <tuple>
#include <vector>

namespace dass::ops {
namespace {

struct Image
{
    int64_t height, width, channels, rank, states;
};

std::ostream& operator<<(std::ostream& to, const Image& i)
{
    return to << i.height << " x " << i.width << " x " << i.channels << ", R " << i.rank << ", N " << i.states;
}

Ss2dParameters parametersOf(const Image& i)
{
    return {at::randn({4, i.rank + 2 * i.states, i.channels}) / std::sqrt(static_cast<double>(i.channels)),
            at::randn({4, i.channels, i.rank}) / std::sqrt(static_cast<double>(i.rank)),
            at::randn({4, i.channels}) - 4, // steps so small that states reach far beyond a tile
            at::randn({4 * i.channels, i.states}) * 0.3,
            at::ones({4 * i.channels}) + at::randn({4 * i.channels}) * 0.1};
}

at::Tensor whole(const at::Tensor& x, const Ss2dParameters& p)
{
    return ss2d(x.unsqueeze(0), p.xProjWeight, p.dtProjsWeight, p.dtProjsBias, p.aLogs, p.ds)[0];
}

at::Tensor tiled(const at::Tensor& x, const Ss2dParameters& p, int64_t tileRows)
{
    Ss2dTiles tiles(p, x.size(1));
    std::vector<at::Tensor> parts;
    std::vector<at::Tensor> projections;
    std::vector<std::vector<float>> records;
    for (int64_t first = 0; first < x.size(0); first += tileRows) {
        parts.push_back(x.narrow(0, first, std::min(tileRows, x.size(0) - first)));
        projections.push_back(tiles.project(parts.back()));
        records.emplace_back(static_cast<size_t>(tiles.recordSize()));
    }
    for (size_t i = parts.size(); i-- > 0;)
        tiles.summarise(parts[i], projections[i], records[i]);
    for (size_t i = 0; i < parts.size(); ++i)
        parts[i] = tiles.scan(parts[i], projections[i], records[i]);
    return at::cat(parts);
}

// Three are so many that the columns of narrow images are divided among them, too.
constexpr int kThreads[] = {1, 3};

TEST(Ss2dTiles, anyDivisionEqualsTheWhole)
{
    at::manual_seed(3);
    for (const Image& image : {Image{1, 1, 1, 1, 1}, Image{37, 5, 19, 2, 1}, Image{64, 4, 96, 6, 1},
                               Image{33, 1, 32, 2, 3}, Image{1, 33, 17, 2, 2}, Image{50, 7, 16, 17, 16}}) {
        const auto x = at::randn({image.height, image.width, image.channels});
        const auto parameters = parametersOf(image);
        const auto wanted = whole(x, parameters);
        for (const int threads : kThreads) {
            const ThreadCount use(threads);
            for (const int64_t rows : {1, 3, 16, 31, 36, 64, 1000})
                EXPECT_LT(relativeError(tiled(x, parameters, rows), wanted), 1e-5)
                    << image << " in tiles of " << rows << ", " << threads << " threads";
        }
    }
}

TEST(Ss2dTiles, randomShapesEqualTheWhole)
{
    std::mt19937 random(11);
    const auto upTo = [&](int64_t most) { return std::uniform_int_distribution<int64_t>(1, most)(random); };
    for (int i = 0; i < 60; ++i) {
        at::manual_seed(static_cast<uint64_t>(i));
        const Image image{upTo(90), upTo(12), upTo(70), upTo(6), upTo(4)};
        const auto x = at::randn({image.height, image.width, image.channels});
        const auto parameters = parametersOf(image);
        const int64_t rows = upTo(image.height + 5);
        EXPECT_LT(relativeError(tiled(x, parameters, rows), whole(x, parameters)), 1e-5)
            << image << " in tiles of " << rows;
    }
}

TEST(Ss2dTiles, bfloat16EqualsTheWhole)
{
    at::manual_seed(5);
    const Image image{45, 6, 48, 3, 1};
    const auto x = at::randn({image.height, image.width, image.channels}).to(at::kBFloat16);
    const auto parameters = parametersOf(image);
    const auto wanted = whole(x, parameters);
    for (const int64_t rows : {1, 7, 44, 45})
        EXPECT_LT(relativeError(tiled(x, parameters, rows), wanted), 1e-2) << rows; // one step of bf16's rounding
}

TEST(Ss2dTiles, statesReachAcrossAllTilesInEveryDirection)
{
    // An impulse in the first or last corner is heard in the opposite one, through every border on the way.
    at::manual_seed(6);
    const Image image{40, 3, 16, 2, 1};
    auto parameters = parametersOf(image);
    parameters.dtProjsBias.fill_(-6);
    const auto silence = at::full({image.height, image.width, image.channels}, 0.1);
    for (const auto& [from, to] : {std::pair<int64_t, int64_t>{0, 39}, {39, 0}}) {
        auto x = silence.clone();
        x[from][from == 0 ? 0 : 2].add_(5);
        const auto difference = (tiled(x, parameters, 8) - tiled(silence, parameters, 8))[to];
        EXPECT_GT(difference.abs().max().item<float>(), 1e-3) << from;
    }
}

TEST(Ss2dTiles, hugeStepsStayFinite)
{
    at::manual_seed(8);
    const Image image{30, 4, 32, 2, 1};
    auto parameters = parametersOf(image);
    parameters.dtProjsBias.uniform_(-90, 90);
    parameters.aLogs.uniform_(-8, 8);
    const auto x = at::randn({image.height, image.width, image.channels});
    const auto y = tiled(x, parameters, 7);
    EXPECT_TRUE(y.isfinite().all().item<bool>());
    EXPECT_LT(relativeError(y, whole(x, parameters)), 1e-5);
}

TEST(Ss2dTiles, aWrongShapeIsRefused)
{
    const Image image{8, 4, 16, 2, 1};
    Ss2dTiles tiles(parametersOf(image), 4);
    const auto x = at::randn({8, 5, 16});
    std::vector<float> record(static_cast<size_t>(tiles.recordSize()));
    EXPECT_THROW(tiles.summarise(x, tiles.project(x), record), c10::Error);
    const auto fits = at::randn({8, 4, 16});
    record.pop_back();
    EXPECT_THROW(tiles.summarise(fits, tiles.project(fits), record), c10::Error);
}

} // namespace
} // namespace dass::ops
