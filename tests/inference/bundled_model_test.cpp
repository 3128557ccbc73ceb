// The model that ships with the program, on the recording that ships with it.
#include "core/base/resources.h"
#include "core/inference/row_times.h"
#include "core/inference/tagger.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace dass {
namespace {

// Seconds of the sample at which a label is heard (sample_timeline.csv).
struct Scene
{
    double start;
    double end;
};

class BundledModel : public testing::Test
{
protected:
    static TaggingModel& model()
    {
        static const auto loaded = TaggingModel::load({}, {"cpu", Precision::Fp32, 0});
        return *loaded;
    }

    static TaggingResult tag(const std::filesystem::path& path)
    {
        TaggingSettings settings;
        settings.hopSeconds = 1;
        TaggingResult result;
        AudioReader audio(path);
        EXPECT_EQ(tagRecording(audio, model(), settings, {}, {}, result), Outcome::Finished);
        return result;
    }

    static const TaggingResult& sample()
    {
        static const TaggingResult result = tag(requireResource("sample/sample.flac"));
        return result;
    }

    TaggingResult tagSamples(const std::vector<float>& samples) const
    {
        const auto path = m_folder.path() / "made.wav";
        writeWav(path, samples);
        return tag(path);
    }

    static std::int64_t classOf(const std::string& name)
    {
        const auto& labels = model().info().labels;
        const auto found = std::ranges::find(labels, name, &Label::name);
        EXPECT_NE(found, labels.end()) << name;
        return found - labels.begin();
    }

    // The highest probability of a class among the cells whose middle lies inside the scene, or outside of it and of
    // the windows that reach into it.
    static float peak(const std::string& name, const Scene& scene, bool inside)
    {
        const std::int64_t c = classOf(name);
        const std::int64_t rows = sample().probabilities->rows();
        float highest = 0;
        for (std::int64_t row = 0; row < rows; ++row) {
            const SampleSpan cell = cellSpan(sample(), row, rows);
            const double middle = static_cast<double>(cell.start + cell.end) / 2 / 16000;
            const bool within = middle >= scene.start && middle <= scene.end;
            const bool far = middle < scene.start - kTrainingSeconds || middle > scene.end + kTrainingSeconds;
            if (inside ? within : far)
                highest = std::max(highest, sample().probabilities->row(row)[static_cast<std::size_t>(c)]);
        }
        return highest;
    }

    // Of all classes but one.
    static float highest(const TaggingResult& result, std::int64_t leftOut)
    {
        float value = 0;
        for (std::int64_t row = 0; row < result.probabilities->rows(); ++row) {
            const auto probabilities = result.probabilities->row(row);
            for (std::int64_t c = 0; c < model().info().classes; ++c) {
                if (c != leftOut)
                    value = std::max(value, probabilities[static_cast<std::size_t>(c)]);
            }
        }
        return value;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(BundledModel, IsSmallAndKnowsEveryClass)
{
    EXPECT_EQ(model().info().classes, 527);
    EXPECT_LE(model().info().parameters, 5'000'000);
    EXPECT_LE(std::filesystem::file_size(model().info().path), 10'000'000U);
}

TEST_F(BundledModel, FindsTheSoundsOfTheSampleWhereTheyAre)
{
    const std::map<std::string, Scene> scenes{
        {"Speech", {0.5, 11.5}},   {"Bird", {26, 48}},
        {"Church bell", {49, 63}}, {"Rain", {64, 86}},
        {"Engine", {87, 100}},     {"Siren", {100, 113}},
        {"Dog", {114, 125}},       {"Telephone bell ringing", {126, 137}},
        {"Vehicle", {87, 100}},    {"Music", {150, 168}},
        {"Applause", {168, 178}},
    };
    for (const auto& [name, scene] : scenes) {
        EXPECT_GE(peak(name, scene, true), 0.3F) << name;
        if (name != "Speech" && name != "Music") { // they come again
            EXPECT_LT(peak(name, scene, false), 0.5F * peak(name, scene, true)) << name;
        }
    }
}

TEST_F(BundledModel, ClaimsLittleAboutSilenceButThatItIsSilence)
{
    const TaggingResult result = tagSamples(std::vector<float>(20 * 16000));
    EXPECT_LT(highest(result, classOf("Silence")), 0.3F);
}

} // namespace
} // namespace dass
