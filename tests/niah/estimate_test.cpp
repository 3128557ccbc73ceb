// What an experiment will cost, told before it begins and held against what it took.
#include "core/base/error.h"
#include "core/niah/haystack_cost.h"
#include "tests/inference/fake_model.h"
#include "tests/niah/run_fixture.h"

#include <new>
#include <optional>
#include <vector>

namespace dass::niah {
namespace {

constexpr std::int64_t kSpectrogramBytes = 1024 * 128 * 4;

class NiahEstimate : public NiahRun
{
protected:
    RunEstimate estimate(const Json& json, RunOptions options = {})
    {
        std::optional<RunEstimate> told;
        options.estimateOnly = true;
        options.threads = 1; // few enough for no input to go through the model in tiles
        EXPECT_EQ(run(json, "estimated", options, {},
                      [&](const RunProgress& now) {
                          if (now.estimate)
                              told = now.estimate;
                      }),
                  Outcome::Finished);
        return told.value_or(RunEstimate{});
    }
};

TEST_F(NiahEstimate, CountsTheTemporaryFilesOfTheNeedles)
{
    const Json silence{{"haystacks", {{{"kind", "zero"}}}}};
    const RunEstimate frames = estimate(spec(silence));
    EXPECT_EQ(frames.scratchBytes, kClips * kSpectrogramBytes);
    Json waveform = silence;
    waveform["insertion"] = "waveform";
    std::int64_t samples = 0;
    for (int i = 0; i < kClips; ++i)
        samples += 16000 * (3 + i);
    EXPECT_EQ(estimate(spec(waveform)).scratchBytes, kClips * kSpectrogramBytes + samples * 4);
}

TEST_F(NiahEstimate, TheEstimateWritesNoNeedlesAndARunSaysFirstWhatTheyTake)
{
    RunOptions nowhere;
    nowhere.scratchFolder = m_folder / "no such folder";
    const Json silence = spec({{"haystacks", {{{"kind", "zero"}}}}});
    EXPECT_EQ(estimate(silence, nowhere).needles, kClips);
    EXPECT_EQ(m_messages.find("reading up to"), std::string::npos) << m_messages;
    EXPECT_THROW(run(silence, "nowhere", nowhere), Error);

    bool said = false;
    bool saidFirst = false;
    ASSERT_EQ(run(spec({{"needles", {{"limit", 3}}}}), "out", {}, {},
                  [&](const RunProgress& now) {
                      said = said || now.message.starts_with("reading up to 3 needles, 0.00 GB of temporary files in");
                      saidFirst = saidFirst || (said && now.stage == "reading needles");
                      EXPECT_TRUE(said || now.stage != "reading needles");
                  }),
              Outcome::Finished);
    EXPECT_TRUE(saidFirst) << m_messages;
}

TEST_F(NiahEstimate, IsHeldAgainstWhatTheRunTook)
{
    ASSERT_EQ(run(spec(), "out"), Outcome::Finished);
    const auto at = m_messages.find("estimated ");
    ASSERT_NE(at, std::string::npos) << m_messages;
    EXPECT_NE(m_messages.find(", took ", at), std::string::npos) << m_messages;
    EXPECT_EQ(m_messages.find("estimated ", at + 1), std::string::npos) << m_messages;
    m_messages.clear();
    RunOptions resume;
    resume.resume = true;
    ASSERT_EQ(run(spec(), "out", resume), Outcome::Finished);
    EXPECT_EQ(m_messages.find("estimated "), std::string::npos) << "nothing was left to do";
}

TEST_F(NiahEstimate, CountsTheMakingOfHaystacks)
{
    RunOptions options;
    options.threads = 1;
    options.load = [](const std::filesystem::path&, const ModelOptions&) { return std::make_unique<FakeModel>(); };
    const auto of = [&](const std::string& kind) {
        Json json{{"needles", {{"files", {{{"wav", "clip0.wav"}, {"labels", "/m/0"}}}}}},
                  {"haystack", {{"kind", kind}}},
                  {"lengths_frames", {120000}},
                  {"snr_db", {0}},
                  {"bootstrap", {{"resamples", 0}}}};
        return estimate(json, options);
    };
    const RunEstimate white = of("white");
    EXPECT_GT(white.haystackSeconds, 0);
    EXPECT_GE(white.seconds, white.haystackSeconds);
    EXPECT_EQ(of("zero").haystackSeconds, 0);
}

// As where other programs take the memory just then: the cells' turn may find it free again.
TEST_F(NiahEstimate, ThatCannotBeMadeSaysSoAndTheExperimentGoesOn)
{
    ASSERT_EQ(run(spec(), "straight"), Outcome::Finished);
    int loaded = 0;
    RunOptions options;
    for (const bool ownWords : {true, false}) {
        const std::string folder = ownWords ? "told" : "untold";
        loaded = 0;
        m_messages.clear();
        options.load = [&](const std::filesystem::path& path, const ModelOptions& how) {
            if (++loaded == 2 && ownWords) // at first it is read to be known
                throw Error(ErrorCode::OutOfMemory, "there is no memory for a moment");
            if (loaded == 2)
                throw std::bad_alloc();
            return TaggingModel::load(path, how);
        };
        bool isShown = false;
        ASSERT_EQ(run(spec(), folder, options, {},
                      [&](const RunProgress& now) {
                          EXPECT_TRUE(!now.estimate || !now.estimate->unknown.empty());
                          if (now.stage != "scoring")
                              return;
                          isShown = isShown || now.fraction.value_or(0) > 0;
                          EXPECT_LE(now.fraction.value_or(0), 1);
                          EXPECT_FALSE(now.secondsLeft);
                      }),
                  Outcome::Finished);
        EXPECT_TRUE(isShown) << "how many cells are done is known";
        const auto at = m_messages.find("cannot be estimated: ");
        ASSERT_NE(at, std::string::npos) << m_messages;
        EXPECT_NE(m_messages.find(ownWords ? "there is no memory for a moment" : "memory", at), std::string::npos)
            << m_messages;
        EXPECT_EQ(m_messages.find(", took "), std::string::npos) << m_messages;
        EXPECT_EQ(table(folder + "/cells.csv"), table("straight/cells.csv"));
    }
}

TEST_F(NiahEstimate, AModelThatHasNoMemoryForItsStepsIsNoModelThatTakesNoTime)
{
    RunOptions options;
    options.load = [](const std::filesystem::path&, const ModelOptions&) {
        auto model = std::make_unique<FakeModel>();
        model->onCall = [] { throw std::bad_alloc(); };
        return model;
    };
    const Json json{{"models", {{{"name", "large"}, {"path", "large"}}}},
                    {"needles", {{"files", {{{"wav", "clip0.wav"}, {"labels", "/m/0"}}}}}},
                    {"haystack", {{"kind", "zero"}}},
                    {"lengths_frames", {2048}},
                    {"snr_db", {0}},
                    {"bootstrap", {{"resamples", 0}}}};
    EXPECT_EQ(estimate(json, options).unknown.find("large: "), 0U) << m_messages;
    EXPECT_EQ(m_messages.find("about 0"), std::string::npos) << m_messages;
}

TEST(NiahHaystackCost, IsOfWhatIsMade)
{
    HaystackOptions options;
    EXPECT_EQ(haystackSeconds({HaystackKind::White, {}, 1, {}}, options, {}), 0) << "of no length";
    options.lengths = {0, 1000};
    EXPECT_EQ(haystackSeconds({}, options, {}), 0) << "of zeros, of which nothing is made";
    EXPECT_GT(haystackSeconds({HaystackKind::White, {}, 1, {}}, options, {}).value_or(0), 0);
    std::stop_source source;
    source.request_stop();
    EXPECT_FALSE(haystackSeconds({HaystackKind::White, {}, 1, {}}, options, source.get_token()));
}

TEST(NiahHaystackCost, ABabbleIsMeasuredByAVoiceThatCanBeRead)
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "a.txt") << "no sound";
    writeWav(folder / "b.wav", std::vector<float>(48000, 0.25F));
    HaystackOptions options;
    options.lengths = {1000};
    EXPECT_GT(haystackSeconds({HaystackKind::Babble, folder.path(), 1, {}}, options, {}).value_or(0), 0);
    std::filesystem::remove(folder / "b.wav");
    EXPECT_TRUE(haystackSeconds({HaystackKind::Babble, folder.path(), 1, {}}, options, {}))
        << "making it says what is wrong";
}

} // namespace
} // namespace dass::niah
