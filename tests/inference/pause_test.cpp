#include "core/inference/pause_gate.h"
#include "tests/inference/tagging_fixture.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <semaphore>
#include <thread>

namespace dass {
namespace {

class Pause : public TaggingTest
{
protected:
    Pause() { m_gate = &m_pauseGate; }

    // The rows of a run that nothing held up.
    std::vector<float> undisturbed(std::span<const float> samples, const TaggingSettings& settings)
    {
        const std::filesystem::path path = m_folder.path() / "undisturbed.wav";
        writeWav(path, samples);
        AudioReader audio(path);
        FakeModel model;
        TaggingResult result;
        tagRecording(audio, model, settings, {}, {}, result);
        return rowsOf(result);
    }

    static std::vector<float> rowsOf(const TaggingResult& result)
    {
        std::vector<float> all;
        for (std::int64_t r = 0; r < result.probabilities->rows(); ++r) {
            const auto row = result.probabilities->row(r);
            all.insert(all.end(), row.begin(), row.end());
        }
        return all;
    }

    PauseGate m_pauseGate;
};

TEST_F(Pause, GoesOnFromTheRowWhereItStood)
{
    const auto samples = glidingTone(100 * 16000);
    for (const TaggingMode mode : {TaggingMode::Windows, TaggingMode::Dense}) {
        TaggingSettings settings;
        settings.mode = mode;
        settings.batch = 1;
        m_model.bytesPerFrame = std::int64_t{1} << 40; // short spans
        m_model.calls.clear();
        m_result = {};
        std::binary_semaphore paused(0);
        m_model.onCall = [&] {
            if (m_model.calls.size() == 3) {
                m_pauseGate.pause();
                EXPECT_TRUE(m_model.stop.stop_requested()) << "the call under way is not told";
                paused.release();
            }
        };
        std::jthread person([&] {
            paused.acquire();
            m_pauseGate.resume();
        });
        EXPECT_EQ(tag(samples, settings), Outcome::Finished);
        EXPECT_TRUE(m_result.complete);
        EXPECT_EQ(rowsOf(m_result), undisturbed(samples, settings));
        const std::size_t calls = m_model.calls.size();
        m_model.onCall = {};
        m_model.calls.clear();
        m_result = {};
        tag(samples, settings);
        EXPECT_EQ(calls, m_model.calls.size() + 1) << "only the call that the pause fell into is made again";
    }
}

TEST_F(Pause, MakesNoCallUntilItIsResumed)
{
    std::binary_semaphore paused(0);
    TaggingSettings settings;
    settings.batch = 1;
    m_model.onCall = [&] {
        if (m_model.calls.size() == 2) {
            m_pauseGate.pause();
            paused.release();
        }
        EXPECT_TRUE(m_model.calls.size() <= 2 || !m_pauseGate.isPaused());
    };
    std::jthread person([&] {
        paused.acquire();
        // A gate for itself shows that passing waits: nothing that this thread sees tells of the run's thread waiting.
        std::jthread resumer([this] { m_pauseGate.resume(); });
        EXPECT_TRUE(m_pauseGate.pass({}).has_value());
        EXPECT_FALSE(m_pauseGate.isPaused());
    });
    EXPECT_EQ(tag(glidingTone(60 * 16000), settings), Outcome::Finished);
}

TEST_F(Pause, CanBeCancelled)
{
    std::binary_semaphore paused(0);
    TaggingSettings settings;
    settings.batch = 1;
    m_model.onCall = [&] {
        if (m_model.calls.size() == 3) {
            m_pauseGate.pause();
            paused.release();
        }
    };
    std::jthread person([&] {
        paused.acquire();
        m_stop.request_stop();
    });
    EXPECT_EQ(tag(glidingTone(100 * 16000), settings), Outcome::Cancelled);
    EXPECT_EQ(m_result.probabilities->rows(), 2);
    EXPECT_EQ(m_model.calls.size(), 3U);
    EXPECT_FALSE(m_result.complete);
    EXPECT_FALSE(m_model.stop.stop_possible()) << "the model was not given back";
}

TEST_F(Pause, ACancellationEndsTheCallUnderWay)
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
    std::jthread person([&] {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return calling; });
        lock.unlock();
        m_stop.request_stop();
    });
    EXPECT_EQ(tag(glidingTone(100 * 16000), {}), Outcome::Cancelled);
    EXPECT_EQ(m_result.probabilities->rows(), 0);
}

TEST_F(Pause, IsNoPartOfTheSpeed)
{
    constexpr std::chrono::milliseconds kPause{300};
    constexpr std::chrono::milliseconds kEnough{250};
    std::binary_semaphore paused(0);
    std::atomic<bool> ended = false;
    TaggingSettings settings;
    settings.batch = 1;
    m_model.onCall = [&] { // again where this thread came to the gate late: the call is made again
        if (m_model.calls.size() >= 2 && m_pauseGate.waited() < kEnough) {
            m_pauseGate.pause();
            paused.release();
        }
    };
    TaggingProgress last;
    m_progress = [&](const TaggingProgress& progress) { last = progress; };
    std::jthread person([&] {
        for (paused.acquire(); !ended; paused.acquire()) {
            std::this_thread::sleep_for(kPause); // the length of the pause is what is tested
            m_pauseGate.resume();
        }
    });
    const auto started = std::chrono::steady_clock::now();
    EXPECT_EQ(tag(glidingTone(60 * 16000), settings), Outcome::Finished);
    const std::chrono::duration<double> all = std::chrono::steady_clock::now() - started;
    ended = true;
    paused.release();
    const std::chrono::duration<double> waited = m_pauseGate.waited();
    EXPECT_GE(waited.count(), 0.25);
    const double worked = static_cast<double>(last.framesDone) / 100 / last.timesRealTime;
    EXPECT_LE(worked, all.count() - waited.count() + 0.01);
}

} // namespace
} // namespace dass
