// Haystacks of recordings that are far shorter than any block they are read in.
#include "core/features/fbank.h"
#include "core/niah/haystack.h"
#include "tests/niah/run_fixture.h"

#include <algorithm>
#include <cmath>

namespace dass::niah {
namespace {

HaystackOptions withSamples(std::int64_t frames)
{
    HaystackOptions options;
    options.lengths = {frames};
    options.keepSamples = true;
    return options;
}

TEST(ShortHaystack, ARecordingOfAFewSamplesStartsAgain)
{
    const test::TemporaryFolder folder;
    constexpr std::int64_t kFrames = 2000; // longer than what is made at a time
    for (const std::size_t count : {1U, 2U, 3U, 161U, 400U}) {
        std::vector<float> few(count);
        for (std::size_t i = 0; i < count; ++i)
            few[i] = static_cast<float>(i % 5) / 8 - 0.375F;
        writeWav(folder / "few.wav", few);
        const auto haystack =
            Haystack::make({HaystackKind::Recording, folder / "few.wav", 1, {}}, withSamples(kFrames), {});
        ASSERT_TRUE(haystack) << count;
        std::vector<float> samples(static_cast<std::size_t>(samplesOf(kFrames)));
        haystack->readSamples(0, 1, samples);
        double sum = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            ASSERT_EQ(samples[i], few[i % count]) << i << " of " << count;
            sum += static_cast<double>(samples[i]) * samples[i];
        }
        EXPECT_NEAR(haystack->rms(kFrames), std::sqrt(sum / static_cast<double>(samples.size())), 1e-9);
        std::vector<float> frames(static_cast<std::size_t>(kFrames * fbank::kMelBins));
        haystack->read(0, 1, frames);
        EXPECT_TRUE(std::ranges::all_of(frames, [](float value) { return std::isfinite(value); })) << count;
    }
}

// Whose rate is not the models': the converter's own beginning and end are most of it.
TEST(ShortHaystack, OneSampleOfAnotherRateIsRepeatedToo)
{
    const test::TemporaryFolder folder;
    for (const std::uint32_t rate : {8000U, 44100U, 192'000U}) {
        writeWav(folder / "one.wav", std::vector<float>{0.5F}, rate);
        const auto haystack =
            Haystack::make({HaystackKind::Recording, folder / "one.wav", 1, {}}, withSamples(1200), {});
        ASSERT_TRUE(haystack) << rate;
        EXPECT_GT(haystack->rms(1200), 0) << rate;
    }
}

TEST(ShortHaystack, VoicesOfAFewSamplesMakeABabble)
{
    const test::TemporaryFolder folder;
    const std::vector<float> one{0.25F};
    const std::vector<float> three{0.5F, -0.5F, 0.5F};
    writeWav(folder / "a.wav", one);
    writeWav(folder / "b.wav", three);
    writeWav(folder / "silent.wav", std::vector<float>(2));
    const auto haystack = Haystack::make({HaystackKind::Babble, folder.path(), 1, {}}, withSamples(300), {});
    ASSERT_TRUE(haystack);
    std::vector<float> samples(static_cast<std::size_t>(samplesOf(300)));
    haystack->readSamples(0, 1, samples);
    for (std::size_t i = 0; i < samples.size(); ++i)
        ASSERT_FLOAT_EQ(samples[i], three[i % 3] / 0.5F + 1) << i; // each as loud as the others
}

TEST_F(NiahRun, AHaystackOfOneSampleIsScoredAndASilentOneSaysWhyNot)
{
    writeWav(m_folder / "one.wav", std::vector<float>{0.25F});
    writeWav(m_folder / "silent.wav", std::vector<float>(3));
    ASSERT_EQ(run(spec({{"haystacks",
                         {{{"kind", "recording"}, {"file", "one.wav"}, {"name", "one"}},
                          {{"kind", "recording"}, {"file", "silent.wav"}, {"name", "silent"}}}},
                        {"lengths_frames", {1600}},
                        {"positions", {0.5}}}),
                  "out"),
              Outcome::Finished);
    const auto cells = table("out/cells.csv");
    ASSERT_EQ(cells.size(), 2U);
    EXPECT_EQ(cells[0].at("haystack"), "one");
    EXPECT_EQ(cells[0].at("note"), "");
    EXPECT_EQ(cells[0].at("needles"), "7");
    EXPECT_TRUE(std::isfinite(std::stod(cells[0].at("mAP"))));
    EXPECT_EQ(cells[1].at("haystack"), "silent");
    EXPECT_NE(cells[1].at("note").find("the haystack is silent"), std::string::npos) << cells[1].at("note");
}

} // namespace
} // namespace dass::niah
