// A recording tile by tile against the same recording at once.
#include "core/base/error.h"
#include "core/model/cpu_features.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "core/model/tiled_dass.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/reference_files.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <sys/resource.h>
#include <vector>

namespace dass {
namespace {

constexpr Pooling kPoolings[] = {Pooling::Mean, Pooling::First, Pooling::Mid,
                                 Pooling::Last, Pooling::Sum,   Pooling::Max};

DassConfig nanoConfig()
{
    return DassConfig::of({16, 32, 64, 128}, {1, 1, 2, 1}, 10);
}

DassOutput whole(const Dass& model, std::vector<float>& input, Pooling pooling)
{
    ForwardOptions options;
    options.pooling = pooling;
    return model.forward(at::from_blob(input.data(), {1, static_cast<std::int64_t>(input.size()) / 128, 128}), options);
}

TiledOptions tilesOf(std::int64_t frames, Pooling pooling = Pooling::Mean)
{
    TiledOptions options;
    options.tileFrames = frames;
    options.pooling = pooling;
    return options;
}

// In blocks of so many frames, as a decoder gives them.
DassOutput tiled(const Dass& model, const std::vector<float>& input, TiledOptions options, std::int64_t blockFrames)
{
    TiledDass pass(model, std::move(options));
    for (auto rest = std::span(input); !rest.empty();) {
        const auto part = rest.first(std::min(rest.size(), static_cast<std::size_t>(blockFrames * 128)));
        pass.add(part);
        rest = rest.subspan(part.size());
    }
    return pass.finish().value();
}

void expectTiledClose(const at::Tensor& found, const at::Tensor& wanted, double tolerance, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    EXPECT_TRUE(at::allclose(found, wanted, tolerance, tolerance))
        << what << ": largest difference " << (found - wanted).abs().max().item<float>();
}

void expectEqual(const DassOutput& found, const DassOutput& wanted, double tolerance, const std::string& what)
{
    expectTiledClose(found.logits, wanted.logits, tolerance, "logits of " + what);
    expectTiledClose(found.embedding, wanted.embedding, tolerance, "embedding of " + what);
}

// On one thread, as the tensors are too small to be worth more.
class TiledDassTest : public testing::Test
{
protected:
    void SetUp() override { at::set_num_threads(1); }
    void TearDown() override { at::set_num_threads(m_threads); }

private:
    int m_threads = at::get_num_threads();
    c10::InferenceMode m_inference;
};

using TiledDassEquality = TiledDassTest;
using TiledDassRun = TiledDassTest;

TEST_F(TiledDassEquality, EqualsTheWholeForRandomNetworksLengthsAndTiles)
{
    std::mt19937 random(5);
    const auto from = [&](std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random);
    };
    for (int i = 0; i < 40; ++i) {
        std::vector<std::int64_t> dims;
        std::vector<std::int64_t> depths;
        for (std::int64_t stage = from(1, 4); stage > 0; --stage) {
            dims.push_back(from(3, 24));
            depths.push_back(from(1, 2));
        }
        const DassConfig config = DassConfig::of(dims, depths, 7, from(1, 3));
        Dass model(config, syntheticParameters(config, static_cast<std::uint64_t>(i)));
        if (i % 2 == 0)
            model.packForInference();
        const std::int64_t frames = i % 10 == 0 ? from(1, 40) : from(1, 700);
        std::vector<float> input = syntheticSpectrogram(frames, static_cast<std::uint64_t>(i));
        const std::int64_t tile = from(1, i % 3 == 0 ? 30 : frames + 100);
        const std::int64_t block = from(1, frames + 10);
        const Pooling pooling = kPoolings[i % 6];
        TiledOptions options = tilesOf(tile, pooling);
        options.mostInMemory = from(0, 3) * 100'000; // nothing, some of it or all
        expectEqual(tiled(model, input, options, block), whole(model, input, pooling), 1e-4,
                    std::to_string(frames) + " frames in tiles of " + std::to_string(tile) + " and blocks of " +
                        std::to_string(block) + ", pooling " + nameOf(pooling) + ", " + std::to_string(i));
    }
}

TEST_F(TiledDassEquality, EqualsTheWholeAroundEveryBorderOfATile)
{
    const DassConfig config = DassConfig::of({8, 12, 16, 20}, {1, 1, 1, 1}, 5);
    const Dass model(config, syntheticParameters(config, 1));
    for (const std::int64_t frames : {1, 2, 3, 4, 5, 8, 9, 31, 32, 33, 63, 64, 65, 127, 128, 129, 160, 161}) {
        std::vector<float> input = syntheticSpectrogram(frames, 3);
        const DassOutput wanted = whole(model, input, Pooling::Mean);
        for (const std::int64_t tile : {1, 4, 8, 12, 32, 36, 64, 128, 1000})
            expectEqual(tiled(model, input, tilesOf(tile), 50), wanted, 1e-4,
                        std::to_string(frames) + " frames in tiles of " + std::to_string(tile));
    }
}

TEST_F(TiledDassEquality, EveryPooling)
{
    const Dass model(nanoConfig(), syntheticParameters(nanoConfig(), 7));
    std::vector<float> input = syntheticSpectrogram(1531, 4);
    for (const Pooling pooling : kPoolings)
        expectEqual(tiled(model, input, tilesOf(256, pooling), 400), whole(model, input, pooling), 1e-4,
                    nameOf(pooling));
}

TEST_F(TiledDassEquality, SeveralThreadsGiveTheSame)
{
    const Dass model(nanoConfig(), syntheticParameters(nanoConfig(), 7));
    std::vector<float> input = syntheticSpectrogram(1531, 4);
    const DassOutput wanted = whole(model, input, Pooling::Mean);
    at::set_num_threads(3);
    for (const std::int64_t tile : {40, 600, 9000}) // many at once, fewer than threads, one for all threads
        for (const std::int64_t mostInMemory : {0, 1 << 30}) {
            TiledOptions options = tilesOf(tile);
            options.mostInMemory = mostInMemory;
            expectEqual(tiled(model, input, options, 400), wanted, 1e-4, "tiles of " + std::to_string(tile));
        }
}

// Tiles that are in work at once hand each other the states alone, in one order: nothing depends on who was faster.
TEST_F(TiledDassEquality, ToTheBitTheSameOnAnyNumberOfThreads)
{
    Dass model(nanoConfig(), syntheticParameters(nanoConfig(), 7));
    model.packForInference();
    const std::vector<float> input = syntheticSpectrogram(1531, 4);
    const at::Tensor one = tiled(model, input, tilesOf(64), 400).logits;
    at::set_num_threads(3);
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(at::equal(tiled(model, input, tilesOf(64), 400).logits, one));
}

TEST_F(TiledDassEquality, InBf16StaysAsNearAsBf16Is)
{
    Dass model = Dass(nanoConfig(), syntheticParameters(nanoConfig(), 7)).toBf16();
    for (const bool packed : {false, true}) {
        if (packed)
            model.packForInference();
        for (const std::int64_t frames : {37, 1531}) {
            std::vector<float> input = syntheticSpectrogram(frames, 4);
            expectEqual(tiled(model, input, tilesOf(200), 400), whole(model, input, Pooling::Mean), 1e-2,
                        std::to_string(frames) + " frames");
        }
    }
}

TEST_F(TiledDassEquality, ParametersInsideAndOutsideOfSs2dMayDifferInWidth)
{
    DassConfig config = DassConfig::of({16, 24}, {1, 2}, 5, 2);
    config.stages[0].inner = 40;
    config.stages[1].inner = 8;
    config.stages[1].mlp = 30;
    const Dass model(config, syntheticParameters(config, 2));
    std::vector<float> input = syntheticSpectrogram(333, 4);
    expectEqual(tiled(model, input, tilesOf(48), 100), whole(model, input, Pooling::Mean), 1e-4, "other widths");
}

class TiledReference : public testing::TestWithParam<const char*>
{
};

TEST_P(TiledReference, GivesTheReferencesLogits)
{
    DASS_REQUIRE_REFERENCE(GetParam());
    const SafetensorsFile file(referencePath(GetParam()));
    const DassConfig config = file.metadata().at("size") == "small" ? DassConfig::small() : DassConfig::medium();
    Dass model(config, syntheticParameters(config, std::stoull(file.metadata().at("salt"))));
    model.packForInference();
    const std::int64_t frames = std::stoll(file.metadata().at("frames"));
    const std::vector<float> input = syntheticSpectrogram(frames, std::stoull(file.metadata().at("input_seed")));
    const c10::InferenceMode inference;
    for (const std::int64_t tile : {512, 1000}) {
        const DassOutput output = tiled(model, input, tilesOf(tile), 400);
        expectTiledClose(output.embedding[0], readTensor(file, "embedding"), 1e-4, "embedding");
        expectTiledClose(output.logits[0], readTensor(file, "logits"), 1e-4, "logits");
    }
}

INSTANTIATE_TEST_SUITE_P(Reference, TiledReference,
                         testing::Values("dass_small_998.safetensors", "dass_small_3000.safetensors"),
                         [](const auto& test) {
                             const std::string name = test.param;
                             return name.substr(0, name.find('.'));
                         });

TEST_F(TiledDassRun, AnswersAStopAtAnyOperation)
{
    const DassConfig config = DassConfig::of({8, 12}, {1, 1}, 5);
    const Dass model(config, syntheticParameters(config, 1));
    const std::vector<float> input = syntheticSpectrogram(100, 3);
    const test::TemporaryFolder folder;
    for (int allowed = 0;; ++allowed) {
        int asked = 0;
        TiledOptions options = tilesOf(40);
        options.scratchFolder = folder.path();
        options.mostInMemory = allowed % 2 == 0 ? 0 : 1 << 30;
        options.stopRequested = [&] { return ++asked > allowed; };
        TiledDass pass(model, std::move(options));
        pass.add(input);
        const auto output = pass.finish();
        EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
        if (output.has_value()) {
            // 3 tiles of the embedding with 5 operations each, of 25 and 13 columns in tiles of 10: 3 and 2 tiles with
            // 6 operations in the first pass and 6 in the second, 3 tiles of 3 between the groups, 2 of the last
            // LayerNorm.
            EXPECT_EQ(allowed, 3 * 5 + (3 + 2) * (6 + 6) + 3 * 3 + 2);
            return;
        }
        ASSERT_EQ(asked, allowed + 1) << "went on after the stop";
    }
}

TEST_F(TiledDassRun, TellsProgressThatGrowsToTheEnd)
{
    const Dass model(nanoConfig(), syntheticParameters(nanoConfig(), 7));
    const std::vector<float> input = syntheticSpectrogram(900, 3);
    std::vector<double> fractions;
    TiledOptions options = tilesOf(128);
    options.framesExpected = 900;
    options.progress = [&](double fraction) { fractions.push_back(fraction); };
    tiled(model, input, std::move(options), 100);
    EXPECT_GT(fractions.size(), 50U);
    EXPECT_TRUE(std::ranges::is_sorted(fractions));
    EXPECT_GT(fractions.front(), 0);
    EXPECT_NEAR(fractions.back(), 1, 1e-6);
    // Nothing stands for more than its tile of the recording: not the first arrival, no later step.
    double before = 0;
    for (const double fraction : fractions) {
        EXPECT_LT(fraction - before, 128.0 / 900);
        before = fraction;
    }
}

TEST_F(TiledDassRun, MakesNoFilesOfWhatFitsIntoMemory)
{
    const Dass model(nanoConfig(), syntheticParameters(nanoConfig(), 7));
    const std::vector<float> input = syntheticSpectrogram(900, 3);
    TiledOptions options = tilesOf(128);
    const TiledPlan plan(nanoConfig(), 900, 128, 4);
    options.mostInMemory = plan.kept().total();
    options.scratchFolder = std::filesystem::temp_directory_path(); // asked for its space
    EXPECT_EQ(plan.places(options.mostInMemory).fileBytes, 0);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, before.rlim_max}; // as if no disk took a byte
    setrlimit(RLIMIT_FSIZE, &none);
    EXPECT_NO_THROW(tiled(model, input, options, 100));
    options.mostInMemory -= 1;
    EXPECT_THROW(tiled(model, input, options, 100), Error);
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
}

TEST_F(TiledDassRun, AnInputWithoutFramesIsRefused)
{
    const Dass model(nanoConfig(), syntheticParameters(nanoConfig(), 7));
    TiledDass pass(model, tilesOf(128));
    EXPECT_THROW(pass.finish(), Error);
}

} // namespace
} // namespace dass
