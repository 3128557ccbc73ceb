#include "core/overview/mel_pyramid.h"
#include "core/overview/waveform_pyramid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <thread>
#include <unistd.h>

namespace dass {
namespace {

constexpr float kRounding = 1.0F / 8192;

std::vector<float> noise(std::size_t count)
{
    std::mt19937 generator(1);
    std::uniform_real_distribution<float> uniform(-0.8F, 0.8F);
    std::vector<float> samples(count);
    for (float& sample : samples)
        sample = uniform(generator);
    return samples;
}

TEST(WaveformPyramid, ShowsTheExtremesAndRmsOfAnyRange)
{
    const auto samples = noise(200'000);
    WaveformPyramid pyramid;
    std::mt19937 generator(2);
    for (std::size_t at = 0; at < samples.size();) {
        const std::size_t size = std::min<std::size_t>(1 + generator() % 5000, samples.size() - at);
        pyramid.append(std::span(samples).subspan(at, size));
        at += size;
    }
    pyramid.finish();
    ASSERT_EQ(pyramid.samples(), 200'000);
    for (int i = 0; i < 300; ++i) {
        const std::int64_t start = generator() % 200'000;
        const std::int64_t end = std::min<std::int64_t>(start + 1 + generator() % 150'000, 200'000);
        const auto first = samples.begin() + start / 16 * 16;
        const auto last = samples.begin() + std::min<std::int64_t>((end + 15) / 16 * 16, 200'000);
        double power = 0;
        std::for_each(first, last, [&](float sample) { power += static_cast<double>(sample) * sample; });
        const WaveformColumn column = pyramid.range(start, end);
        ASSERT_TRUE(column.known);
        ASSERT_NEAR(column.min, *std::min_element(first, last), kRounding);
        ASSERT_NEAR(column.max, *std::max_element(first, last), kRounding);
        ASSERT_LE(column.min, *std::min_element(first, last));
        ASSERT_GE(column.max, *std::max_element(first, last));
        ASSERT_NEAR(column.rms, std::sqrt(power / static_cast<double>(last - first)), 3 * kRounding);
    }
}

TEST(WaveformPyramid, KnowsWhatIsNotThereYet)
{
    WaveformPyramid pyramid;
    EXPECT_FALSE(pyramid.range(0, 1000).known);
    pyramid.append(std::vector<float>(1007, 0.5F));
    EXPECT_EQ(pyramid.samples(), 992);
    const auto columns = pyramid.query(0, 2000, 20);
    ASSERT_EQ(columns.size(), 20U);
    for (std::size_t c = 0; c < 20; ++c)
        EXPECT_EQ(columns[c].known, c < 10) << c;
    pyramid.finish();
    EXPECT_EQ(pyramid.samples(), 1007);
    EXPECT_TRUE(pyramid.range(1000, 1007).known);
}

TEST(WaveformPyramid, AShortClickSurvivesZoomingOut)
{
    std::vector<float> samples(3'000'000, 0.0F);
    samples[1'234'567] = -0.9F;
    WaveformPyramid pyramid;
    pyramid.append(samples);
    pyramid.finish();
    const auto columns = pyramid.query(0, 3'000'000, 100);
    for (std::size_t c = 0; c < 100; ++c)
        EXPECT_NEAR(columns[c].min, c == 41 ? -0.9F : 0.0F, kRounding) << c;
    EXPECT_FLOAT_EQ(pyramid.peak(), 0.9F);
}

TEST(WaveformPyramid, ZoomedInRepeatsEntriesAndLeavesNoHoles)
{
    WaveformPyramid pyramid;
    pyramid.append(noise(1600));
    for (const WaveformColumn& column : pyramid.query(100, 132, 500))
        ASSERT_TRUE(column.known);
    EXPECT_TRUE(pyramid.query(0, 100, 0).empty());
}

std::vector<float> logMel(std::int64_t frames)
{
    std::mt19937 generator(5);
    std::uniform_real_distribution<float> uniform(-15.9F, 8.0F);
    std::vector<float> values(static_cast<std::size_t>(frames) * 128);
    for (float& value : values)
        value = uniform(generator);
    return values;
}

TEST(MelPyramid, KeepsLevelsToAQuarterOfADecibel)
{
    for (float value = -15.9F; value < 13; value += 0.37F)
        EXPECT_NEAR(MelPyramid::logMel(MelPyramid::levelOf(value)), value, MelPyramid::kStep / 2 + 1e-5F);
    EXPECT_EQ(MelPyramid::levelOf(-100), 0);
    EXPECT_EQ(MelPyramid::levelOf(100), 255);
    EXPECT_NEAR(MelPyramid::kStep * 10 / std::log(10.0F), 0.5F, 1e-5F) << "half a decibel";
}

TEST(MelPyramid, ShowsThePeakOfAnyRange)
{
    constexpr std::int64_t kFrames = 6000;
    const auto values = logMel(kFrames);
    MelPyramid pyramid;
    std::mt19937 generator(2);
    for (std::int64_t at = 0; at < kFrames;) {
        const std::int64_t count = std::min<std::int64_t>(generator() % 200, kFrames - at);
        pyramid.append(
            std::span(values).subspan(static_cast<std::size_t>(at) * 128, static_cast<std::size_t>(count) * 128));
        at += count;
    }
    ASSERT_EQ(pyramid.frames(), kFrames);
    EXPECT_NEAR(pyramid.loudest(), *std::max_element(values.begin(), values.end()), MelPyramid::kStep);
    for (int i = 0; i < 100; ++i) {
        const std::int64_t start = generator() % kFrames;
        const std::int64_t end = std::min<std::int64_t>(start + 1 + generator() % 5000, kFrames);
        const auto column = pyramid.peak(start, end);
        for (std::size_t band = 0; band < 128; band += 17) {
            std::uint8_t wanted = 0;
            for (std::int64_t f = start; f < end; ++f)
                wanted = std::max(wanted, MelPyramid::levelOf(values[static_cast<std::size_t>(f) * 128 + band]));
            ASSERT_EQ(column[band], wanted) << "frames " << start << " to " << end << ", band " << band;
        }
    }
}

TEST(MelPyramid, KnowsWhatIsNotThereYet)
{
    MelPyramid pyramid;
    EXPECT_EQ(pyramid.query(0, 100, 10).known, 0);
    EXPECT_EQ(pyramid.loudest(), MelPyramid::kLowest);
    pyramid.append(logMel(55));
    const MelColumns columns = pyramid.query(0, 100, 10);
    EXPECT_EQ(columns.known, 6);
    EXPECT_EQ(columns.levels.size(), 1280U);
    EXPECT_TRUE(
        std::all_of(columns.levels.begin() + 6 * 128, columns.levels.end(), [](auto level) { return level == 0; }));
    EXPECT_EQ(pyramid.query(50, 60, 100).known, 50) << "zoomed in, a frame fills several columns";
}

// Readers see only finished entries: every value that the writer has published, and none that it has not.
TEST(Pyramids, CanBeReadWhileTheyGrow)
{
    MelPyramid mel;
    WaveformPyramid waveform;
    std::atomic<bool> done{false};
    std::atomic<int> wrong{0};
    std::atomic<std::int64_t> looks{0};
    std::vector<std::jthread> readers;
    for (int r = 0; r < 3; ++r) {
        readers.emplace_back([&, r] {
            std::mt19937 generator(static_cast<unsigned>(r));
            while (!done) {
                const std::int64_t frames = mel.frames();
                if (frames > 0) { // frame f holds the level f % 200 + 1 in every band
                    const std::int64_t at = generator() % frames;
                    const std::int64_t end = std::min<std::int64_t>(at + 1 + generator() % 600, frames);
                    const auto column = mel.peak(at, end);
                    const std::int64_t last = (end - 1) % 200;
                    const std::int64_t wanted = end - at > last && end - at != last + 1 ? 200 : last + 1;
                    wrong += column[7] != wanted || column[0] != column[127];
                }
                const std::int64_t samples = waveform.samples();
                if (samples > 0) {
                    const WaveformColumn column = waveform.range(0, samples);
                    wrong += !column.known || std::abs(column.max - 0.5F) > kRounding ||
                             std::abs(column.rms - 0.5F) > kRounding;
                }
                ++looks;
            }
        });
    }
    std::vector<float> frame(128);
    const std::vector<float> samples(160, 0.5F);
    for (int f = 0; f < 30'000 || looks < 100; ++f) {
        std::fill(frame.begin(), frame.end(), MelPyramid::logMel(static_cast<std::uint8_t>(f % 200 + 1)));
        mel.append(frame);
        waveform.append(samples);
    }
    done = true;
    readers.clear();
    EXPECT_EQ(wrong, 0);
}

// Megabytes of mapped files that count as this process's.
double mappedResident()
{
    std::ifstream file("/proc/self/statm");
    double size = 0;
    double resident = 0;
    double shared = 0;
    file >> size >> resident >> shared;
    return shared * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

TEST(Pyramids, LetGoOfWhatWasWritten)
{
    constexpr int kFrames = 1'200'000; // 154 MB
    const auto levelOf = [](int f) { return static_cast<std::uint8_t>(f * 7 % 251 + 1); };
    MelPyramid mel;
    const double before = mappedResident();
    std::vector<float> frame(128);
    for (int f = 0; f < kFrames; ++f) {
        std::fill(frame.begin(), frame.end(), MelPyramid::logMel(levelOf(f)));
        mel.append(frame);
    }
    EXPECT_LT(mappedResident() - before, 80);
    for (int f = 0; f < kFrames; f += 997)
        ASSERT_EQ(mel.peak(f, f + 1)[f % 128], levelOf(f)) << f;
}

} // namespace
} // namespace dass
