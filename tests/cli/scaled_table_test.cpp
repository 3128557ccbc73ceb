// The shipped script that trains and scores the scaled rows, on a corpus that takes seconds.
#include "tests/cli/cli_fixture.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>

#include <sstream>

namespace dass {
namespace {

using testing::HasSubstr;

class ScaledTableTest : public CliTest
{
protected:
    void SetUp() override
    {
        CliTest::SetUp();
        if (std::system("python3 -c 'import csv, json' > /dev/null 2>&1") != 0)
            GTEST_SKIP() << "python3 is not installed";
        const distill::ToyData toy(m_folder.path());
        std::filesystem::rename(at("labels.csv"), at("class_labels_indices.csv"));
        std::filesystem::rename(at("teacher.npy"), at("teacher_logits_f16.npy"));
        std::istringstream list(read("clips.csv"));
        std::string manifest = "path,source,label_text,split\n";
        int row = -1;
        for (std::string line; std::getline(list, line); ++row) {
            if (row < 0)
                continue;
            const std::string path = line.substr(0, line.find(','));
            manifest += path + (row % 2 == 0 ? ",odd" : ",even") + ",," + (row % 4 == 0 ? "eval" : "train") + "\n";
        }
        write("manifest.csv", manifest);
    }

    ProcessResult makeTable(std::vector<std::string> more) const
    {
        std::vector<std::string> arguments{DASS_SCALED_TABLE, ".", "out",       "--dass", DASS_PROGRAM, "--seeds", "4",
                                           "--epochs",        "1", "--threads", "1"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return Process(std::move(arguments), m_folder.path().string(), "python3").wait();
    }
};

TEST_F(ScaledTableTest, TrainsScoresAndSkipsWhatIsFinished)
{
    const ProcessResult first = makeTable({"--rows", "labels,start-stored"});
    ASSERT_EQ(first.code, 0) << first.err << first.out;
    EXPECT_THAT(first.out, HasSubstr("start: trained in"));
    EXPECT_THAT(first.out, testing::ContainsRegex(R"(\| scratch \| labels only \| 1 \| [0-9.]+ \| [0-9.]+ \|)"));
    EXPECT_THAT(first.out, testing::ContainsRegex(R"(\| checkpoint \| stored teacher, BCE \| 1 \| [0-9.]+ \|)"));
    EXPECT_THAT(first.out, HasSubstr("| scratch | its own running mean, BCE | 0 | – |"));
    EXPECT_THAT(first.out, HasSubstr(read("out/table.md")));

    // As if it had been cut while it trained: gone on with, and nothing else is trained anew.
    std::filesystem::remove(at("out/runs/labels-4/model.safetensors"));
    std::filesystem::remove(at("out/scores/labels-4.json"));
    const ProcessResult second = makeTable({"--rows", "labels,start-stored"});
    ASSERT_EQ(second.code, 0) << second.err << second.out;
    EXPECT_THAT(second.out, HasSubstr("labels-4: going on"));
    EXPECT_THAT(second.out, testing::Not(HasSubstr("training")));
    EXPECT_THAT(second.out, HasSubstr(read("out/table.md")));

    EXPECT_THAT(makeTable({"--rows", "labels,nothing"}).err, HasSubstr("there is no row nothing"));
}

} // namespace
} // namespace dass
