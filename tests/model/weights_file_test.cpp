#include "core/base/error.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/checkpoint.h"
#include "core/model/memory_check.h"
#include "core/model/synthetic.h"
#include "core/model/tensor_io.h"
#include "core/model/weights_file.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/counting_allocator.h"
#include "tests/model/sparse_weights.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace dass {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kHuge = std::int64_t{1} << 38; // numbers: a terabyte, which no computer here has

std::string messageOf(ErrorCode code, const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), code) << error.what();
        EXPECT_THAT(error.what(), Not(HasSubstr("\n")));
        return error.what();
    }
    return "no error";
}

// Files that would take far more memory than there is if a value of theirs were read before they are judged.
class WeightsFile : public testing::Test
{
protected:
    std::filesystem::path path() const { return m_folder / "m.safetensors"; }

    test::TemporaryFolder m_folder;
    DassConfig m_config = DassConfig::of({8, 16}, {1, 2}, 5);
};

TEST_F(WeightsFile, AWrongOneIsRefusedBeforeAValueIsRead)
{
    if (!writeSparseWeights(path(), {{"x", {kHuge}}}))
        GTEST_SKIP() << "this file system has no files of a terabyte";
    EXPECT_THAT(messageOf(ErrorCode::BadFile, [&] { loadCheckpoint(path()); }), HasSubstr("which a DASS model needs"));

    NamedShapes shapes = m_config.parameters();
    shapes.back().second = {kHuge};
    ASSERT_TRUE(writeSparseWeights(path(), shapes));
    EXPECT_THAT(messageOf(ErrorCode::BadFile, [&] { loadCheckpoint(path()); }),
                HasSubstr("'classifier.head.bias' is [274877906944], wanted [5]"));

    shapes = m_config.parameters();
    shapes.front().second = {4, 3, 3, kHuge / 16};
    ASSERT_TRUE(writeSparseWeights(path(), shapes));
    EXPECT_THAT(messageOf(ErrorCode::BadFile, [&] { imageNetParameters(m_config, path(), 1); }),
                HasSubstr("'patch_embed.0.weight'"));
}

TEST_F(WeightsFile, OneThatMemoryIsTooShortForIsRefusedAtOnce)
{
    const DassConfig large = DassConfig::of({std::int64_t{1} << 18}, {1}, 5);
    if (availableMemory() == 0 || !writeSparseWeights(path(), large.parameters()))
        GTEST_SKIP() << "this system does not say how much memory is free, or has no files of terabytes";
    EXPECT_THAT(messageOf(ErrorCode::OutOfMemory, [&] { loadCheckpoint(path()); }),
                AllOf(HasSubstr(path().string()), HasSubstr("its weights take"), HasSubstr("this computer has"),
                      HasSubstr("choose a smaller model")));
}

TEST_F(WeightsFile, WhatTheModelHasNoUseForIsNotRead)
{
    NamedShapes shapes = AstConfig::of(16, 1, 4).parameters();
    shapes.emplace_back("v.head.weight", Shape{kHuge}); // ImageNet's
    if (!writeSparseWeights(path(), shapes))
        GTEST_SKIP() << "this file system has no files of a terabyte";
    EXPECT_EQ(loadAstCheckpoint(path()).config.classes, 4);

    shapes = m_config.parameters(); // without the head, which a student has of its own
    shapes.pop_back();
    shapes.back().second = {kHuge / 16, 16};
    ASSERT_TRUE(writeSparseWeights(path(), shapes));
    EXPECT_EQ(imageNetParameters(m_config, path(), 1).at("classifier.head.weight").size(0), 5);
}

TEST_F(WeightsFile, OneThatIsCutShortOnceItIsJudgedIsAnError)
{
    const at::Tensor values = at::ones({100'000});
    writeTensors(path(), {{"a", values}});
    const std::filesystem::path archive = m_folder / "m.pth";
    writeTorchFile(archive, {{"a", values}});
    for (const std::filesystem::path& file : {path(), archive}) {
        const std::string message = messageOf(ErrorCode::BadFile, [&] {
            readStateDict(file, [&](const NamedTensors& shapes) {
                EXPECT_EQ(shapes.at("a").sizes(), values.sizes());
                std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
                return std::set<std::string>{"a"};
            });
        });
        EXPECT_THAT(message, AllOf(HasSubstr(file.string()), HasSubstr("ended at byte"), HasSubstr("replaced")));
    }
}

TEST_F(WeightsFile, AModelIsInMemoryOnce)
{
    const DassConfig config = DassConfig::of({64, 128}, {1, 2}, 5);
    writeTensors(path(), syntheticParameters(config, 3));
    const CountingAllocations counting;
    Checkpoint checkpoint;
    const std::int64_t peak = counting.peakOf([&] { checkpoint = loadCheckpoint(path()); });
    EXPECT_GE(peak, 4 * config.parameterCount());
    EXPECT_LT(peak, 6 * config.parameterCount()); // the rest is of looking for what is no number
}

TEST(LoadingBytes, AreOfOneTensorAfterTheOther)
{
    const auto of = [](at::ScalarType type) {
        return loadingBytes({{"a", withoutValues({10}, type)}, {"b", withoutValues({2, 20}, type)}});
    };
    EXPECT_EQ(of(at::kHalf), 4 * 50 + 2 * 40);
    EXPECT_EQ(of(at::kFloat), 4 * 50 + 4 * 40);
    EXPECT_EQ(of(at::kDouble), 4 * 50 + 8 * 40);
    EXPECT_EQ(loadingBytes({{"a", withoutValues({10}, at::kDouble)},
                            {"b", withoutValues({10}, at::kDouble)},
                            {"c", withoutValues({10}, at::kDouble)}}),
              8 * 30); // as stored
}

TEST(OwnFloats, AreCopiesOnlyWhereMemoryIsSharedOrOfAnotherType)
{
    const at::Tensor whole = at::arange(6, at::kFloat);
    Parameters parameters{{"whole", whole}, {"part", whole.narrow(0, 0, 3)}, {"double", at::ones({2}, at::kDouble)}};
    parameters.emplace("own", at::ones({2, 3}));
    const void* const before = parameters.at("own").const_data_ptr();
    const Parameters own = ownFloats(std::move(parameters));
    EXPECT_EQ(own.at("own").const_data_ptr(), before);
    EXPECT_EQ(own.at("double").scalar_type(), at::kFloat);
    at::Tensor(own.at("part")).fill_(9);
    EXPECT_TRUE(at::equal(own.at("whole"), at::arange(6, at::kFloat)));
    at::Tensor(own.at("whole")).fill_(8);
    EXPECT_TRUE(at::equal(whole, at::arange(6, at::kFloat)));
}

TEST(MemoryCheck, TellsWhatIsWantedAndWhatThereIs)
{
    requireMemory(5e9, "the model takes", "choose another", 6'000'000'000);
    requireMemory(5e9, "the model takes", "choose another", 0); // the system does not say
    EXPECT_EQ(messageOf(ErrorCode::OutOfMemory,
                        [] { requireMemory(5e9, "the model takes", "choose another", 2'500'000'000); }),
              "the model takes 5.0 GB of memory, this computer has 2.5 GB free; choose another");
}

TEST(MemoryCheck, IsMadeBeforeAFormulasWeightsAre)
{
    if (availableMemory() == 0)
        GTEST_SKIP() << "this system does not say how much memory is free";
    EXPECT_THAT(messageOf(ErrorCode::OutOfMemory,
                          [] {
                              syntheticParameters(NamedShapes{{"a", {4}}, {"b", {kHuge}}}, 0);
                          }),
                HasSubstr("this computer has"));
}

} // namespace
} // namespace dass
