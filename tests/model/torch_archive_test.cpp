#include "core/base/error.h"
#include "core/model/tensor_io.h"
#include "core/model/torch_archive.h"
#include "tests/base/temporary_folder.h"
#include "tests/model/reference_files.h"
#include "tests/model/torch_file_writer.h"

#include <ATen/ATen.h>
#include <gmock/gmock.h>

#include <cstring>
#include <fstream>

namespace dass {
namespace {

using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

std::string floats(const std::vector<float>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

class TorchArchive : public testing::Test
{
protected:
    // An archive of this pickle and one storage, "0", of the six floats 0 … 5.
    std::filesystem::path archive(const std::string& pickle, bool compress = false) const
    {
        writeZip(m_path, {{"a/data.pkl", pickle}, {"a/data/0", floats({0, 1, 2, 3, 4, 5})}}, compress);
        return m_path;
    }

    std::filesystem::path file(const std::string& contents) const
    {
        std::ofstream(m_path, std::ios::binary) << contents;
        return m_path;
    }

    static std::string repeated(int times, const std::string& opcodes)
    {
        std::string all;
        for (int i = 0; i < times; ++i)
            all += opcodes;
        return all;
    }

    static std::string errorOf(const std::filesystem::path& path)
    {
        try {
            readTorchArchive(path);
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), AllOf(HasSubstr(path.string()), Not(HasSubstr("\n"))));
            EXPECT_THAT(error.code(), AnyOf(ErrorCode::BadFile, ErrorCode::Unsupported));
            return error.what();
        }
        return "no error";
    }

    // {"w": <a tensor with these numbers over storage 0>}
    static std::string pickleOf(std::int64_t stored, std::int64_t offset, const std::vector<std::int64_t>& shape,
                                const std::vector<std::int64_t>& strides)
    {
        return PickleWriter()
            .raw("\x80\x02}(")
            .text("w")
            .tensor("FloatStorage", "0", stored, offset, shape, strides)
            .raw("u.")
            .bytes();
    }

    test::TemporaryFolder m_folder;
    std::filesystem::path m_path = m_folder.path() / "m.pth";
};

TEST_F(TorchArchive, ReadsWhatTorchSaved)
{
    DASS_REQUIRE_REFERENCE("dass_nano_official.pth");
    const auto tensors = readTorchArchive(referencePath("dass_nano_official.pth"));
    EXPECT_EQ(tensors.size(), 114U);
    EXPECT_EQ(tensors.at("module.v.classifier.head.weight").sizes(), at::IntArrayRef({10, 128}));
    const SafetensorsFile same(referencePath("dass_nano_hf.safetensors"));
    EXPECT_TRUE(at::equal(tensors.at("module.v.classifier.head.weight"), readTensor(same, "head.weight")));
}

TEST_F(TorchArchive, ReadsALightningCheckpointAmongItsOtherState)
{
    DASS_REQUIRE_REFERENCE("htsat_nano.ckpt");
    const auto tensors = readTorchArchive(referencePath("htsat_nano.ckpt"));
    EXPECT_TRUE(tensors.contains("sed_model.bn0.weight"));
    EXPECT_EQ(tensors.at("sed_model.bn0.num_batches_tracked").scalar_type(), at::kLong);
}

TEST_F(TorchArchive, FindsTheDictOfTensorsUnderItsUsualKeys)
{
    const at::Tensor w = at::arange(6, at::kFloat).view({2, 3});
    for (const char* key : {"", "state_dict", "model", "model_state_dict"}) {
        writeTorchFile(m_path, {{"w", w}, {"v", w[0]}}, key);
        const auto tensors = readTorchArchive(m_path);
        ASSERT_EQ(tensors.size(), 2U) << key;
        EXPECT_TRUE(at::equal(tensors.at("w"), w)) << key;
    }
}

TEST_F(TorchArchive, HonoursOffsetsAndStrides)
{
    const auto tensors = readTorchArchive(archive(pickleOf(6, 1, {2, 2}, {1, 3})));
    EXPECT_TRUE(at::equal(tensors.at("w"), at::tensor({1.F, 4.F, 2.F, 5.F}).view({2, 2})));
}

TEST_F(TorchArchive, ObjectsOfOtherClassesDoNotHinder)
{
    PickleWriter pickle;
    pickle.raw("\x80\x02}(").text("hyper_parameters").global("my.package", "Settings").raw(")\x81}");
    pickle.text("rate").raw("G?\xb9\x99\x99\x99\x99\x99\x9asb");
    pickle.text("paths").global("pathlib", "PosixPath").raw("(").text("a").raw("tR");
    pickle.text("callbacks").raw("}").global("pytorch_lightning.callbacks", "ModelCheckpoint").raw("Ns");
    pickle.text("state_dict").raw("}(").text("w").tensor("FloatStorage", "0", 6, 0, {6}, {1}).raw("uu.");
    EXPECT_EQ(readTorchArchive(archive(pickle.bytes())).at("w").numel(), 6);
}

TEST_F(TorchArchive, RefusesPicklesThatCallFunctionsAndNamesThem)
{
    const std::string marker = (m_folder.path() / "ran").string();
    const struct
    {
        const char* name;
        std::string pickle;
    } attacks[] = {
        {"posix.system",
         PickleWriter().raw("\x80\x02").global("posix", "system").raw("(").text("touch " + marker).raw("tR.").bytes()},
        {"os.system", "cos\nsystem\n(S'touch " + marker + "'\ntR."},
        {"os.system", "(S'touch " + marker + "'\nios\nsystem\n."},
        {"builtins.eval",
         PickleWriter().raw("\x80\x02").global("builtins", "eval").raw("(").text("1").raw("tR.").bytes()},
        {"subprocess.Popen",
         PickleWriter().raw("\x80\x02").global("subprocess", "Popen").raw("(").text("ls").raw("t\x81.").bytes()},
        {"builtins.getattr",
         PickleWriter().raw("\x80\x04").text("builtins").text("getattr").raw("\x93(").text("a").raw("tR.").bytes()},
        {"torch.load", PickleWriter().raw("\x80\x02").global("torch", "load").raw("(").text("x").raw("tR.").bytes()},
    };
    for (const auto& [name, pickle] : attacks) {
        EXPECT_THAT(errorOf(archive(pickle)), AllOf(HasSubstr(name), HasSubstr("nothing was run")));
        if (pickle.front() == '\x80') {
            EXPECT_THAT(errorOf(file(pickle)), HasSubstr(name)) << "a bare pickle";
        }
        EXPECT_FALSE(std::filesystem::exists(marker));
    }
}

TEST_F(TorchArchive, RefusesAnAttackBesideGoodTensors)
{
    PickleWriter pickle;
    pickle.raw("\x80\x02}(").text("w").tensor("FloatStorage", "0", 6, 0, {6}, {1});
    pickle.text("x").global("os", "popen").raw("(").text("id").raw("tRu.");
    EXPECT_THAT(errorOf(archive(pickle.bytes())), HasSubstr("os.popen"));
}

TEST_F(TorchArchive, RefusesTensorsThatDoNotFitTheirStorage)
{
    constexpr std::int64_t huge = std::int64_t{1} << 62;
    for (const auto& pickle : {
             pickleOf(6, 0, {7}, {1}),
             pickleOf(6, 1, {6}, {1}),
             pickleOf(6, 0, {2, 3}, {4, 1}),
             pickleOf(6, -1, {6}, {1}),
             pickleOf(6, 0, {-6}, {1}),
             pickleOf(6, 0, {6}, {-1}),
             pickleOf(6, 0, {1000, 1000}, {0, 0}),
             pickleOf(6, 0, {huge, huge}, {1, 1}),
             pickleOf(6, huge, {2}, {huge}),
             pickleOf(6, 0, {6}, {1, 1}),
         })
        EXPECT_THAT(errorOf(archive(pickle)), HasSubstr("has a tensor"));
}

TEST_F(TorchArchive, RefusesStoragesThatAreNotWhatTheArchiveHolds)
{
    EXPECT_THAT(errorOf(archive(pickleOf(5, 0, {5}, {1}))), HasSubstr("24 bytes"));
    EXPECT_THAT(errorOf(archive(pickleOf(std::int64_t{1} << 61, 0, {1}, {1}))), HasSubstr("24 bytes"));
    const std::string elsewhere =
        PickleWriter().raw("\x80\x02}(").text("w").tensor("FloatStorage", "../0", 6, 0, {6}, {1}).raw("u.").bytes();
    EXPECT_THAT(errorOf(archive(elsewhere)), HasSubstr("no entry"));
    const std::string exotic =
        PickleWriter().raw("\x80\x02}(").text("w").tensor("ComplexFloatStorage", "0", 3, 0, {3}, {1}).raw("u.").bytes();
    EXPECT_THAT(errorOf(archive(exotic)), HasSubstr("ComplexFloatStorage"));
    PickleWriter twice;
    twice.raw("\x80\x02}(").text("w").tensor("FloatStorage", "0", 6, 0, {6}, {1});
    twice.text("v").tensor("IntStorage", "0", 6, 0, {6}, {1}).raw("u.");
    EXPECT_THAT(errorOf(archive(twice.bytes())), HasSubstr("two different ways"));
}

TEST_F(TorchArchive, RefusesCompressedEntries)
{
    writeZip(m_path, {{"a/data.pkl", std::string(30'000'000, 'N')}}, true); // some 30 kB on the disk
    EXPECT_THAT(errorOf(m_path), HasSubstr("compressed"));
}

TEST_F(TorchArchive, RefusesPicklesThatGrowWithoutEnd)
{
    EXPECT_THAT(errorOf(archive("\x80\x02" + std::string(3'000'000, ']') + ".")), HasSubstr("more than"));
    EXPECT_THAT(errorOf(archive("\x80\x02" + std::string(3'000'000, '(') + ".")), HasSubstr("not there"));
    // A list nested 200,000 deep is no reason to overflow a stack.
    std::string nested = "\x80\x02";
    nested += std::string(200'000, ']') + std::string(199'999, 'a') + ".";
    EXPECT_THAT(errorOf(archive(nested)), HasSubstr("dict of tensors"));
    // A list that holds itself.
    EXPECT_THAT(errorOf(archive(std::string("\x80\x02]q\0h\0a.", 9))), HasSubstr("dict of tensors"));
}

TEST_F(TorchArchive, RefusesCutAndMalformedPickles)
{
    const std::string good = pickleOf(6, 0, {6}, {1});
    for (std::size_t length = 0; length < good.size(); ++length)
        EXPECT_NE(errorOf(archive(good.substr(0, length))), "no error") << length;
    for (const std::string bad : {"\x80\x02X\xff\xff\xff\xff.", "\x80\x09.", "h\x05.", "R.", "(t", "u.", "}Nu.", "NR.",
                                  "\x82\x01.", "}(Nu.", "Q.", "NQ.", "Na.", "0."})
        EXPECT_NE(errorOf(archive(bad)), "no error") << bad;
}

TEST_F(TorchArchive, RefusesCutAndDamagedZips)
{
    archive(pickleOf(6, 0, {6}, {1}));
    std::ifstream in(m_path, std::ios::binary);
    const std::string good((std::istreambuf_iterator<char>(in)), {});
    for (std::size_t length = 0; length < good.size(); length += 7)
        EXPECT_NE(errorOf(file(good.substr(0, length))), "no error") << length;
    std::string flipped = good;
    flipped[flipped.find(floats({3})) + 2] ^= 1; // a bit of a weight
    EXPECT_THAT(errorOf(file(flipped)), HasSubstr("damaged"));
}

TEST_F(TorchArchive, RefusesZipsThatAreNoCheckpoint)
{
    writeZip(m_path, {{"readme.txt", "hello"}});
    EXPECT_THAT(errorOf(m_path), HasSubstr("data.pkl"));
    EXPECT_THAT(errorOf(archive("\x80\x02}.")), HasSubstr("no tensors"));
    writeZip(m_path, {{"a/data.pkl", pickleOf(6, 0, {6}, {1})}, {"a/byteorder", "big"}});
    EXPECT_THAT(errorOf(m_path), HasSubstr("big-endian"));
}

TEST_F(TorchArchive, SaysHowToConvertTheOldFormat)
{
    // The beginning of what torch.save wrote before 1.6: a magic number, then the protocol, as pickles in a row.
    const std::string old = "\x80\x02\x8a\x0al\xfc\x9c"
                            "F\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.";
    EXPECT_THAT(errorOf(file(old)), AllOf(HasSubstr("torch 1.6"), HasSubstr("save it again")));
}

// What each of these files repeats takes a few bytes a time.
TEST_F(TorchArchive, APickleThatRepeatsItsContentsDoesNotFillTheMemory)
{
    const std::string manyOnes = "K\x01" + std::string(100'000, '2'); // DUP
    const std::string storage = PickleWriter().raw("(").text("storage").global("torch", "FloatStorage").bytes() +
                                PickleWriter().text("0").text("cpu").integer(6).raw("tQq\0010").bytes();
    using namespace std::string_literals;
    const std::string sizes = "\x80\x02" + storage + "(" + manyOnes + "tq\x02"s + "0(h\x01K\0h\x02h\x02tq\x03"s + "0" +
                              PickleWriter().global("torch._utils", "_rebuild_tensor_v2").bytes() + "q\x04"s + "0(" +
                              repeated(300, "h\x04h\x03R") + "t.";
    EXPECT_THAT(errorOf(archive(sizes)), HasSubstr("makes no sense"));
    const std::string pairs = "\x80\x02(K\x01K\x01\x86" + std::string(100'000, '2') + "tq\x01\x85q\x02"s + "0" +
                              PickleWriter().global("collections", "OrderedDict").bytes() + "q\x03"s + "0(" +
                              repeated(300, "h\x03h\x02R") + "t.";
    EXPECT_THAT(errorOf(archive(pairs)), HasSubstr("repeats its contents"));
    const std::string name = "\x80\x04" + PickleWriter().text(std::string(100'000, 'a')).bytes() + "q\x01"s + "0(" +
                             repeated(300, "h\x01h\x01\x93") + "t.";
    EXPECT_THAT(errorOf(archive(name)), HasSubstr("more letters than any"));
}

TEST_F(TorchArchive, WalkingALongListAgainAndAgainEnds)
{
    using namespace std::string_literals;
    const std::string pickle = "\x80\x02](N" + std::string(100'000, '2') + "e\x85q\x01"s + "0" +
                               PickleWriter().global("collections", "OrderedDict").bytes() + "q\x02"s + "0" +
                               repeated(300, "h\x02h\x01R0") + "N.";
    EXPECT_THAT(errorOf(archive(pickle)), HasSubstr("repeats its contents"));
}

TEST_F(TorchArchive, LongNamesOfFunctionsDoNotFillTheMemory)
{
    const std::string name = PickleWriter().text(std::string(1000, 'a')).bytes();
    const std::string pickle = "\x80\x04" + name + "q\x01" +
                               repeated(100'000, "h\x01h\x01\x93"
                                                 "0") +
                               ".";
    EXPECT_THAT(errorOf(archive(pickle)), HasSubstr("more than 128 MB"));
}

TEST_F(TorchArchive, RememberingAValueAgainAndAgainDoesNotFillTheMemory)
{
    EXPECT_THAT(errorOf(archive("\x80\x04N" + std::string(3'000'000, '\x94') + ".")), HasSubstr("more than 128 MB"));
}

TEST_F(TorchArchive, ATensorHasAtMost16Dimensions)
{
    const std::vector<std::int64_t> ones(16, 1);
    EXPECT_EQ(readTorchArchive(archive(pickleOf(6, 0, ones, ones))).at("w").dim(), 16);
    const std::vector<std::int64_t> more(17, 1);
    EXPECT_THAT(errorOf(archive(pickleOf(6, 0, more, more))), HasSubstr("makes no sense"));
}

// A name that the pickle holds once can be that of many entries.
TEST_F(TorchArchive, NamesOfTensorsAreShortAndCountOnce)
{
    const auto withName = [](std::size_t length) {
        return PickleWriter()
            .raw("\x80\x02}(")
            .text(std::string(length, 'k'))
            .raw("q\x01")
            .tensor("FloatStorage", "0", 6, 0, {6}, {1})
            .raw("q\x02" + repeated(1000, "h\x01h\x02") + "u.")
            .bytes();
    };
    const auto path = archive(withName(1024));
    EXPECT_EQ(tensorNamesInTorchArchive(path), std::vector<std::string>{std::string(1024, 'k')});
    EXPECT_EQ(readTorchArchive(path).size(), 1U);
    EXPECT_THAT(errorOf(archive(withName(1025))), HasSubstr("name has 1025 bytes"));
}

TEST_F(TorchArchive, RefusesAPickleOfMoreThan16Megabytes)
{
    EXPECT_THAT(errorOf(archive(std::string((16 << 20) + 1, 'N'))), HasSubstr("make sense"));
}

TEST_F(TorchArchive, TenThousandTensorsWithAnOptimizersStatesLoad)
{
    constexpr int kParameters = 2500; // Adam keeps three more tensors for each
    const std::string tensor = PickleWriter().tensor("FloatStorage", "0", 6, 0, {1, 1, 2, 3}, {6, 6, 3, 1}).bytes();
    int memo = 0; // torch.save remembers nearly every value
    const auto remember = [&memo] {
        ++memo;
        return "r" + std::string(reinterpret_cast<const char*>(&memo), sizeof memo);
    };
    PickleWriter pickle;
    pickle.raw("\x80\x02}(").text("state_dict").raw("}(");
    for (int i = 0; i < kParameters; ++i)
        pickle.text("layers." + std::to_string(i) + ".weight").raw(remember()).raw(tensor).raw(remember());
    pickle.raw("u").text("optimizer").raw("}(").text("state").raw("}(");
    for (int i = 0; i < kParameters; ++i) {
        pickle.integer(i).raw("}" + remember() + "(");
        for (const char* state : {"step", "exp_avg", "exp_avg_sq"})
            pickle.text(state).raw(remember()).raw(tensor).raw(remember());
        pickle.raw("u");
    }
    pickle.raw("uuu.");
    EXPECT_EQ(readTorchArchive(archive(pickle.bytes())).size(), std::size_t{kParameters});
}

} // namespace
} // namespace dass
