#include "core/base/error.h"
#include "core/distill/evaluation.h"
#include "core/distill/memory_shortage.h"
#include "core/distill/run_data.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>
#include <stdexcept>

namespace dass::distill {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string toldOf(const std::function<void()>& action, MemoryUse use = MemoryUse::Step, Spec spec = {})
{
    spec.batch = 8;
    try {
        tellingShortage(spec, use, action);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
        return error.what();
    }
    return {};
}

void runOut()
{
    throw std::bad_alloc();
}

// A network for which there is no memory.
class HungryNetwork final : public StudentNetwork
{
public:
    const Parameters& parameters() const override { return m_parameters; }
    std::int64_t classes() const override { return ToyData::kClasses; }
    at::Tensor trainingLogits(const at::Tensor&, Precision, const std::optional<at::Generator>&) const override
    {
        return {};
    }
    at::Tensor logits(const at::Tensor&) const override { throw std::bad_alloc(); }
    std::unique_ptr<StudentNetwork> with(Parameters) const override { return nullptr; }
    void save(const std::filesystem::path&, const Parameters&, const std::vector<Label>&) const override {}
    void require(const Parameters&, const std::string&) const override {}
    std::string title() const override { return {}; }
    std::string description() const override { return {}; }
    std::string headBias() const override { return {}; }

private:
    Parameters m_parameters;
};

TEST(MemoryShortage, IsToldWithWhatHelps)
{
    const auto helps = AllOf(HasSubstr("out of memory: a batch of 8 asked for"),
                             HasSubstr(" free; close other programs"), HasSubstr("smaller batch"));
    EXPECT_THAT(toldOf(&runOut), helps);
    EXPECT_THAT(toldOf([] { throw std::runtime_error("could not create a primitive"); }), helps);
    EXPECT_THAT(toldOf([] {
                    throw std::runtime_error("[enforce fail at alloc_cpu.cpp:80] err == 0. DefaultCPUAllocator: can't "
                                             "allocate memory: you tried to allocate 2100000000 bytes. Error code 12");
                }),
                AllOf(helps, HasSubstr("asked for 2.1 GB more")));
}

TEST(MemoryShortage, OffersToRecomputeWhereThatCanBeDone)
{
    EXPECT_THAT(toldOf(&runOut), HasSubstr("\"recompute\": true"));
    Spec recomputing;
    recomputing.recomputeBlocks = true;
    EXPECT_THAT(toldOf(&runOut, MemoryUse::Step, recomputing), Not(HasSubstr("recompute")));
    Spec ast;
    ast.student.arch = StudentArchitecture::Ast; // which the specification would be refused for
    EXPECT_THAT(toldOf(&runOut, MemoryUse::Step, ast), AllOf(HasSubstr("smaller batch"), Not(HasSubstr("recompute"))));
}

TEST(MemoryShortage, NamesWhatRanOut)
{
    const std::string teachers = toldOf(&runOut, MemoryUse::Teachers);
    EXPECT_THAT(teachers, AllOf(HasSubstr("the teachers, for a batch of 8, asked for"), HasSubstr("stored outputs")));
    EXPECT_TRUE(helpsSmallerBatch(teachers));
    EXPECT_TRUE(helpsSmallerBatch(toldOf(&runOut)));
    EXPECT_TRUE(helpsSmallerBatch("CUDA out of memory. Tried to allocate 2.00 GiB")); // somebody else's words
    const std::string evaluation = toldOf(&runOut, MemoryUse::Evaluation);
    EXPECT_THAT(evaluation, AllOf(HasSubstr("the evaluation, of a clip a thread, asked for"),
                                  HasSubstr("fewer --threads"), Not(HasSubstr("smaller batch"))));
    const std::string clips = toldOf(&runOut, MemoryUse::Clips);
    EXPECT_THAT(clips, HasSubstr("data.cache_mb"));
    for (const std::string& error : {evaluation, clips, toldOf(&runOut, MemoryUse::Start)})
        EXPECT_FALSE(helpsSmallerBatch("rank 1: " + error)) << error;
}

TEST(MemoryShortage, IsToldOnceByWhoeverIsNearest)
{
    const std::string told = toldOf([] { tellingShortage({}, MemoryUse::Teachers, &runOut); });
    EXPECT_THAT(told, HasSubstr("out of memory: the teachers, for a batch of 12, asked for"));
}

TEST(MemoryShortage, IsToldOfAnEvaluation)
{
    const test::TemporaryFolder folder;
    const ToyData toy(folder.path());
    const Spec spec = readSpec(toy.writeSpec(toy.spec(1)));
    RunData data = readRunData(spec);
    RunningPredictions running;
    WorkerPool workers(1);
    Ranks alone;
    try {
        evaluate(HungryNetwork(), *data.eval.store, data.eval.teachers, spec, ToyData::kClasses, running, workers,
                 alone, {});
        FAIL() << "there was memory";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::OutOfMemory);
        EXPECT_THAT(error.what(), HasSubstr("the evaluation, of a clip a thread, asked for"));
    }
}

TEST(MemoryShortage, LeavesOtherFailuresAsTheyAre)
{
    Spec spec;
    const auto told = [&](const std::function<void()>& action) { tellingShortage(spec, MemoryUse::Step, action); };
    EXPECT_THROW(told([] { throw std::out_of_range("no such tensor"); }), std::out_of_range);
    EXPECT_THROW(
        told([] { throw std::runtime_error("could not create a primitive descriptor for the matmul primitive"); }),
        std::runtime_error);
    bool isDone = false;
    told([&] { isDone = true; });
    EXPECT_TRUE(isDone);
}

} // namespace
} // namespace dass::distill
