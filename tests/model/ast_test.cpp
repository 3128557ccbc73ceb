#include "core/base/error.h"
#include "core/model/ast.h"
#include "core/model/ast_positions.h"
#include "core/model/synthetic.h"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace dass {
namespace {

AstConfig tinyConfig()
{
    AstConfig config = AstConfig::of(32, 2, 5);
    config.columns = 11;
    return config;
}

Ast tinyAst()
{
    return Ast(tinyConfig(), syntheticParameters(tinyConfig().parameters(), 3));
}

at::Tensor noiseClip(std::int64_t frames, std::uint64_t seed = 1)
{
    return at::tensor(syntheticSpectrogram(frames, seed)).view({1, frames, 128});
}

// What position the table gives patch (row, column) of so many columns, channel d: the plain rule.
float plainPosition(const at::Tensor& table, std::int64_t row, std::int64_t column, std::int64_t columns,
                    std::int64_t d)
{
    const std::int64_t given = (table.size(1) - 2) / 12;
    const auto at = [&](std::int64_t c) { return table[0][2 + row * given + c][d].item<float>(); };
    if (columns < given)
        return at(given / 2 - columns / 2 + column);
    const double source = std::max(
        0.0, (static_cast<double>(column) + 0.5) * static_cast<double>(given) / static_cast<double>(columns) - 0.5);
    const auto left = static_cast<std::int64_t>(source);
    const double part = source - static_cast<double>(left);
    return static_cast<float>((1 - part) * at(left) + part * at(std::min(left + 1, given - 1)));
}

TEST(AstPositionsOf, OtherLengthsAreCutFromTheMiddleOrStretchedAlongTime)
{
    const at::Tensor table = at::rand({1, 2 + 12 * 11, 3});
    for (const std::int64_t columns : {1, 4, 5, 10, 11, 12, 30}) {
        const at::Tensor found = astPositions(table, columns);
        ASSERT_EQ(found.sizes(), at::IntArrayRef({1, 2 + 12 * columns, 3}));
        EXPECT_TRUE(at::equal(found.narrow(1, 0, 2), table.narrow(1, 0, 2)));
        for (const std::int64_t row : {0, 5, 11})
            for (std::int64_t column = 0; column < columns; ++column)
                EXPECT_NEAR(found[0][2 + row * columns + column][2].item<float>(),
                            plainPosition(table, row, column, columns, 2), 1e-5)
                    << row << ' ' << column << " of " << columns;
    }
    EXPECT_THROW(astPositions(at::rand({1, 20, 3}), 4), Error); // 18 patches are no 12 rows
}

TEST(AstPositionsOf, SinusoidalOnesFollowTheirFormula)
{
    const at::Tensor found = sinusoidalPositions(200, 6);
    for (const std::int64_t token : {0, 1, 7, 199})
        for (std::int64_t i = 0; i < 3; ++i) {
            const double angle = static_cast<double>(token) * std::pow(10000.0, -2.0 * static_cast<double>(i) / 6);
            EXPECT_NEAR(found[0][token][2 * i].item<float>(), std::sin(angle), 1e-4);
            EXPECT_NEAR(found[0][token][2 * i + 1].item<float>(), std::cos(angle), 1e-4);
        }
}

TEST(TinyAst, HearsAnyLength)
{
    const c10::InferenceMode inference;
    const Ast model = tinyAst();
    for (const std::int64_t frames : {1, 15, 16, 25, 26, 124, 500}) {
        const AstOutput output = model.forward(noiseClip(frames));
        EXPECT_EQ(output.logits.sizes(), at::IntArrayRef({1, 5})) << frames;
        EXPECT_EQ(output.embedding.sizes(), at::IntArrayRef({1, 32})) << frames;
        EXPECT_TRUE(at::isfinite(output.logits).all().item<bool>()) << frames;
    }
    // Less than a patch is followed by what silence becomes when normalised.
    const at::Tensor padded = at::constant_pad_nd(noiseClip(9), {0, 0, 0, 7}, 4.2677393 / (2 * 4.5689974));
    EXPECT_TRUE(at::allclose(model.forward(noiseClip(9)).logits, model.forward(padded).logits, 0, 1e-6));
    EXPECT_THROW(model.forward(at::zeros({1, 100, 64})), Error);
}

TEST(TinyAst, ALongWindowInPartsGivesWhatItGivesAtOnce)
{
    const at::Tensor input = noiseClip(2500); // 2990 tokens: more than are worked on at a time
    const Ast model = tinyAst();
    const at::Tensor atOnce = model.forward(input).logits; // with gradients there are no parts
    const c10::InferenceMode inference;
    EXPECT_TRUE(at::allclose(model.forward(input).logits, atOnce, 1e-5, 1e-5));
}

TEST(TinyAst, ABatchGivesWhatItsClipsGiveAlone)
{
    const c10::InferenceMode inference;
    const Ast model = tinyAst();
    const at::Tensor both = model.forward(at::cat({noiseClip(200, 1), noiseClip(200, 2)})).logits;
    EXPECT_TRUE(at::allclose(both[0], model.forward(noiseClip(200, 1)).logits[0], 1e-5, 1e-5));
    EXPECT_TRUE(at::allclose(both[1], model.forward(noiseClip(200, 2)).logits[0], 1e-5, 1e-5));
    EXPECT_FALSE(at::allclose(both[0], both[1], 1e-2, 1e-2));
}

TEST(TinyAst, PackedAndInBf16ItSaysNearlyTheSame)
{
    const c10::InferenceMode inference;
    const at::Tensor wanted = tinyAst().forward(noiseClip(300)).logits;
    Ast packed = tinyAst();
    packed.packForInference();
    EXPECT_TRUE(at::allclose(packed.forward(noiseClip(300)).logits, wanted, 1e-4, 1e-4));
    EXPECT_TRUE(at::allclose(tinyAst().toBf16().forward(noiseClip(300)).logits, wanted, 5e-2, 5e-2));
}

TEST(TinyAst, AStopEndsThePass)
{
    const c10::InferenceMode inference;
    AstOptions options;
    int asked = 0;
    options.stopRequested = [&] { return ++asked > 4; };
    EXPECT_FALSE(tinyAst().forward(noiseClip(300), options).logits.defined());
    EXPECT_EQ(asked, 5); // not asked again, nothing done
}

} // namespace
} // namespace dass
