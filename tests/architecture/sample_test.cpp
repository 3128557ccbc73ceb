#include "core/audio/audio_reader.h"
#include "csv_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace dass::architecture {
namespace {

namespace fs = std::filesystem;

const fs::path kSample = fs::path(DASS_SOURCE_DIR) / "resources/sample";
constexpr double kRate = 16000;

struct Scene
{
    double start = 0, end = 0; // s
    std::string label;
};

std::vector<Scene> readScenes()
{
    std::vector<Scene> scenes;
    for (const auto& row : readTable(kSample / "sample_timeline.csv")) {
        scenes.push_back({std::stod(row.at("start_s")), std::stod(row.at("end_s")), row.at("label")});
    }
    return scenes;
}

std::vector<float> readSamples()
{
    AudioReader reader(kSample / "sample.flac");
    std::vector<float> samples;
    std::vector<float> block(16384);
    while (const std::size_t count = reader.read(block)) {
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(count));
    }
    EXPECT_TRUE(reader.warnings().empty());
    return samples;
}

double levelDb(const std::vector<float>& samples, double start, double end)
{
    double power = 0;
    const auto first = static_cast<std::size_t>(start * kRate);
    const auto last = std::min(static_cast<std::size_t>(end * kRate), samples.size());
    for (std::size_t i = first; i < last; ++i) {
        power += static_cast<double>(samples[i]) * samples[i];
    }
    return 10 * std::log10(power / static_cast<double>(last - first) + 1e-12);
}

TEST(SampleRecording, TimelineIsInOrderWithinTheRecordingAndNamesAudioSetLabels)
{
    std::set<std::string> names;
    for (const auto& row : readTable(fs::path(DASS_SOURCE_DIR) / "resources/labels/audioset_labels.csv")) {
        names.insert(row.at("name"));
    }
    const double length = static_cast<double>(readSamples().size()) / kRate;
    EXPECT_GT(length, 120);
    EXPECT_LT(length, 300);
    double before = 0;
    for (const Scene& scene : readScenes()) {
        EXPECT_TRUE(names.contains(scene.label)) << scene.label;
        EXPECT_GE(scene.start, before) << scene.label;
        EXPECT_GT(scene.end, scene.start) << scene.label;
        EXPECT_LE(scene.end, length) << scene.label;
        before = scene.start;
    }
}

TEST(SampleRecording, EveryNamedSoundIsHeardAndTheEndsAreQuiet)
{
    const std::vector<float> samples = readSamples();
    const std::vector<Scene> scenes = readScenes();
    ASSERT_GE(scenes.size(), 10U);
    for (const Scene& scene : scenes) {
        EXPECT_GT(levelDb(samples, scene.start, scene.end), -38) << scene.label;
    }
    EXPECT_LT(levelDb(samples, 0, scenes.front().start), -60);
    EXPECT_LT(levelDb(samples, scenes.back().end, static_cast<double>(samples.size()) / kRate), -60);
}

} // namespace
} // namespace dass::architecture
