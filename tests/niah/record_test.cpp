#include "core/base/error.h"
#include "core/niah/merge.h"
#include "core/niah/record.h"
#include "tests/niah/run_fixture.h"

namespace dass::niah {
namespace {

TEST_F(NiahRun, ATestThatCouldNotBeginKeepsNoFolderFromTheNext)
{
    EXPECT_THROW(run(spec({{"device", "cuda:9999"}}), "test"), Error) << "there is no such GPU";
    EXPECT_EQ(run(spec({{"lengths_frames", {1024}}, {"positions", {0}}}), "test"), Outcome::Finished);
}

TEST_F(NiahRun, ARecordOfWhatCannotBeIsRefused)
{
    ASSERT_EQ(run(spec(), "out"), Outcome::Finished);
    const Json good = Json::parse(read("out/experiment.json"));
    const auto refused = [&](const Json& json, const std::string& word) {
        write("out/experiment.json", json.dump());
        try {
            readExperiment(m_folder / "out");
            FAIL() << word << " were accepted";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            EXPECT_NE(std::string(error.what()).find(word), std::string::npos) << error.what();
        }
    };
    Json many = good;
    many["needles"] = Json::array();
    for (int i = 0; i < 30'000; ++i)
        many["needles"].push_back({{"name", "n"}, {"labels", Json::array()}});
    many["spec"]["bootstrap"]["resamples"] = 10'000;
    refused(many, "resamples");
    many["spec"]["bootstrap"]["resamples"] = 10;
    for (int i = 0; i < 5'000; ++i)
        many["labels"].push_back({"/m/" + std::to_string(i), "a class"});
    refused(many, "classes");
    for (const auto& [key, value] : {std::pair<const char*, Json>{"frames", 1023},
                                     {"frames", 20'000'000},
                                     {"frames", 1e300},
                                     {"frames", 18446744073709551615U},
                                     {"position", -0.5},
                                     {"position", 1.5},
                                     {"snr_db", 1e300}}) {
        Json wild = good;
        wild["cells"].back()[key] = value;
        refused(wild, wild["cells"].back()["key"].get<std::string>());
    }
    Json crowded = good;
    crowded["cells"] = Json::array();
    for (int i = 0; i <= kMostCells; ++i)
        crowded["cells"].push_back(0);
    refused(crowded, "100001 cells");
    Json twice = good;
    twice["cells"].push_back(twice["cells"].back());
    refused(twice, "twice");
    twice["cells"].back()["key"] = "another one with its file";
    refused(twice, "twice");
    Json saved = good;
    saved["spec"]["save_logits"] = true;
    for (int i = 0; i < 60'000; ++i) {
        saved["cells"].push_back(good["cells"].back());
        saved["cells"].back()["key"] = saved["cells"].back()["file"] = "cell-" + std::to_string(i);
    }
    for (int i = 0; i < 9'000; ++i)
        saved["labels"].push_back({"/m/" + std::to_string(i), "a class"});
    refused(saved, "are to be saved");
    write("out/experiment.json", good.dump());
    EXPECT_EQ(readExperiment(m_folder / "out").needles.size(), std::size_t(kClips));
}

TEST_F(NiahRun, ATestThatWentOnIsTheSameOne)
{
    const Json first = spec({{"lengths_frames", {1024}}, {"positions", {0}}});
    ASSERT_EQ(run(first, "out"), Outcome::Finished);
    const Experiment before = readExperiment(m_folder / "out");
    RunOptions resume;
    resume.resume = true;
    ASSERT_EQ(run(spec({{"lengths_frames", {1024, 1200}}, {"positions", {0}}}), "out", resume), Outcome::Finished);
    const Experiment after = readExperiment(m_folder / "out");
    EXPECT_NE(before.cells.size(), after.cells.size());
    EXPECT_TRUE(isSameTest(before, after));
    EXPECT_TRUE(isSameTest(after, before));
    Experiment other = after;
    other.models.front().sha256 = "another";
    EXPECT_FALSE(isSameTest(before, other));
    other.models.insert(other.models.begin(), after.models.front()); // it was compared with one more
    EXPECT_TRUE(isSameTest(before, other));
    Json fewer = first;
    fewer["needles"]["limit"] = 3;
    ASSERT_EQ(run(fewer, "fewer"), Outcome::Finished);
    EXPECT_FALSE(isSameTest(before, readExperiment(m_folder / "fewer")));
}

TEST_F(NiahRun, NothingIsWrittenThroughALinkOfAnExperimentsFolder)
{
    const Json whole = spec({{"lengths_frames", {1024}}, {"positions", {0}}});
    ASSERT_EQ(run(whole, "out"), Outcome::Finished);
    write("victim.txt", "of somebody");
    std::filesystem::remove(m_folder / "out/needles.csv");
    std::filesystem::create_symlink("../victim.txt", m_folder / "out/needles.csv");
    RunOptions resumed;
    resumed.resume = true;
    EXPECT_THROW(run(whole, "out", resumed), Error);
    EXPECT_THROW(mergeExperiments({m_folder / "out"}, m_folder / "out"), Error);
    EXPECT_EQ(read("victim.txt"), "of somebody");
}

} // namespace
} // namespace dass::niah
