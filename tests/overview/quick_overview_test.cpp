#include "core/base/error.h"
#include "core/overview/quick_overview.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace dass {
namespace {

constexpr std::int64_t kSeconds = 400; // longer than what is kept frame by frame

class QuickOverviewTest : public testing::Test
{
protected:
    QuickOverviewTest()
    {
        std::mt19937 random(3); // NOLINT(cert-msc51-cpp): the same in every run
        std::vector<float> samples(16000);
        std::vector<float> frames(100 * MelPyramid::kBands);
        for (std::int64_t second = 0; second < kSeconds; ++second) {
            for (float& sample : samples)
                sample = static_cast<float>(random() % 2000) / 1000 - 1;
            for (float& value : frames)
                value = static_cast<float>(random() % 1200) / 100 - 12;
            waveform.append(samples);
            mel.append(second + 1 < kSeconds ? std::span(frames)
                                             : std::span(frames).first(std::size_t{98} * MelPyramid::kBands));
        }
        waveform.finish();
        writeQuickOverview(file, waveform, mel);
    }

    std::string contents() const
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void write(const std::string& bytes) const { std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes; }

    test::TemporaryFolder folder;
    std::filesystem::path file = folder / "view";
    WaveformPyramid waveform;
    MelPyramid mel;
};

TEST_F(QuickOverviewTest, ShowsTheWholeAsTheFullOneDoes)
{
    const QuickOverview quick = readQuickOverview(file);
    ASSERT_EQ(quick.waveform->samples(), waveform.samples());
    ASSERT_EQ(quick.mel->frames(), mel.frames());
    EXPECT_EQ(quick.mel->loudest(), mel.loudest());
    EXPECT_NEAR(quick.waveform->peak(), waveform.peak(), 1.0 / 8192);
    // In columns of whole entries they are the same; others are widened to whole entries.
    constexpr std::int64_t samples = std::int64_t{16} * 16 * 16 * 16;
    for (std::int64_t start = 0; start < waveform.samples(); start += samples) {
        const WaveformColumn full = waveform.range(start, start + samples);
        const WaveformColumn coarse = quick.waveform->range(start, start + samples);
        EXPECT_TRUE(coarse.known);
        EXPECT_NEAR(full.min, coarse.min, 1.0 / 8192);
        EXPECT_NEAR(full.max, coarse.max, 1.0 / 8192);
        EXPECT_NEAR(full.rms, coarse.rms, 2.0 / 8192);
    }
    for (std::int64_t start = 0; start < mel.frames(); start += 256)
        EXPECT_EQ(quick.mel->peak(start, start + 256), mel.peak(start, start + 256)) << start;
    const MelColumns columns = quick.mel->query(0, mel.frames(), 1000);
    EXPECT_EQ(columns.known, 1000);
    EXPECT_TRUE(quick.waveform->range(1000, 1010).known); // below what is kept: the entry that holds it
    EXPECT_FALSE(quick.waveform->range(waveform.samples(), waveform.samples() + 16).known);
}

TEST_F(QuickOverviewTest, IsSmall)
{
    EXPECT_LT(std::filesystem::file_size(file), 600'000U); // 400 s in columns of 0.16 s, points of 16 ms
}

TEST_F(QuickOverviewTest, RefusesWhatIsNoneOrCutShortOrLies)
{
    const std::string good = contents();
    EXPECT_THROW(readQuickOverview(folder / "none"), Error);
    for (const std::size_t bytes : {std::size_t{0}, std::size_t{7}, std::size_t{39}, good.size() - 1}) {
        write(good.substr(0, bytes));
        EXPECT_THROW(readQuickOverview(file), Error) << bytes;
    }
    for (const std::size_t at : {0, 8, 12, 16, 20, 24, 31, 32, 39}) { // every field of the header
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x55);
        write(bad);
        EXPECT_THROW(readQuickOverview(file), Error) << at;
    }
    write(good + "x");
    EXPECT_THROW(readQuickOverview(file), Error);
    EXPECT_THROW(readQuickOverview("/dev/null"), Error);
    write(good);
    EXPECT_NO_THROW(readQuickOverview(file));
}

} // namespace
} // namespace dass
