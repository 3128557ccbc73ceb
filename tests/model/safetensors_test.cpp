#include "core/base/error.h"
#include "core/base/text_file.h"
#include "core/model/safetensors.h"
#include "tests/base/temporary_folder.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numeric>

namespace dass {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Safetensors : public testing::Test
{
protected:
    // A file with this header and so many bytes of data, its header length told truthfully unless given.
    std::filesystem::path fileWith(const std::string& header, std::size_t dataBytes,
                                   std::uint64_t length = UINT64_MAX) const
    {
        const auto path = m_folder.path() / "hostile.safetensors";
        std::ofstream file(path, std::ios::binary);
        const std::uint64_t told = length == UINT64_MAX ? header.size() : length;
        file.write(reinterpret_cast<const char*>(&told), sizeof told);
        file << header << std::string(dataBytes, '\0');
        return path;
    }

    std::string errorOf(const std::filesystem::path& path) const
    {
        try {
            const SafetensorsFile file(path);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile);
            EXPECT_THAT(error.what(), AllOf(HasSubstr(path.string()), Not(HasSubstr("\n"))));
            return error.what();
        }
        return "no error";
    }

    test::TemporaryFolder m_folder;
};

TEST_F(Safetensors, WrittenTensorsAndMetadataComeBack)
{
    const std::vector<float> values = {1.5F, -2, 0, 3, 4, 5};
    const std::vector<std::int64_t> indices = {-7, 9};
    const auto path = m_folder.path() / "a.safetensors";
    writeSafetensors(path,
                     {{"b", floatTensor({2, 3}, values)},
                      {"a", {DType::I64, {2}, std::as_bytes(std::span(indices))}},
                      {"none", floatTensor({0, 4}, {})},
                      {"scalar", floatTensor({}, std::span(values).first(1))}},
                     {{"format", "pt"}, {"ü", "quote \" and\nline"}});

    const SafetensorsFile file(path);
    EXPECT_EQ(file.tensors().size(), 4U);
    EXPECT_EQ(floatsOf(file.at("b")), values);
    EXPECT_THAT(file.at("b").shape, ElementsAre(2, 3));
    EXPECT_THAT(floatsOf(file.at("a")), ElementsAre(-7, 9));
    EXPECT_EQ(file.at("none").elements(), 0);
    EXPECT_THAT(floatsOf(file.at("scalar")), ElementsAre(1.5F));
    EXPECT_EQ(file.metadata().at("ü"), "quote \" and\nline");
    EXPECT_TRUE(looksLikeSafetensors(path));
    EXPECT_THROW(file.at("c"), Error);
}

// Which lets a file be written whose values are never in memory together.
TEST_F(Safetensors, AStartAndTheValuesInTheOrderOfTheNamesAreTheFile)
{
    const std::vector<float> values = {1.5F, -2, 0, 3, 4, 5};
    const std::vector<std::int64_t> indices = {-7, 9};
    const std::map<std::string, std::string> metadata = {{"format", "pt"}};
    const auto path = m_folder.path() / "a.safetensors";
    writeSafetensors(path,
                     {{"z", floatTensor({2, 3}, values)},
                      {"a", {DType::I64, {2}, std::as_bytes(std::span(indices))}},
                      {"none", floatTensor({0, 4}, {})}},
                     metadata);
    std::string pieces = startOfSafetensors(
        {{"z", {DType::F32, {2, 3}}}, {"a", {DType::I64, {2}}}, {"none", {DType::F32, {0, 4}}}}, metadata);
    EXPECT_EQ(pieces.size() % 8, 0U); // the values are aligned
    pieces.append(reinterpret_cast<const char*>(indices.data()), 2 * sizeof(std::int64_t));
    pieces.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    EXPECT_TRUE(pieces == readTextFile(path));
}

TEST_F(Safetensors, NarrowFloatsAreWidened)
{
    const std::vector<std::uint16_t> halves = {0x3c00, 0xc000, 0x0001, 0x83ff, 0x0400, 0x7bff, 0x7c00, 0xfc00, 0x8000};
    const std::vector<std::uint16_t> brains = {0x3f80, 0xc000};
    const std::vector<double> doubles = {0.5, -1e300};
    const auto path = m_folder.path() / "narrow.safetensors";
    writeSafetensors(path, {{"half", {DType::F16, {9}, std::as_bytes(std::span(halves))}},
                            {"brain", {DType::BF16, {2}, std::as_bytes(std::span(brains))}},
                            {"double", {DType::F64, {2}, std::as_bytes(std::span(doubles))}}});
    const SafetensorsFile file(path);
    constexpr float kInfinity = std::numeric_limits<float>::infinity();
    EXPECT_THAT(floatsOf(file.at("half")), ElementsAre(1.0F, -2.0F, 5.9604645e-8F, -6.0975552e-5F, 6.1035156e-5F,
                                                       65504.0F, kInfinity, -kInfinity, -0.0F));
    EXPECT_THAT(floatsOf(file.at("brain")), ElementsAre(1.0F, -2.0F));
    EXPECT_THAT(floatsOf(file.at("double")), ElementsAre(0.5F, -kInfinity));
    const std::vector<std::uint16_t> numberless = {0x7e00};
    writeSafetensors(path, {{"half", {DType::F16, {1}, std::as_bytes(std::span(numberless))}}});
    EXPECT_TRUE(std::isnan(floatsOf(SafetensorsFile(path).at("half")).front()));
}

// Values that are converted come in blocks.
TEST_F(Safetensors, ManyNarrowValuesAllComeBack)
{
    std::vector<std::int32_t> numbers(300'001);
    std::iota(numbers.begin(), numbers.end(), -7);
    const auto path = m_folder.path() / "many.safetensors";
    writeSafetensors(path, {{"a", {DType::I32, {300'001}, std::as_bytes(std::span(numbers))}}});
    const std::vector<float> floats = floatsOf(SafetensorsFile(path).at("a"));
    EXPECT_TRUE(std::equal(floats.begin(), floats.end(), numbers.begin(), numbers.end()));
}

TEST_F(Safetensors, ARowIsReadAlone)
{
    const std::vector<float> values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    const auto path = m_folder.path() / "rows.safetensors";
    writeSafetensors(path, {{"a", floatTensor({3, 2, 2}, values)}});
    const StoredTensor tensor = SafetensorsFile(path).at("a"); // keeps the file open
    EXPECT_THAT(rowOf(tensor, 2), ElementsAre(8, 9, 10, 11));
    EXPECT_THROW(rowOf(tensor, 3), Error);
}

// Mapped, it would have ended the process.
TEST_F(Safetensors, AFileThatIsCutShortWhileItIsOpenIsAnErrorThatNamesTheTensor)
{
    const std::vector<float> values(100'000, 1);
    const auto path = m_folder.path() / "replaced.safetensors";
    writeSafetensors(path,
                     {{"a", floatTensor({10}, std::span(values).first(10))}, {"b", floatTensor({100'000}, values)}});
    const SafetensorsFile file(path);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 4000);
    EXPECT_THAT(floatsOf(file.at("a")), testing::Each(1));
    EXPECT_THAT(rowOf(file.at("b"), 98'000), ElementsAre(1));
    try {
        floatsOf(file.at("b"));
        FAIL() << "values were read that are not there";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), AllOf(HasSubstr(path.string()), HasSubstr("while tensor 'b' was read")));
    }
}

TEST_F(Safetensors, HolesBetweenTensorsAreAllowed)
{
    const auto path = fileWith(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", 16);
    EXPECT_THAT(floatsOf(SafetensorsFile(path).at("a")), ElementsAre(0));
}

TEST_F(Safetensors, CutFilesAreRefused)
{
    const auto path = m_folder.path() / "cut.safetensors";
    std::ofstream(path, std::ios::binary) << "abc";
    EXPECT_THAT(errorOf(path), HasSubstr("3 bytes"));
    EXPECT_THAT(errorOf(fileWith("{}", 0, 3)), HasSubstr("header of 3 bytes"));
    EXPECT_THAT(errorOf(fileWith(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 15)),
                HasSubstr("of the 15 that the file has"));
}

TEST_F(Safetensors, LyingHeaderLengthsAreRefused)
{
    for (const std::uint64_t length :
         {UINT64_MAX - 1, UINT64_MAX - 7, std::uint64_t{1} << 62, std::uint64_t{100'000'001}})
        EXPECT_THAT(errorOf(fileWith("{}", 8, length)), HasSubstr("claims a header of"));
}

TEST_F(Safetensors, LyingTensorsAreRefused)
{
    const struct
    {
        const char* entry;
        const char* message;
    } cases[] = {
        {R"({"dtype":"F32","shape":[2],"data_offsets":[0,4]})", "needs 8"},
        {R"({"dtype":"F32","shape":[1],"data_offsets":[-4,0]})", "whole number"},
        {R"({"dtype":"F32","shape":[1],"data_offsets":[8,4]})", "bytes 8 to 4"},
        {R"({"dtype":"F32","shape":[-1],"data_offsets":[0,4]})", "whole number"},
        {R"({"dtype":"F32","shape":[1.5],"data_offsets":[0,4]})", "whole number"},
        {R"({"dtype":"F32","shape":[18446744073709551615],"data_offsets":[0,4]})", "impossible"},
        {R"({"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]})", "impossible shape"},
        {R"({"dtype":"F33","shape":[1],"data_offsets":[0,4]})", "'F33'"},
        {R"({"dtype":3,"shape":[1],"data_offsets":[0,4]})", "wrong kind"},
        {R"({"dtype":"F32","shape":1,"data_offsets":[0,4]})", "wrong kind"},
        {R"({"dtype":"F32","shape":[1],"data_offsets":[0]})", "wrong kind"},
        {R"({"dtype":"F32","shape":[1]})", "no 'data_offsets'"},
        {R"({"dtype":"F32","shape":[[1]],"data_offsets":[0,4]})", "nested"},
        {R"("F32")", "not an object"},
        {R"([1])", "not an object"},
    };
    for (const auto& [entry, message] : cases)
        EXPECT_THAT(errorOf(fileWith(std::string("{\"w\":") + entry + "}", 16)), HasSubstr(message)) << entry;
}

TEST_F(Safetensors, OverlapsAndDoubleNamesAreRefused)
{
    const std::string a = R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]})";
    const std::string b = R"("b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]})";
    EXPECT_THAT(errorOf(fileWith("{" + a + "," + b + "}", 16)), HasSubstr("'b' overlaps tensor 'a'"));
    EXPECT_THAT(errorOf(fileWith("{" + a + "," + a + "}", 16)), HasSubstr("'a' twice"));
}

TEST_F(Safetensors, MalformedOrEndlessJsonIsRefused)
{
    EXPECT_THAT(errorOf(fileWith("{\"a\":", 0)), HasSubstr("well-formed"));
    EXPECT_THAT(errorOf(fileWith("[]", 0)), HasSubstr("array"));
    EXPECT_THAT(errorOf(fileWith("3", 0)), HasSubstr("not a JSON object"));
    EXPECT_THAT(errorOf(fileWith("\xff\xfe", 0)), HasSubstr("well-formed"));
    EXPECT_THAT(errorOf(fileWith(std::string(5'000'000, '['), 0)), HasSubstr("array"));
    std::string nested = "{\"a\":{\"b\":";
    nested += std::string(5'000'000, '[');
    EXPECT_THAT(errorOf(fileWith(nested, 0)), HasSubstr("nested"));
    std::string longShape = R"({"w":{"dtype":"F32","shape":[1)";
    for (int i = 0; i < 100'000; ++i)
        longShape += ",1";
    EXPECT_THAT(errorOf(fileWith(longShape + "]}}", 0)), HasSubstr("dimensions"));
    EXPECT_THAT(errorOf(fileWith(R"({"__metadata__":{"a":1}})", 0)), HasSubstr("metadata 'a'"));
}

TEST_F(Safetensors, TensorsWithoutEndAreRefused)
{
    std::string header = "{";
    for (int i = 0; i < 250'001; ++i)
        header += (i == 0 ? "\"" : ",\"") + std::to_string(i) + R"(":{"dtype":"F32","shape":[0],"data_offsets":[0,0]})";
    EXPECT_THAT(errorOf(fileWith(header + "}", 0)), HasSubstr("more than 250000 tensors"));
}

TEST_F(Safetensors, AFolderOrMissingFileSaysSo)
{
    EXPECT_THROW(SafetensorsFile(m_folder.path()), Error);
    EXPECT_THROW(SafetensorsFile(m_folder.path() / "missing"), Error);
    EXPECT_FALSE(looksLikeSafetensors(m_folder.path()));
}

TEST_F(Safetensors, ATensorThatDoesNotFitItsShapeIsNotWritten)
{
    const std::vector<float> values(3);
    const auto path = m_folder.path() / "bad.safetensors";
    EXPECT_THROW(writeSafetensors(path, {{"a", floatTensor({4}, values)}}), Error);
    EXPECT_FALSE(std::filesystem::exists(path));
}

} // namespace
} // namespace dass
