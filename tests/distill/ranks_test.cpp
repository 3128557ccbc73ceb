// What ranks agree on, with the other rank's part played by the test.
#include "core/base/text_file.h"
#include "core/distill/distill.h"
#include "core/distill/rank_cores.h"
#include "core/distill/rank_failure.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace dass::distill {
namespace {

using testing::HasSubstr;

// Rank 0 of two, the other of which says `theirs` to everything.
class PlayedRanks : public Ranks
{
public:
    explicit PlayedRanks(std::string theirs, bool fails = false) : m_theirs(std::move(theirs)), m_fails(fails) {}
    int size() const override { return 2; }
    void sum(std::span<float> /*values*/) override {}
    void sum(std::span<double> values) override { values[0] += m_fails ? 1 : 0; }
    std::vector<std::string> gather(const std::string& text) override { return {text, m_theirs}; }

private:
    std::string m_theirs;
    bool m_fails;
};

std::string failureOf(Ranks& ranks, const std::function<void()>& action)
{
    try {
        together(ranks, action);
    } catch (const SharedError& error) {
        return error.what();
    }
    return "none";
}

class Wordless : public std::exception
{
public:
    const char* what() const noexcept override { return ""; }
};

// Rank 0 of two, the other of which meets whatever this one meets.
class EchoingRanks : public Ranks
{
public:
    int size() const override { return 2; }
    void sum(std::span<float> /*values*/) override {}
    void sum(std::span<double> /*values*/) override {}
    std::vector<std::string> gather(const std::string& text) override { return {text, text}; }
};

// Or a run of many ranks would end where that of one process goes on.
TEST(RanksAgree, ABadClipCountsOnceWhoeverMeetsIt)
{
    const test::TemporaryFolder folder;
    const ToyData toy(folder.path());
    writeText(folder.path() / "clip-1-3.wav", "this is no sound");
    nlohmann::json spec = toy.spec(6);
    spec["data"]["eval"] = nullptr;
    spec["data"]["bad_share"] = 0.05; // one of 24, but not two
    EchoingRanks ranks;
    DistillOptions options;
    options.ranks = &ranks;
    EXPECT_EQ(distill(toy.writeSpec(spec), folder.path() / "run", options, {}, {}), Outcome::Finished);
    const std::string log = readTextFile(folder.path() / "run" / "log.txt");
    const std::size_t first = log.find("left out: ");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(log.find("left out: ", first + 1), std::string::npos) << log;
}

TEST(RanksAgree, AFailureWithoutWordsIsAFailure)
{
    PlayedRanks ranks("");
    EXPECT_EQ(failureOf(ranks, [] {}), "none");
    EXPECT_THAT(failureOf(ranks, [] { throw Wordless(); }), HasSubstr("says nothing of itself"));
    EXPECT_THAT(failureOf(ranks, [] { throw Error(ErrorCode::Io, ""); }), HasSubstr("says nothing of itself"));
    EXPECT_THAT(failureOf(ranks, [] { throw 7; }), HasSubstr("unknown kind"));
    EXPECT_THAT(failureOf(ranks, [] { throw std::bad_alloc(); }), HasSubstr("out of memory"));
}

TEST(RanksAgree, TheOthersFailureNamesIt)
{
    PlayedRanks ranks("3", true); // as a reason and as a code
    EXPECT_EQ(failureOf(ranks, [] {}), "rank 1: 3");
}

TEST(RanksAgree, OnlyThoseOfTheSameCoresShareThem)
{
    const std::vector<std::string> bound{"a 0,1,2,3,", "a 4,5,6,7,", "b 0,1,2,3,"};
    EXPECT_EQ(sharersOf(bound, 0), 1);
    EXPECT_EQ(sharersOf(bound, 2), 1);
    const std::vector<std::string> free{"a 0,1,2,3,", "a 0,1,2,3,", "a 3,4,", "b 0,"};
    EXPECT_EQ(sharersOf(free, 0), 3);
    EXPECT_EQ(sharersOf(free, 3), 1);
    EXPECT_EQ(sharersOf({"a ", "a 0,"}, 1), 2); // of which the first may use any
}

TEST(RanksAgree, ThreadsAreThoseOfTheOwnCores)
{
    const std::vector<int> eight{0, 1, 2, 3, 4, 5, 6, 7};
    EXPECT_EQ(threadsOf(0, {eight, 1, 32}), 8); // bound by mpirun --map-by slot:PE=8
    EXPECT_EQ(threadsOf(0, {eight, 4, 8}), 2);  // not bound
    EXPECT_EQ(threadsOf(-2, {eight, 1, 8}), 6);
    EXPECT_EQ(threadsOf(0, {{3}, 2, 8}), 1);
    EXPECT_EQ(threadsOf(5, {{3}, 1, 8}), 5); // as somebody wants
    EXPECT_EQ(coresText({eight, 1, 32}, 4, 8), "4 processes; this one computes with 8 threads on cores 0-7 of 32");
    EXPECT_EQ(coresText({{0, 2, 3}, 3, 4}, 3, 1),
              "3 processes; this one computes with 1 thread on cores 0,2-3 of 4, which 3 share");
    EXPECT_THAT(coresText({{5}, 1, 32}, 2, 1), HasSubstr("--bind-to none"));
}

TEST(RanksAgree, AFailedRankSaysSoInTheFolder)
{
    const test::TemporaryFolder folder;
    writeText(folder.path() / "status.json", R"({"state": "running", "pid": 7, "step": 12})");
    recordFailureOfRank(folder.path(), 3, "out of memory");
    const auto status = nlohmann::json::parse(readTextFile(folder.path() / "status.json"));
    EXPECT_EQ(status["state"], "failed");
    EXPECT_EQ(status["error"], "rank 3: out of memory");
    EXPECT_EQ(status["step"], 12);
    EXPECT_THAT(readTextFile(folder.path() / "log.txt"), HasSubstr("failed: rank 3: out of memory"));
    writeText(folder.path() / "status.json", "[[");
    recordFailureOfRank(folder.path(), 3, "out of memory");
    EXPECT_EQ(nlohmann::json::parse(readTextFile(folder.path() / "status.json"))["state"], "failed");
}

} // namespace
} // namespace dass::distill
