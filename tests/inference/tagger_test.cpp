#include "core/base/error.h"
#include "tests/inference/tagging_fixture.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace dass {
namespace {

using Tagger = TaggingTest;

TaggingSettings oneWindowACall()
{
    TaggingSettings settings;
    settings.batch = 1;
    return settings;
}

TEST_F(Tagger, KeepsTheRowsThatAreDoneWhenItIsStopped)
{
    m_model.onCall = [this] {
        if (m_model.calls.size() == 4)
            m_stop.request_stop();
    };
    EXPECT_EQ(tag(glidingTone(100 * 16000), oneWindowACall()), Outcome::Cancelled);
    EXPECT_FALSE(m_result.complete);
    EXPECT_EQ(m_result.probabilities->rows(), 3) << "what a stopped call gives is not to be trusted";
    EXPECT_EQ(m_result.frames, 3 * 1024);
    EXPECT_EQ(m_model.calls.size(), 4U);
}

TEST_F(Tagger, LetsTheModelSeeTheStopDuringACall)
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool calling = false;
    m_model.onCall = [&] { // a call that lasts until the stop
        std::unique_lock lock(mutex);
        calling = true;
        changed.notify_all();
        changed.wait(lock, m_model.stop, [] { return false; });
    };
    std::jthread user([&] {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return calling; });
        m_stop.request_stop();
    });
    EXPECT_EQ(tag(glidingTone(100 * 16000), oneWindowACall()), Outcome::Cancelled);
    EXPECT_EQ(m_result.probabilities->rows(), 0);
    EXPECT_FALSE(m_model.stop.stop_possible()) << "the model was not given back";
}

TEST_F(Tagger, DoesNothingWhenItIsStoppedBeforehand)
{
    m_stop.request_stop();
    EXPECT_EQ(tag(glidingTone(20 * 16000), {}), Outcome::Cancelled);
    EXPECT_TRUE(m_model.calls.empty());
    EXPECT_EQ(m_result.probabilities->rows(), 0);
}

TEST_F(Tagger, HandsOnWhatTheModelThrowsAndKeepsEarlierRows)
{
    m_model.onCall = [this] {
        if (m_model.calls.size() == 3)
            throw Error(ErrorCode::OutOfMemory, "no memory");
    };
    EXPECT_THROW(tag(glidingTone(400 * 16000), oneWindowACall()), Error);
    EXPECT_EQ(m_result.probabilities->rows(), 2);
}

TEST_F(Tagger, RefusesARecordingWithoutSamples)
{
    try {
        tag({}, {});
        ADD_FAILURE() << "an empty recording was tagged";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadFile);
        EXPECT_NE(std::string(error.what()).find("recording.wav"), std::string::npos);
    }
}

// So many values from the last one back are no numbers in the calls that are chosen, counted from 1.
class DamagedModel : public FakeModel
{
public:
    DamagedModel(std::size_t values, std::function<bool(std::size_t)> isDamaged)
        : m_values(values), m_isDamaged(std::move(isDamaged))
    {
    }

    void logits(std::span<const float> spectrograms, std::int64_t batch, std::int64_t frames, Pooling pooling,
                std::span<float> logits, std::span<float> embeddings) override
    {
        FakeModel::logits(spectrograms, batch, frames, pooling, logits, embeddings);
        if (m_isDamaged(calls.size()))
            std::fill_n(logits.rbegin(), m_values, std::nanf(""));
    }

private:
    std::size_t m_values;
    std::function<bool(std::size_t)> m_isDamaged;
};

class DamagedTagger : public TaggingTest
{
protected:
    Outcome tagWith(DamagedModel model)
    {
        writeWav(m_folder.path() / "recording.wav", glidingTone(50 * 16000));
        AudioReader audio(m_folder.path() / "recording.wav");
        return tagRecording(audio, model, oneWindowACall(), {}, {}, m_result);
    }
};

TEST_F(DamagedTagger, AModelThatGivesNoNumbersIsNoSilentRecording)
{
    try {
        tagWith(DamagedModel(FakeModel::kClasses, [](std::size_t /*call*/) { return true; }));
        ADD_FAILURE() << "values that are no numbers passed for a result";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::BadFile);
        EXPECT_NE(std::string(error.what()).find("the model 'fake' gives values that are no numbers"),
                  std::string::npos)
            << error.what();
    }
}

TEST_F(DamagedTagger, RowsThatAreNoNumbersAreAWarning)
{
    ASSERT_EQ(tagWith(DamagedModel(FakeModel::kClasses, [](std::size_t call) { return call == 2; })),
              Outcome::Finished);
    ASSERT_EQ(m_result.warnings.size(), 1U);
    EXPECT_NE(m_result.warnings.front().find("no numbers in 1 of 5 rows"), std::string::npos)
        << m_result.warnings.front();
}

TEST_F(DamagedTagger, OneClassWithoutNumbersLeavesTheOthers)
{
    ASSERT_EQ(tagWith(DamagedModel(1, [](std::size_t /*call*/) { return true; })), Outcome::Finished);
    EXPECT_EQ(m_result.probabilities->rows(), 5);
    ASSERT_EQ(m_result.warnings.size(), 1U);
    EXPECT_NE(m_result.warnings.front().find("no numbers in 5 of 5 rows"), std::string::npos)
        << m_result.warnings.front();
}

TEST_F(Tagger, TellsHowFarItIs)
{
    std::vector<TaggingProgress> seen;
    m_progress = [&seen](const TaggingProgress& progress) { seen.push_back(progress); };
    ASSERT_EQ(tag(glidingTone(50 * 16000), oneWindowACall()), Outcome::Finished);
    ASSERT_EQ(seen.size(), 5U);
    EXPECT_EQ(seen[0].rowsDone, 1);
    EXPECT_EQ(seen[0].framesDone, 1024);
    EXPECT_EQ(seen[0].framesExpected, 4998);
    EXPECT_GT(seen[0].timesRealTime, 0);
    EXPECT_GT(seen[0].secondsLeft, 0);
    EXPECT_EQ(seen[4].framesDone, 4998);
    EXPECT_EQ(seen[4].secondsLeft, 0);
}

TEST_F(Tagger, AppendsToTheMatrixItIsGiven)
{
    const auto matrix = std::make_shared<ProbabilityMatrix>(FakeModel::kClasses, m_folder.path() / "p.bin");
    m_result.probabilities = matrix;
    ASSERT_EQ(tag(glidingTone(20 * 16000), {}), Outcome::Finished);
    EXPECT_EQ(matrix->rows(), 2);
    EXPECT_EQ(ProbabilityMatrix::open(m_folder.path() / "p.bin")->rows(), 2);

    m_result.probabilities = std::make_shared<ProbabilityMatrix>(FakeModel::kClasses + 1);
    EXPECT_THROW(tag(glidingTone(20 * 16000), {}), Error);
}

} // namespace
} // namespace dass
