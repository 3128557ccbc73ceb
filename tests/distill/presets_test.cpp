#include "core/base/error.h"
#include "core/distill/presets.h"
#include "core/distill/spec.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>

#include <functional>
#include <set>

namespace dass::distill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class PresetsTest : public testing::Test
{
protected:
    std::string file(const std::string& name) const { return (m_folder.path() / name).string(); }

    // Files for everything that the preset wants; their contents are not looked at by the reader of specifications.
    PresetFiles filesFor(const Preset& preset) const
    {
        PresetFiles files;
        files.train = files.eval = file("clips.csv");
        files.labels = file("labels.csv");
        if (preset.patch.contains("teachers")) {
            for (const auto& teacher : preset.patch["teachers"]) {
                if (teacher["kind"] != "ema")
                    files.teachers.push_back(file("teacher.npy"));
            }
        }
        if (preset.patch["student"].value("init", "scratch") != "scratch")
            files.checkpoint = file("clips.csv");
        return files;
    }

    Spec read(const std::string& name) const
    {
        return readSpec(presetDocument(name, filesFor(*findPreset(name))), name, m_folder.path());
    }

    static std::string refusal(const std::function<void()>& action)
    {
        try {
            action();
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    }

    test::TemporaryFolder m_folder;
    ToyData m_toy{m_folder.path()};
};

TEST_F(PresetsTest, AllAreSpecificationsOnceTheirFilesAreNamed)
{
    std::set<std::string> names;
    for (const Preset& preset : presets()) {
        SCOPED_TRACE(preset.name);
        EXPECT_TRUE(names.insert(preset.name).second);
        EXPECT_FALSE(preset.what.empty());
        if (!preset.patch.contains("student"))
            continue; // a recipe
        const Spec spec = readSpec(presetDocument(preset.name, filesFor(preset)), preset.name, m_folder.path());
        EXPECT_EQ(specText(spec), specText(readSpec(nlohmann::json::parse(specText(spec)), preset.name, "/")));
        EXPECT_EQ(spec.teachers.empty(), spec.loss.kdWeight == 0 && !preset.name.starts_with("scaled"));
    }
    for (const char* name : {"as20k", "as2m", "table-1-ast-small-scratch", "table-3-dass-medium-ensemble"})
        EXPECT_TRUE(names.contains(name)) << name;
}

TEST_F(PresetsTest, RowsAreThePapers)
{
    const Spec ast = read("table-1-ast-base-imagenet");
    EXPECT_EQ(ast.student.arch, StudentArchitecture::Ast);
    EXPECT_EQ(ast.student.ast.width, 768);
    EXPECT_EQ(ast.student.init, Initialisation::ImageNet);
    EXPECT_EQ(ast.loss.kdWeight, 0);
    EXPECT_THAT(ast.teachers, IsEmpty());
    EXPECT_EQ(ast.schedule.epochs, 25);
    EXPECT_EQ(ast.optimizer.betas, (std::array<double, 2>{0.95, 0.999}));
    EXPECT_EQ(ast.batch, 12);

    const Spec medium = read("table-3-dass-medium-ensemble");
    EXPECT_THAT(medium.student.depths, ElementsAre(2, 2, 20, 2));
    EXPECT_EQ(medium.student.dropPath, 0.3);
    ASSERT_EQ(medium.teachers.size(), 2U);
    EXPECT_EQ(medium.teachers[0].kind, TeacherKind::Ast);
    EXPECT_EQ(medium.teachers[1].kind, TeacherKind::HtsAt);
    EXPECT_EQ(medium.loss.kd, KdKind::KlDiv);
    EXPECT_EQ(medium.loss.kdWeight, 0.5);
    EXPECT_EQ(medium.schedule.epochs, 5);
    EXPECT_EQ(medium.sampler, SamplerKind::Balanced);
    EXPECT_EQ(medium.weightAverage, (std::array<std::int64_t, 2>{1, 5}));

    const Spec mean = read("table-2-ema-teacher");
    EXPECT_EQ(mean.ema, 0.999);
    EXPECT_EQ(mean.student.dropPath, 0.2);
}

// An epoch behind those whose weights are averaged would be trained for nothing.
TEST_F(PresetsTest, NoEpochIsTrainedForNothing)
{
    for (const Preset& preset : presets()) {
        SCOPED_TRACE(preset.name);
        if (preset.patch.contains("weight_average")) {
            EXPECT_EQ(preset.patch["weight_average"][1], preset.patch["schedule"]["epochs"]);
        }
    }
}

// The rows that are compared differ in teachers, loss and start alone.
TEST_F(PresetsTest, ScaledRowsShareDataStepsAndSeed)
{
    const Spec first = read("scaled-labels");
    EXPECT_EQ(first.loss.kdWeight, 0);
    for (const Preset& preset : presets()) {
        if (!preset.name.starts_with("scaled-"))
            continue;
        SCOPED_TRACE(preset.name);
        const Spec spec = read(preset.name);
        EXPECT_EQ(spec.schedule.epochs, first.schedule.epochs);
        EXPECT_EQ(spec.batch, first.batch);
        EXPECT_EQ(spec.seed, first.seed);
        EXPECT_EQ(spec.data.labelsFromTeacher, 0.3);
        EXPECT_EQ(spec.data.clipFrames, first.data.clipFrames);
        EXPECT_EQ(spec.optimizer.lr, first.optimizer.lr);
    }
}

TEST_F(PresetsTest, CorpusStandsForItsLists)
{
    const std::filesystem::path corpus = m_folder.path() / "corpus";
    std::filesystem::create_directory(corpus);
    for (const char* name : {"manifest.csv", "class_labels_indices.csv", "teacher_logits_f16.npy"})
        writeText(corpus / name, "x");
    PresetFiles files;
    files.corpus = corpus.string();
    files.teachers = {file("clips.csv")};
    files.epochs = 2;
    files.seed = 9;
    const Spec spec = readSpec(presetDocument("scaled-ensemble", files), "preset", "/");
    EXPECT_EQ(spec.data.train, corpus / "manifest.csv");
    EXPECT_EQ(spec.data.eval, corpus / "manifest.csv");
    EXPECT_EQ(spec.data.labels, corpus / "class_labels_indices.csv");
    EXPECT_EQ(spec.teachers.at(0).evalPath, corpus / "teacher_logits_f16.npy");
    EXPECT_EQ(spec.teachers.at(1).path, file("clips.csv"));
    EXPECT_EQ(spec.schedule.epochs, 2);
    EXPECT_EQ(spec.seed, 9U);
}

TEST_F(PresetsTest, FewerEpochsDropTheWeightAverageOfLaterOnes)
{
    PresetFiles files = filesFor(*findPreset("table-1-dass-small-scratch"));
    files.epochs = 1;
    const Spec spec = readSpec(presetDocument("table-1-dass-small-scratch", files), "preset", "/");
    EXPECT_EQ(spec.schedule.epochs, 1);
    EXPECT_FALSE(spec.weightAverage);
}

TEST_F(PresetsTest, SaysWhatItWants)
{
    const auto document = [](const std::string& name, const PresetFiles& files) {
        return refusal([&] { presetDocument(name, files); });
    };
    PresetFiles files = filesFor(*findPreset("table-3-dass-small-ensemble"));
    EXPECT_EQ(document("table-3-dass-small-ensemble", files), "");
    files.teachers.pop_back();
    EXPECT_THAT(document("table-3-dass-small-ensemble", files), HasSubstr("(ast, hts-at); --teacher names 1"));
    EXPECT_THAT(document("table-1-ast-base-scratch", files), HasSubstr("learns from labels only"));
    files.teachers.clear();
    EXPECT_THAT(document("table-1-ast-base-scratch", files), HasSubstr("starts from scratch"));
    files.checkpoint.clear();
    EXPECT_EQ(document("table-1-ast-base-scratch", files), "");
    EXPECT_THAT(document("table-1-ast-base-imagenet", files), HasSubstr("name their file with --checkpoint"));
    EXPECT_THAT(document("as20k", files), HasSubstr("says nothing of student and teachers"));
    EXPECT_THAT(document("table-9", files), HasSubstr("there is none of that name"));
}

TEST_F(PresetsTest, PrintedOnesTellWhatIsToBeFilledIn)
{
    for (const Preset& preset : presets()) {
        SCOPED_TRACE(preset.name);
        const auto text = nlohmann::json::parse(presetText(preset));
        EXPECT_TRUE(text["data"]["train"].is_null());
        if (!preset.patch.contains("student"))
            continue;
        EXPECT_THAT(refusal([&] { readSpec(text, "p.json", "/"); }), HasSubstr("p.json: ")); // no paths yet
    }
}

} // namespace
} // namespace dass::distill
