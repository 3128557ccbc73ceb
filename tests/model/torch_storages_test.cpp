// Small tensors of huge storages, of which no more than the tensors may be read.
#include "core/base/error.h"
#include "core/model/torch_archive.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/counting_allocator.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace dass {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr std::int64_t kStorageLength = 1'000'000'000; // floats: sizes of 4 GB still fit a zip file's 32 bits
constexpr std::int64_t kLittle = 1 << 16;              // bytes

struct View
{
    std::string name;
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

class TorchStorages : public testing::Test
{
protected:
    // Views of one storage of so many floats that begins with 0 … 5. All beyond is a hole of the file.
    bool write(const std::vector<View>& views, std::int64_t stored = kStorageLength) const
    {
        PickleWriter pickle;
        pickle.raw("\x80\x02}(");
        for (const View& view : views)
            pickle.text(view.name).tensor("FloatStorage", "0", stored, view.offset, view.shape, view.strides);
        const std::vector<float> start{0, 1, 2, 3, 4, 5};
        const auto* const bytes = reinterpret_cast<const char*>(start.data());
        writeZip(m_path, {{"a/data.pkl", pickle.raw("u.").bytes()}, {"a/data/0", {bytes, 6 * sizeof(float)}}});
        return lengthen(6 * sizeof(float), static_cast<std::uint64_t>(stored) * sizeof(float));
    }

    static void put(std::string& bytes, std::size_t place, std::uint64_t value)
    {
        const auto number = static_cast<std::uint32_t>(value);
        std::memcpy(bytes.data() + place, &number, sizeof number);
    }

    // Makes the archive's last entry longer. Its checksum, that of what it had, is wrong then. False where the file
    // system has no files of holes.
    bool lengthen(std::uint64_t before, std::uint64_t bytes) const
    {
        std::ifstream in(m_path, std::ios::binary);
        std::string whole((std::istreambuf_iterator<char>(in)), {});
        const std::size_t local = whole.rfind("PK\x03\x04");
        const std::size_t directory = whole.find("PK\x01\x02");
        const std::size_t last = whole.rfind("PK\x01\x02");
        const std::size_t end = whole.rfind("PK\x05\x06");
        for (const std::size_t place : {local + 18, local + 22, last + 20, last + 24})
            put(whole, place, bytes);
        const std::uint64_t added = bytes - before;
        put(whole, end + 16, directory + added);
        std::ofstream(m_path, std::ios::binary) << whole.substr(0, directory);
        std::error_code refused;
        std::filesystem::resize_file(m_path, directory + added, refused);
        std::ofstream(m_path, std::ios::binary | std::ios::app) << whole.substr(directory);
        return !refused;
    }

    std::string refusal() const
    {
        try {
            readTorchArchive(m_path);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::BadFile) << error.what();
            EXPECT_THAT(error.what(), AllOf(HasSubstr(m_path.string()), Not(HasSubstr("\n"))));
            return error.what();
        }
        return "no error";
    }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder / "m.pth";
};

TEST_F(TorchStorages, OfAHugeOneNoMoreIsReadThanTheTensorsLieIn)
{
    if (!write({{"first", 2, {2, 2}, {2, 1}},
                {"same", 3, {3}, {1}},
                {"middle", kStorageLength / 2, {5}, {1}},
                {"last", kStorageLength - 3, {3}, {1}},
                {"none", kStorageLength / 3, {0}, {1}}}))
        GTEST_SKIP() << "this file system has no files of 4 GB";
    const CountingAllocations counting;
    NamedTensors tensors;
    const std::int64_t peak = counting.peakOf([&] { tensors = readTorchArchive(m_path); });
    EXPECT_LT(peak, kLittle);
    EXPECT_TRUE(at::equal(tensors.at("first"), at::tensor({2.F, 3.F, 4.F, 5.F}).view({2, 2})));
    EXPECT_TRUE(at::equal(tensors.at("same"), at::tensor({3.F, 4.F, 5.F})));
    EXPECT_TRUE(tensors.at("same").is_alias_of(tensors.at("first")));
    EXPECT_TRUE(at::equal(tensors.at("middle"), at::zeros({5})));
    EXPECT_TRUE(at::equal(tensors.at("last"), at::zeros({3})));
    EXPECT_EQ(tensors.at("none").numel(), 0);
}

TEST_F(TorchStorages, TensorsWhoseElementsLieFarApartAreRefusedBeforeAnythingIsRead)
{
    if (!write({{"near", 0, {6}, {1}}, {"far", 1, {2}, {kStorageLength - 2}}}))
        GTEST_SKIP() << "this file system has no files of 4 GB";
    const CountingAllocations counting;
    std::string told;
    EXPECT_LT(counting.peakOf([&] { told = refusal(); }), kLittle);
    EXPECT_THAT(told, HasSubstr("its tensors hold 32 bytes and are scattered over 4000000000, 'far' over 3999999996 of "
                                "them; contiguous ones were wanted"));
}

// A column of a small matrix, say.
TEST_F(TorchStorages, SmallTensorsMayBeScattered)
{
    ASSERT_TRUE(write({{"column", 1, {3}, {1000}}}, 100'000));
    EXPECT_TRUE(at::equal(readTorchArchive(m_path).at("column"), at::tensor({1.F, 0.F, 0.F})));
}

TEST_F(TorchStorages, OneThatIsMostlyAskedForIsReadWholeAndItsChecksumCompared)
{
    ASSERT_TRUE(write({{"most", 1, {600}, {1}}}, 1000));
    EXPECT_THAT(refusal(), HasSubstr("damaged"));
    ASSERT_TRUE(write({{"part", 1, {400}, {1}}}, 1000));
    EXPECT_EQ(refusal(), "no error");
}

} // namespace
} // namespace dass
