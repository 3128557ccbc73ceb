#include "core/base/error.h"
#include "core/metrics/classification_metrics.h"
#include "core/model/safetensors.h"
#include "core/niah/merge.h"
#include "core/niah/mixture.h"
#include "core/niah/record.h"
#include "tests/niah/run_fixture.h"

namespace dass::niah {
namespace {

namespace fs = std::filesystem;

TEST_F(NiahRun, WritesTheTablesThatFormatsNames)
{
    ASSERT_EQ(run(spec({{"save_logits", true}}), "out"), Outcome::Finished);
    EXPECT_TRUE(read("out/cells.csv")
                    .starts_with("model,pooling,haystack,snr_db,length_s,length_frames,position,"
                                 "needles,mAP,mAP_10s,relative_drop,retention,seconds,mAUC,mAUC_10s,mAP_low,mAP_high,"
                                 "relative_drop_low,relative_drop_high,retention_low,retention_high,note,mAUC_low,"
                                 "mAUC_high\r\n"));
    EXPECT_TRUE(read("out/needles.csv")
                    .starts_with("model,pooling,haystack,snr_db,length_s,length_frames,position,"
                                 "needle,label,mid,probability,probability_10s,rank,rank_10s"));
    const auto cells = table("out/cells.csv");
    EXPECT_EQ(cells.size(), 8U); // two haystacks, two lengths, two positions
    for (const auto& cell : cells) {
        EXPECT_EQ(cell.at("model"), "small-model");
        EXPECT_EQ(cell.at("needles"), "7");
        EXPECT_EQ(cell.at("snr_db"), cell.at("haystack") == "zero" ? "" : "0");
        const double retention = std::stod(cell.at("retention"));
        EXPECT_NEAR(retention, std::stod(cell.at("mAP")) / std::stod(cell.at("mAP_10s")), 1e-5);
        EXPECT_NEAR(std::stod(cell.at("relative_drop")), 1 - retention, 2e-6);
        EXPECT_LE(std::stod(cell.at("retention_low")), std::stod(cell.at("retention_high")));
        EXPECT_LE(std::stod(cell.at("mAUC_low")), std::stod(cell.at("mAUC_high")));
        EXPECT_TRUE(cell.at("length_frames") != "1024" || cell.at("retention") == "1.000000") << "the needle alone";
    }
    const auto needles = table("out/needles.csv");
    EXPECT_EQ(needles.size(), 8U * 10U) << "seven clips, three of them with two labels";
    const SafetensorsFile logits(m_folder / "out/logits.safetensors");
    EXPECT_TRUE(logits.contains("small-model/mean/white/0/1600/0.5"));
    EXPECT_TRUE(logits.contains("small-model/mean/zero/none/1024/0"));
    EXPECT_EQ(logits.at("small-model/mean/zero/none/1600/0").shape, (std::vector<std::int64_t>{7, 527}));
}

// Every number of one cell, from the clips on, by the parts that other tests check.
TEST_F(NiahRun, ScoresAreThoseOfTheMixtures)
{
    run(spec({{"save_logits", true}}), "out");
    const auto model = TaggingModel::load(smallModel(), {"cpu", Precision::Fp32, 1});
    const Haystack white = *Haystack::make({HaystackKind::White, {}, 1, {}}, {{576}, false, {}, {}}, {});
    const SafetensorsFile file(m_folder / "out/logits.safetensors");
    const auto logits = floatsOf(file.at("small-model/mean/white/0/1600/0.5"));
    const auto alone = floatsOf(file.at("small-model/mean/white/0/1024/0.5"));
    std::vector<float> targets(logits.size(), 0.0F);
    for (int i = 0; i < kClips; ++i) {
        const auto row = static_cast<std::size_t>(i) * 527;
        const NeedleSound needle =
            needleOf(decodeSamples(m_folder / ("clip" + std::to_string(i) + ".wav"), 1 << 20, {}));
        std::vector<float> frames(1600 * 128);
        Mixture(needle, white, {1600, 0.5, 0, Insertion::Spectrogram, 0}).read(0, frames);
        std::vector<float> expected(527);
        model->logits(frames, 1, 1600, Pooling::Mean, expected);
        for (std::size_t c = 0; c < 527; ++c)
            ASSERT_NEAR(logits[row + c], expected[c], 1e-4);
        model->logits(needle.spectrogram, 1, 1024, Pooling::Mean, expected);
        for (std::size_t c = 0; c < 527; ++c)
            ASSERT_NEAR(alone[row + c], expected[c], 1e-4);
        for (const auto& row_ : table("out/needles.csv")) {
            if (row_.at("haystack") != "white" || row_.at("length_frames") != "1600" || row_.at("position") != "0.5" ||
                row_.at("needle").find("clip" + std::to_string(i)) == std::string::npos)
                continue;
            const std::size_t c = row_.at("mid") == "/m/09x0r"    ? 0
                                  : row_.at("mid") == "/m/04rlf"  ? 137
                                  : row_.at("mid") == "/m/0bt9lr" ? 74
                                                                  : 300;
            targets[row + c] = 1;
            const auto of = std::span(logits).subspan(row, 527);
            EXPECT_NEAR(std::stod(row_.at("probability")), 1 / (1 + std::exp(-of[c])), 1e-6);
            EXPECT_EQ(std::stoll(row_.at("rank")),
                      1 + std::count_if(of.begin(), of.end(), [&](float l) { return l > of[c]; }));
        }
    }
    const TaggingScores scores = tagScores(logits, targets, 527);
    for (const auto& cell : table("out/cells.csv")) {
        if (cell.at("haystack") == "white" && cell.at("length_frames") == "1600" && cell.at("position") == "0.5") {
            EXPECT_NEAR(std::stod(cell.at("mAP")), scores.meanAveragePrecision, 1e-6);
            EXPECT_NEAR(std::stod(cell.at("mAUC")), scores.meanRocAuc, 1e-6);
        }
    }
}

TEST_F(NiahRun, StoppedAndResumedItIsAsIfItHadGoneThrough)
{
    ASSERT_EQ(run(spec(), "whole"), Outcome::Finished);
    std::stop_source source;
    int steps = 0;
    EXPECT_EQ(run(spec(), "parts", {}, source.get_token(),
                  [&](const RunProgress& now) {
                      if (now.stage == "scoring" && ++steps == 3)
                          source.request_stop();
                  }),
              Outcome::Cancelled);
    EXPECT_THROW(run(spec(), "parts"), Error) << "a folder with results is not overwritten";
    std::map<std::string, fs::file_time_type> written;
    for (const auto& file : fs::directory_iterator(m_folder / "parts/cells"))
        written[file.path().filename()] = file.last_write_time();
    ASSERT_FALSE(written.empty());
    RunOptions resume;
    resume.resume = true;
    ASSERT_EQ(run(spec(), "parts", resume), Outcome::Finished);
    EXPECT_EQ(table("parts/cells.csv"), table("whole/cells.csv"));
    EXPECT_EQ(read("parts/needles.csv"), read("whole/needles.csv"));
    m_messages.clear();
    const std::string before = read("parts/cells.csv");
    ASSERT_EQ(run(spec(), "parts", resume), Outcome::Finished);
    EXPECT_NE(m_messages.find("nothing is left to do"), std::string::npos) << m_messages;
    EXPECT_EQ(read("parts/cells.csv"), before) << "not even the seconds";
}

TEST_F(NiahRun, ResumedWithMoreLengthsOnlyTheseAreComputed)
{
    run(spec(), "out");
    const auto first = read("out/cells.csv");
    RunOptions resume;
    resume.resume = true;
    int scored = 0;
    ASSERT_EQ(run(spec({{"lengths_frames", {1024, 1600, 1700}}}), "out", resume, {},
                  [&](const RunProgress& now) {
                      scored += now.stage == "scoring" && now.item.find("/1700/") == std::string::npos;
                  }),
              Outcome::Finished);
    EXPECT_EQ(scored, 0);
    EXPECT_EQ(table("out/cells.csv").size(), 12U);
}

TEST_F(NiahRun, AnotherSeedIsMadeAnew)
{
    run(spec(), "out");
    const auto first = read("out/needles.csv");
    RunOptions resume;
    resume.resume = true;
    run(spec({{"haystacks", {{{"kind", "zero"}}, {{"kind", "white"}, {"seed", 2}}}}}), "out", resume);
    EXPECT_NE(m_messages.find("made anew"), std::string::npos) << m_messages;
    EXPECT_NE(read("out/needles.csv"), first);
}

TEST_F(NiahRun, PartsPutTogetherAreTheWhole)
{
    run(spec(), "whole");
    std::vector<fs::path> parts;
    for (std::int64_t i = 0; i < 3; ++i) {
        RunOptions options;
        options.shard = {i, 3};
        const std::string folder = "part" + std::to_string(i);
        ASSERT_EQ(run(spec(), folder, options), Outcome::Finished);
        EXPECT_FALSE(fs::exists(m_folder / folder / "cells.csv")) << "a part has no mAP";
        parts.push_back(m_folder / folder);
    }
    EXPECT_EQ(mergeExperiments({parts[0], parts[2]}, m_folder / "two").size(), 9U) << "all cells lack needles";
    EXPECT_TRUE(mergeExperiments(parts, m_folder / "merged").empty());
    EXPECT_EQ(table("merged/cells.csv"), table("whole/cells.csv"));
    EXPECT_EQ(read("merged/needles.csv"), read("whole/needles.csv"));
    RunOptions resume;
    resume.resume = true;
    m_messages.clear();
    ASSERT_EQ(run(spec(), "merged", resume), Outcome::Finished);
    EXPECT_NE(m_messages.find("nothing is left to do"), std::string::npos) << m_messages;
    RunOptions other;
    other.resume = true;
    other.shard = {1, 2};
    EXPECT_THROW(run(spec(), "part0", other), Error) << "a folder belongs to its part";
}

TEST_F(NiahRun, PartsOfDifferentExperimentsAreRefused)
{
    run(spec(), "a");
    run(spec({{"positions", {0.25}}}), "b");
    EXPECT_THROW(mergeExperiments({m_folder / "a", m_folder / "b"}, m_folder / "c"), Error);
    EXPECT_THROW(mergeExperiments({m_folder / "nothing"}, m_folder / "c"), Error);
    for (const std::string& text : {std::string("{}"), std::string("[]"), std::string("x"),
                                    std::string(R"({"format": "dass-niah", "version": 1, "models": 3})")}) {
        write("a/experiment.json", text);
        EXPECT_THROW(mergeExperiments({m_folder / "a"}, m_folder / "c"), Error) << text;
    }
}

TEST_F(NiahRun, ADamagedCellIsMadeAnew)
{
    run(spec(), "out");
    const auto expected = table("out/cells.csv");
    for (const auto& file : fs::directory_iterator(m_folder / "out/cells"))
        fs::resize_file(file.path(), fs::file_size(file.path()) / 2);
    RunOptions resume;
    resume.resume = true;
    ASSERT_EQ(run(spec(), "out", resume), Outcome::Finished);
    EXPECT_EQ(table("out/cells.csv"), expected);
}

TEST_F(NiahRun, WaveformsAndPoolingsAreScoredToo)
{
    ASSERT_EQ(run(spec({{"insertion", "waveform"}, {"pooling", {"mean", "max", "last"}}, {"positions", {1}}}), "out"),
              Outcome::Finished);
    EXPECT_EQ(table("out/cells.csv").size(), 12U);
}

// One pass gives the scores of all poolings; whatever a run begins with, they are those of one by one.
TEST_F(NiahRun, PoolingsTogetherAreAsOneByOne)
{
    const Json poolings{"mean", "first", "mid", "last", "sum", "max"};
    const Json all = spec({{"pooling", poolings}, {"save_logits", true}, {"lengths_frames", {1024, 1600}}});
    int scored = 0; // calls of the model
    ASSERT_EQ(run(all, "together", {}, {},
                  [&](const RunProgress& now) { scored += now.stage == "scoring" && !now.item.empty(); }),
              Outcome::Finished);
    RunOptions resume;
    resume.resume = true;
    int scoredAlone = 0;
    for (const Json& pooling : poolings) { // into one folder, whose other cells are there already
        Json one = all;
        one["pooling"] = Json::array();
        for (const Json& name : poolings) {
            one["pooling"].push_back(name);
            if (name == pooling)
                break;
        }
        ASSERT_EQ(run(one, "alone", resume, {},
                      [&](const RunProgress& now) { scoredAlone += now.stage == "scoring" && !now.item.empty(); }),
                  Outcome::Finished);
    }
    EXPECT_EQ(scoredAlone, 6 * scored);
    EXPECT_EQ(table("alone/cells.csv"), table("together/cells.csv"));
    const SafetensorsFile a(m_folder / "together/logits.safetensors");
    const SafetensorsFile b(m_folder / "alone/logits.safetensors");
    for (const auto& [name, tensor] : a.tensors())
        EXPECT_EQ(floatsOf(tensor), floatsOf(b.at(name))) << name;
}

TEST_F(NiahRun, TheEstimateTouchesNothing)
{
    RunOptions options;
    options.estimateOnly = true;
    ASSERT_EQ(run(spec(), "out", options), Outcome::Finished);
    EXPECT_FALSE(fs::exists(m_folder / "out"));
    EXPECT_NE(m_messages.find("GB of memory"), std::string::npos) << m_messages;
}

TEST_F(NiahRun, RowsThatWereThereStayWhereMemoryIsShortLater)
{
    const Json json = spec({{"haystacks", {{{"kind", "white"}}}}, {"lengths_frames", {16384}}, {"positions", {0}}});
    RunOptions one;
    one.threads = 1; // one mixture a call
    int calls = 0;
    const auto third = [&](const RunProgress& now) {
        if (now.stage == "scoring" && now.item.find("16384") != std::string::npos && ++calls == 3)
            throw std::bad_alloc();
    };
    ASSERT_EQ(run(json, "out", one, {}, third), Outcome::Finished);
    ASSERT_EQ(table("out/cells.csv").size(), 1U);
    EXPECT_NE(table("out/cells.csv").front().at("note"), "");
    EXPECT_EQ(table("out/cells.csv").front().at("needles"), "0");
    calls = 10;
    one.resume = true;
    ASSERT_EQ(run(json, "out", one, {}, third), Outcome::Finished);
    EXPECT_EQ(calls, 10 + kClips - 3);
    one.resume = false;
    ASSERT_EQ(run(json, "straight", one), Outcome::Finished);
    EXPECT_EQ(table("out/cells.csv"), table("straight/cells.csv"));
}

TEST_F(NiahRun, CellsOfAModelThatCannotBeUsedForOnceStay)
{
    const Json json = spec({{"models", {smallModel().string(), {{"name", "large"}, {"path", "large"}}}}});
    const auto runWhere = [&](bool hasRoom) {
        m_messages.clear();
        RunOptions options;
        options.resume = fs::exists(m_folder / "out");
        options.load = [hasRoom](const fs::path& path, const ModelOptions& how) {
            if (path == "large" && !hasRoom)
                throw Error(ErrorCode::OutOfMemory, "there is no memory for it");
            return TaggingModel::load(smallModel(), how);
        };
        return run(json, "out", options);
    };
    ASSERT_EQ(runWhere(true), Outcome::Finished);
    const auto cells = table("out/cells.csv");
    ASSERT_EQ(runWhere(false), Outcome::Finished);
    EXPECT_NE(table("out/cells.csv"), cells);
    ASSERT_EQ(runWhere(true), Outcome::Finished);
    EXPECT_NE(m_messages.find("nothing is left to do"), std::string::npos) << m_messages;
    EXPECT_EQ(table("out/cells.csv"), cells);
}

// As where other programs take the memory while the models take turns.
TEST_F(NiahRun, AModelThatCannotBeReadForAMomentCostsACellAlone)
{
    const Json json = spec({{"models", {smallModel().string(), {{"name", "second"}, {"path", "second"}}}}});
    int loaded = 0;
    bool isShort = true;
    const auto runTo = [&](const std::string& folder, bool resume) {
        RunOptions options;
        options.resume = resume;
        options.load = [&](const fs::path&, const ModelOptions& how) {
            // Each is read to be known and again for what it costs; then the first one for its cells.
            if (++loaded > 4 && loaded <= 6 && isShort)
                throw Error(ErrorCode::OutOfMemory, "there is no memory for a moment");
            return TaggingModel::load(smallModel(), how);
        };
        return run(json, folder, options);
    };
    ASSERT_EQ(runTo("out", false), Outcome::Finished);
    EXPECT_NE(m_messages.find("there is no memory for a moment"), std::string::npos) << m_messages;
    isShort = false;
    ASSERT_EQ(runTo("straight", false), Outcome::Finished);
    EXPECT_NE(table("out/cells.csv"), table("straight/cells.csv"));
    ASSERT_EQ(runTo("out", true), Outcome::Finished);
    EXPECT_EQ(table("out/cells.csv"), table("straight/cells.csv"));
}

TEST_F(NiahRun, BabbleOfOtherVoicesIsAnotherHaystack)
{
    fs::create_directories(m_folder / "voices");
    const auto speak = [&](double pitch) {
        std::vector<float> samples(16000 * 4);
        for (std::size_t s = 0; s < samples.size(); ++s)
            samples[s] = static_cast<float>(0.2 * std::sin(pitch * static_cast<double>(s)));
        writeWav(m_folder / "voices/a.wav", samples);
    };
    const Json json = spec({{"haystacks", {{{"kind", "babble"}, {"file", "voices"}}}}, {"positions", {0}}});
    speak(0.03);
    ASSERT_EQ(run(json, "out"), Outcome::Finished);
    m_messages.clear();
    RunOptions again;
    again.resume = true;
    ASSERT_EQ(run(json, "out", again), Outcome::Finished);
    EXPECT_NE(m_messages.find("nothing is left to do"), std::string::npos) << m_messages;
    speak(0.05); // as many bytes under the same name
    m_messages.clear();
    ASSERT_EQ(run(json, "out", again), Outcome::Finished);
    EXPECT_NE(m_messages.find("are made anew"), std::string::npos) << m_messages;
}

// Needles of which only the spectrogram is known, and a model that neither pools nor works in tiles.
TEST_F(NiahRun, AnAstIsScoredAndSaysWhatItCannot)
{
    const fs::path ast = fs::path(DASS_SHARED_DIR) / "reference/ast_nano_official.pth";
    if (!fs::exists(ast))
        GTEST_SKIP() << "the reference models are not here";
    const auto model = TaggingModel::load(ast, {"cpu", Precision::Fp32, 0});
    const auto classes = static_cast<std::size_t>(model->info().classes);
    std::vector<float> input(3 * 1024 * 128);
    for (std::size_t i = 0; i < input.size(); ++i)
        input[i] = static_cast<float>(std::sin(1e-3 * static_cast<double>(i)));
    std::vector<float> targets(3 * classes, 0.0F);
    for (std::size_t i = 0; i < 3; ++i)
        targets[i * classes + i] = 1;
    writeSafetensors(m_folder / "needles.safetensors",
                     {{"input", floatTensor({3, 1024, 128}, input)},
                      {"targets", floatTensor({3, static_cast<std::int64_t>(classes)}, targets)}});
    const Json json = spec({{"models", {ast.string()}},
                            {"needles", {{"list", nullptr}, {"spectrograms", "needles.safetensors"}}},
                            {"pooling", {"mean", "max"}},
                            {"save_logits", true}});
    ASSERT_EQ(run(json, "out"), Outcome::Finished);
    for (const auto& cell : table("out/cells.csv")) {
        const std::string& note = cell.at("note");
        const bool needsLoudness = cell.at("haystack") == "white" && cell.at("length_frames") == "1600";
        const std::string expected = needsLoudness                 ? "only its spectrogram is known"
                                     : cell.at("pooling") == "max" ? "not pooled over time"
                                                                   : "";
        EXPECT_EQ(note.empty(), expected.empty()) << note;
        EXPECT_NE(note.find(expected), std::string::npos) << note;
        EXPECT_EQ(cell.at("needles"), expected.empty() ? "3" : "0");
    }
    std::vector<float> frames(1600 * 128, 0.0F);
    std::copy_n(input.begin() + 1024 * 128, 1024 * 128, frames.begin() + 576 * 128); // as late as it fits
    std::vector<float> logits(classes);
    model->logits(frames, 1, 1600, Pooling::Mean, logits);
    const SafetensorsFile saved(m_folder / "out/logits.safetensors");
    const auto all = floatsOf(saved.at("ast_nano_official/mean/zero/none/1600/0.5"));
    for (std::size_t c = 0; c < classes; ++c)
        EXPECT_NEAR(all[classes + c], logits[c], 1e-4);
}

} // namespace
} // namespace dass::niah
