#include "core/base/error.h"
#include "core/distill/presets.h"
#include "core/distill/published_score.h"
#include "core/model/labels.h"
#include "tests/distill/run_fixture.h"

#include <gmock/gmock.h>

namespace dass::distill {
namespace {

using testing::DoubleNear;
using testing::Optional;

class PublishedScore : public RunTest
{
protected:
    static std::vector<Clip> clips(const std::string& before, const std::string& after, std::int64_t count = 18'000)
    {
        std::vector<Clip> list;
        for (std::int64_t i = 0; i < count; ++i) {
            std::string name = "-_xY" + std::to_string(1'000'000 + i); // eleven characters
            list.push_back({"/audioset/" + before + name + after, {}, i});
        }
        return list;
    }

    Spec row(const std::string& name) const
    {
        PresetFiles files;
        files.train = files.eval = (m_folder.path() / "clips.csv").string();
        files.labels = (m_folder.path() / "labels.csv").string();
        for (const Json& teacher : findPreset(name)->patch.value("teachers", Json::array()))
            if (teacher["kind"] != "ema")
                files.teachers.push_back((m_folder.path() / "teacher.npy").string());
        if (findPreset(name)->patch["student"].value("init", "scratch") != "scratch")
            files.checkpoint = (m_folder.path() / "clips.csv").string();
        return readSpec(presetDocument(name, files), name, m_folder.path());
    }

    LabelTable m_audioSet{audioSetLabels(), "AudioSet"};
};

TEST_F(PublishedScore, KnowsAudioSetsEvaluation)
{
    EXPECT_TRUE(isAudioSet(m_audioSet, clips("", ".wav")));
    EXPECT_TRUE(isAudioSet(m_audioSet, clips("Y", ".flac")));
    EXPECT_TRUE(isAudioSet(m_audioSet, clips("", "_30000_40000.wav")));
    EXPECT_FALSE(isAudioSet(m_audioSet, clips("", ".wav", 2'000)));   // some of it
    EXPECT_FALSE(isAudioSet(m_audioSet, clips("bird-", ".wav")));     // others, with its labels
    EXPECT_FALSE(isAudioSet(m_audioSet, clips("", "-dog-bark.wav"))); // likewise
    EXPECT_FALSE(isAudioSet(LabelTable({{"/m/a", "A"}}, "own"), clips("", ".wav")));
}

TEST_F(PublishedScore, IsThePapersOfTheRowsThatTellOne)
{
    const std::vector<Clip> evaluation = clips("Y", ".wav");
    const auto scoreOf = [&](const Spec& spec) { return publishedScore(spec, m_audioSet, evaluation); };
    EXPECT_THAT(scoreOf(row("table-1-dass-small-imagenet-kd")), Optional(DoubleNear(0.384, 1e-9)));
    EXPECT_THAT(scoreOf(row("table-3-dass-medium-ensemble")), Optional(DoubleNear(0.489, 1e-9)));
    EXPECT_THAT(scoreOf(row("table-1-ast-small-scratch")), Optional(DoubleNear(0.106, 1e-9)));
    EXPECT_EQ(scoreOf(row("table-2-ema-teacher")), std::nullopt); // of which the paper's text tells none
    EXPECT_EQ(scoreOf(row("scaled-ema")), std::nullopt);
    EXPECT_EQ(publishedPrecision("table-9"), std::nullopt);

    const Spec kept = readSpec(Json::parse(specText(row("table-1-dass-small-imagenet-kd"))), "spec.json", "/");
    EXPECT_THAT(scoreOf(kept), Optional(DoubleNear(0.384, 1e-9))); // as it lies in a run folder
    EXPECT_EQ(publishedScore(kept, m_audioSet, clips("own-", ".wav")), std::nullopt);
}

TEST_F(PublishedScore, IsNotOfWhatWasMadeOfARow)
{
    const std::vector<Clip> evaluation = clips("Y", ".wav");
    const auto scoreOf = [&](const Spec& spec) { return publishedScore(spec, m_audioSet, evaluation); };
    Spec spec = row("table-1-dass-small-imagenet-kd");
    spec.schedule.epochs = 3; // a shorter run of the row may well be compared with it
    spec.batch = 24;
    EXPECT_TRUE(scoreOf(spec));
    spec.student.depths = {2, 2, 20, 2};
    EXPECT_EQ(scoreOf(spec), std::nullopt);
    spec = row("table-1-dass-small-imagenet-kd");
    spec.student.init = Initialisation::Checkpoint;
    EXPECT_EQ(scoreOf(spec), std::nullopt);
    spec = row("table-1-dass-small-imagenet-kd");
    spec.teachers[0].kind = TeacherKind::Dass;
    EXPECT_EQ(scoreOf(spec), std::nullopt);
    spec = row("table-1-dass-small-imagenet-kd");
    spec.data.labelsFromTeacher = 0.3;
    EXPECT_EQ(scoreOf(spec), std::nullopt);
    spec = row("table-1-dass-small-imagenet-kd");
    spec.preset.clear();
    EXPECT_EQ(scoreOf(spec), std::nullopt);
}

TEST_F(PublishedScore, StandsInNoStatusOfOtherDataAndThePresetIsKept)
{
    Json spec = m_toy.spec(1);
    spec["preset"] = "as20k";
    spec["weight_average"] = nullptr;
    ASSERT_EQ(train(spec), Outcome::Finished);
    EXPECT_TRUE(status().contains("published_mAP"));
    EXPECT_TRUE(status().at("published_mAP").is_null());
    EXPECT_EQ(Json::parse(readTextFile(run() / "spec.json")).at("preset"), "as20k");
}

// Before, run folders did not keep the preset, all of whose keys their specifications have.
TEST_F(PublishedScore, ARunThatDidNotKeepItsPresetGoesOn)
{
    Json spec = m_toy.spec(1);
    spec["preset"] = "as20k";
    spec["weight_average"] = nullptr;
    std::stop_source source;
    const auto stopAtTwo = [&](const DistillProgress& now) {
        if (now.step == 2)
            source.request_stop();
    };
    ASSERT_EQ(train(spec, "run", {}, stopAtTwo, source.get_token()), Outcome::Cancelled);
    Json kept = Json::parse(readTextFile(run() / "spec.json"));
    kept["preset"] = nullptr;
    writeText(run() / "spec.json", kept.dump());
    EXPECT_EQ(train(spec, "run", {.resume = true}), Outcome::Finished);
}

} // namespace
} // namespace dass::distill
