#include "core/base/error.h"
#include "core/distill/data_list.h"
#include "core/distill/run_data.h"
#include "core/distill/stored_outputs.h"
#include "core/distill/teacher_outputs.h"
#include "core/model/safetensors.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"
#include "tests/distill/toy_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

namespace dass::distill {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class DataTest : public testing::Test
{
protected:
    std::filesystem::path write(const std::string& name, const std::string& text)
    {
        writeText(m_folder.path() / name, text);
        return m_folder.path() / name;
    }

    // What is said where a row cannot be had; else nothing.
    static std::string refusalOf(const TeacherOutputs& teachers, std::int64_t row)
    {
        try {
            teachers.logits(row);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile) << error.what();
            EXPECT_THAT(error.what(), testing::Not(HasSubstr("\n")));
            return error.what();
        }
        return "";
    }

    test::TemporaryFolder m_folder;
    LabelTable m_table{{{"/m/a", "A"}, {"/m/b", "B"}, {"/m/c", "C"}}, "table"};
};

TEST_F(DataTest, ReadsAstsJsonList)
{
    const auto path = write("list.json", R"({"data": [{"wav": "x/1.wav", "labels": "/m/c,/m/a"},
                                                      {"wav": "/abs/2.wav", "labels": "/m/b"}]})");
    const DataList list = readDataList(path, m_table);
    ASSERT_EQ(list.clips.size(), 2U);
    EXPECT_EQ(list.clips[0].path, m_folder.path() / "x/1.wav");
    EXPECT_THAT(list.clips[0].labels, ElementsAre(0, 2));
    EXPECT_EQ(list.clips[1].path, "/abs/2.wav");
    EXPECT_EQ(list.clips[1].row, 1);
}

TEST_F(DataTest, ReadsOneSplitOfACsvListAndKeepsItsRows)
{
    const auto path =
        write("list.csv", "labels,path,split\n\"/m/a,/m/b\",\"odd, name.wav\",eval\n/m/c,2.wav,train\n,3.wav,eval\n");
    const DataList list = readDataList(path, m_table, {"/data", "split", "eval"});
    ASSERT_EQ(list.clips.size(), 2U);
    EXPECT_EQ(list.rows, 3);
    EXPECT_EQ(list.clips[0].path, "/data/odd, name.wav");
    EXPECT_THAT(list.clips[0].labels, ElementsAre(0, 1));
    EXPECT_EQ(list.clips[1].row, 2);
    EXPECT_TRUE(list.clips[1].labels.empty());
    EXPECT_THAT(targetsOf(list.clips, 3), ElementsAre(1, 1, 0, 0, 0, 0));
}

TEST_F(DataTest, RefusesAListThatDoesNotFitItsTable)
{
    const auto refusal = [&](const std::filesystem::path& path, const DataListOptions& options = {}) -> std::string {
        try {
            readDataList(path, m_table, options);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusal(write("a.json", R"({"data": [{"wav": "1.wav", "labels": "/m/x"}]})")),
                testing::AllOf(HasSubstr("a.json, clip 0"), HasSubstr("/m/x is not in table")));
    EXPECT_THAT(refusal(write("b.json", R"({"clips": []})")), HasSubstr("want {\"data\""));
    EXPECT_THAT(refusal(write("c.csv", "file,labels\n1.wav,/m/a\n")), HasSubstr("no column named path"));
    EXPECT_THAT(refusal(write("d.csv", "path,labels\n1.wav\n")), HasSubstr("line 2 has 1 fields"));
    EXPECT_THAT(refusal(write("e.csv", "path\n1.wav\n"), {"", "split", "eval"}), HasSubstr("no column named split"));
    EXPECT_THAT(refusal(write("g.csv", "path, Labels\n1.wav,/m/a\n")),
                HasSubstr("a column named ' Labels'; want 'labels'"));
    EXPECT_THAT(refusal(write("f.csv", "path\n")), HasSubstr("holds no clip"));
    EXPECT_THAT(refusal(write("deep.json", std::string(300'000, '['))), HasSubstr("nests lists and objects"));
    EXPECT_THAT(refusal(write("g.csv", "path\n\"1.wav\n")), HasSubstr("has no end"));
    EXPECT_THAT(refusal(write("h.json", R"({"data": [{"wav": "1.wav\u0000.wav"}]})")),
                HasSubstr("h.json, clip 0: its path holds the character NUL"));
    EXPECT_THAT(refusal(write("i.csv", std::string("path\n1.wav\0.wav\n", 16))),
                HasSubstr("its path holds the character NUL"));
}

TEST_F(DataTest, ReadsACsvListWhoseNameIsInCapitals)
{
    EXPECT_EQ(readDataList(write("LIST.CSV", "path,labels\n1.wav,/m/a\n"), m_table).clips.size(), 1U);
}

TEST_F(DataTest, FindsLabelsByMidOnlyWhereThereAreMids)
{
    const LabelTable some({{"", "A"}, {"/m/b", "B"}, {"", "C"}}, "table");
    EXPECT_THAT(readDataList(write("some.csv", "path,labels\n1.wav,/m/b\n"), some).clips[0].labels, ElementsAre(1));
    EXPECT_THROW(LabelTable({{"/m/a", "A"}, {"/m/a", "B"}}, "table"), Error);
}

// Lists whose last row is wrong: of one that is read to the end that would be said.
TEST_F(DataTest, AStopEndsTheReadingOfAList)
{
    std::string csv = "path,labels\n";
    std::string json = R"({"data": [)";
    for (int i = 0; i < 100'000; ++i) {
        csv += std::to_string(i) + ".wav,/m/a\n";
        json += R"({"wav": "1.wav", "labels": "/m/a"},)";
    }
    const auto csvPath = write("long.csv", csv + "last.wav,/m/none\n");
    const auto jsonPath = write("long.json", json + R"({"wav": "last.wav", "labels": "/m/none"}]})");
    std::stop_source source;
    for (const auto& path : {csvPath, jsonPath})
        EXPECT_THROW(readDataList(path, m_table, {}, source.get_token()), Error) << path;
    source.request_stop();
    for (const auto& path : {csvPath, jsonPath})
        EXPECT_FALSE(readDataList(path, m_table, {}, source.get_token())) << path;
}

TEST_F(DataTest, TellsClassesThatHaveNoNamesOfTheirOwn)
{
    const auto refusal = [&](const std::string& rows) -> std::string {
        const auto path = write("labels.csv", "index,mid,display_name\n" + rows);
        try {
            requireTellingNames(LabelTable(path), path);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            return error.what();
        }
        return "";
    };
    EXPECT_THAT(refusal(""), HasSubstr("labels.csv: holds no class; want a line of index, mid and name"));
    EXPECT_THAT(refusal("0,/m/a,A\n1,/m/b,\n"), HasSubstr("labels.csv: class 1 has no name"));
    EXPECT_THAT(refusal("0,/m/a,A\n1,/m/b, \n"), HasSubstr("labels.csv: class 1 has no name"));
    EXPECT_THAT(refusal("0,/m/a,A\n1,/m/b,B\n2,/m/c,A\n"),
                HasSubstr("labels.csv: classes 0 and 2 are both named 'A'; give each a name of its own"));
    EXPECT_THAT(refusal("0,/m/a,A\n1,/m/a,B\n"), HasSubstr("labels.csv: the mid /m/a stands there twice"));
    EXPECT_EQ(refusal("0,/m/a,A\n1,/m/b,a\n"), "");
    // As a run that goes on and the scores of a model take them.
    const LabelTable alike(write("labels.csv", "index,mid,display_name\n0,/m/a,A\n1,/m/b,A\n2,/m/c,\n"));
    EXPECT_EQ(alike.labels().at(1).name, "A");
    EXPECT_EQ(alike.labels().at(2).name, "");
}

TEST_F(DataTest, ReadsStoredOutputsOfNumpyAndSafetensors)
{
    const std::vector<float> values{1, 2, 3, 4, 5, 6};
    writeNpy(m_folder.path() / "t.npy", values, 2, 3);
    const StoredOutputs npy(m_folder.path() / "t.npy");
    EXPECT_EQ(npy.rows(), 2);
    EXPECT_THAT(npy.row(1), ElementsAre(4, 5, 6));

    writeSafetensors(m_folder.path() / "t.bin", {{"x", floatTensor({3, 2}, values)}});
    const StoredOutputs tensors(m_folder.path() / "t.bin");
    EXPECT_EQ(tensors.classes(), 2);
    EXPECT_THAT(tensors.row(2), ElementsAre(5, 6));
}

TEST_F(DataTest, ReadsHalfPrecisionOutputs)
{
    std::string header = "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 2), }";
    header.append(53 - header.size() % 53, ' ');
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size());
    bytes += '\0';
    bytes += header;
    bytes += std::string("\x00\x3c\x00\xc1", 4); // 1.0, -2.5
    const StoredOutputs outputs(write("half.npy", bytes));
    EXPECT_THAT(outputs.row(0), ElementsAre(1.0F, -2.5F));
}

TEST_F(DataTest, RefusesDamagedStoredOutputs)
{
    writeNpy(m_folder.path() / "t.npy", {1, 2, 3, 4}, 2, 2);
    const std::string whole = bytesOf(m_folder.path() / "t.npy");
    EXPECT_THROW(StoredOutputs(write("cut.npy", whole.substr(0, whole.size() - 4))), Error);
    EXPECT_THROW(StoredOutputs(write("header.npy", whole.substr(0, 40))), Error);
    EXPECT_THROW(StoredOutputs(write("text.npy", "hello")), Error);
    EXPECT_THROW(StoredOutputs(m_folder.path() / "none.npy"), Error);
    // A header far longer than any, every character of which the search for the shape would recurse into.
    std::string hostile = std::string("\x93NUMPY\x02\x00", 8) + std::string("\x40\x42\x0f\x00", 4); // 1,000,000 bytes
    hostile += "{'descr': '" + std::string(1'000'000, 'x');
    try {
        const StoredOutputs outputs(write("hostile.npy", hostile));
        FAIL() << "a header of a megabyte was taken";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("has a header of 1000000 bytes; want at most 4096"));
    }
    writeNpy(m_folder.path() / "nan.npy", {1, NAN}, 1, 2);
    EXPECT_THROW(StoredOutputs(m_folder.path() / "nan.npy").requireFinite(), Error);
    EXPECT_THROW(TeacherOutputs({{TeacherKind::Stored, m_folder.path() / "nan.npy", {}, 1}}, false, 1, 2), Error);
    // 2^32 squared is 0 in 64 bits, as many values as there are.
    const std::string wide = "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }";
    EXPECT_THROW(StoredOutputs(write("wide.npy", std::string("\x93NUMPY\x01\x00", 8) + static_cast<char>(wide.size()) +
                                                     std::string(1, '\0') + wide)),
                 Error);
}

// 34 GB, all of them a hole of the file: none is read that is not asked for.
TEST_F(DataTest, OfStoredOutputsOnlyTheRowsThatAreAskedForAreRead)
{
    constexpr std::int64_t kRows = std::int64_t{1} << 23;
    constexpr std::int64_t kColumns = 1024;
    const std::filesystem::path path = m_folder.path() / "large.npy";
    writeNpy(path, {}, kRows, kColumns);
    std::error_code refused;
    std::filesystem::resize_file(path, std::filesystem::file_size(path) + kRows * kColumns * 4, refused);
    if (refused)
        GTEST_SKIP() << "this file system has no files of 34 GB";
    const StoredOutputs outputs(path);
    EXPECT_EQ(outputs.rows(), kRows);
    EXPECT_THAT(outputs.row(kRows - 1), testing::AllOf(testing::SizeIs(kColumns), testing::Each(0.0F)));
    try { // judged by its shape
        const TeacherOutputs teachers({{TeacherKind::Stored, path, {}, 1}}, false, 12, kColumns);
        FAIL() << "outputs of other rows were taken";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("holds 8388608 x 1024 outputs; the data list has 12 clips"));
    }
}

// Mapped, they would have ended the process.
TEST_F(DataTest, StoredOutputsThatAreCutShortDuringARunAreAnError)
{
    const std::filesystem::path path = m_folder.path() / "t.npy";
    writeNpy(path, {1, 2, 3, 4, 5, 6}, 3, 2);
    const TeacherOutputs teachers({{TeacherKind::Stored, path, {}, 1}}, false, 3, 2);
    const auto size = std::filesystem::file_size(path);
    std::filesystem::resize_file(path, size - 4);
    EXPECT_THAT(refusalOf(teachers, 1), HasSubstr("t.npy: has changed since it was opened: it had " +
                                                  std::to_string(size) + " bytes and has " + std::to_string(size - 4)));
    EXPECT_THAT(refusalOf(teachers, 2), testing::AllOf(HasSubstr("t.npy"), HasSubstr("was the file replaced?")));
}

// Whether what it holds now is finite or not.
TEST_F(DataTest, StoredOutputsThatAreWrittenToDuringARunAreAnError)
{
    const std::filesystem::path path = m_folder.path() / "t.npy";
    writeNpy(path, {1, 2, 3, 4}, 2, 2);
    const TeacherOutputs teachers({{TeacherKind::Stored, path, {}, 1}}, false, 2, 2);
    EXPECT_EQ(refusalOf(teachers, 0), "");
    const auto before = std::filesystem::last_write_time(path);
    for (const float value : {7.0F, std::nanf("")}) {
        writeNpy(path, {value, 2, 3, 4}, 2, 2);
        std::filesystem::last_write_time(path, before + std::chrono::seconds(1)); // clocks of files may be coarse
        for (const std::int64_t row : {0, 1})
            EXPECT_THAT(refusalOf(teachers, row),
                        testing::AllOf(HasSubstr("t.npy: has changed since it was opened: it was written to; "),
                                       testing::Not(HasSubstr("finite"))));
    }
}

// Where no time tells of it.
TEST_F(DataTest, StoredOutputsThatAreReplacedByNoNumbersDuringARunAreAnError)
{
    const std::filesystem::path path = m_folder.path() / "t.npy";
    writeNpy(path, {1, 2, 3, 4}, 2, 2);
    const auto before = std::filesystem::last_write_time(path);
    const TeacherOutputs teachers({{TeacherKind::Stored, path, {}, 1}}, false, 2, 2);
    writeNpy(path, {1, 2, NAN, 4}, 2, 2);
    std::filesystem::last_write_time(path, before);
    EXPECT_THAT(teachers.logits(0), ElementsAre(1, 2));
    EXPECT_THAT(refusalOf(teachers, 1), testing::AllOf(HasSubstr("t.npy: row 1 holds a value that is not finite"),
                                                       HasSubstr("was it replaced while the run goes on?")));
}

TEST_F(DataTest, AveragesTeachersByWeight)
{
    writeNpy(m_folder.path() / "a.npy", {1, 2}, 1, 2);
    writeNpy(m_folder.path() / "b.npy", {5, -2}, 1, 2);
    const std::vector<TeacherSpec> specs{{TeacherKind::Stored, m_folder.path() / "a.npy", {}, 3},
                                         {TeacherKind::Stored, m_folder.path() / "b.npy", {}, 1}};
    const TeacherOutputs teachers(specs, false, 1, 2);
    EXPECT_THAT(teachers.logits(0), ElementsAre(2, 1));
    EXPECT_TRUE(TeacherOutputs(specs, true, 1, 2).empty()); // no outputs for the evaluation list
    EXPECT_THROW(TeacherOutputs(specs, false, 2, 2), Error);
}

// cache_mb is of the run, not of each of its lists.
TEST_F(DataTest, BothListsShareTheCache)
{
    for (const char* name : {"train.wav", "eval.wav"})
        writeWav(m_folder.path() / name, glidingTone(20 * 16000)); // 640 kB each, once decoded
    write("labels.csv", "index,mid,display_name\n0,/m/a,A\n1,/m/b,B\n2,/m/c,C\n");
    Spec spec;
    spec.data.train = write("train.csv", "path,labels\ntrain.wav,/m/a\n");
    spec.data.eval = write("eval.csv", "path,labels\neval.wav,/m/b\n");
    spec.data.labels = m_folder.path() / "labels.csv";
    spec.data.cacheMb = 1;
    const RunData data = readRunData(spec);
    EXPECT_EQ(data.train.store->samples(0).size(), 320'000U);
    EXPECT_EQ(data.eval.store->samples(0).size(), 320'000U);
    std::filesystem::remove(m_folder.path() / "train.wav");
    std::filesystem::remove(m_folder.path() / "eval.wav");
    EXPECT_EQ(data.train.store->samples(0).size(), 320'000U); // is kept
    EXPECT_TRUE(data.eval.store->samples(0).empty());         // there was no more room
    EXPECT_THAT(data.eval.store->takeComplaints(), testing::SizeIs(1));
}

TEST_F(DataTest, LabelsFromTheTeacherFillOnlyClipsWithoutLabels)
{
    writeNpy(m_folder.path() / "t.npy", {2, -2, 0, 2, -2, 0}, 2, 3);
    const TeacherOutputs teachers({{TeacherKind::Stored, m_folder.path() / "t.npy", {}, 1}}, false, 2, 3);
    std::vector<Clip> clips{{"1.wav", {1}, 0}, {"2.wav", {}, 1}};
    labelFromTeacher(clips, teachers, 0.3);
    EXPECT_THAT(clips[0].labels, ElementsAre(1));
    EXPECT_THAT(clips[1].labels, ElementsAre(0, 2));
}

} // namespace
} // namespace dass::distill
