// Recordings that would not fit into memory, or claim so.
#include "core/model/safetensors.h"
#include "tests/cli/cli_fixture.h"

namespace dass {
namespace {

namespace fs = std::filesystem;

class LongRecording : public CliTest
{
protected:
    // 8-bit PCM of one constant, whose bytes are a hole in the file and cost nothing.
    void writeHollow(const std::string& name, std::uint32_t rate, std::uint32_t samples) const
    {
        std::string header = "RIFF";
        const auto put = [&](std::uint32_t value, int size) {
            for (int i = 0; i < size; ++i)
                header += static_cast<char>(value >> (8 * i));
        };
        put(36 + samples, 4);
        header += "WAVEfmt ";
        put(16, 4);
        put(1, 2); // PCM
        put(1, 2); // mono
        put(rate, 4);
        put(rate, 4);
        put(1, 2);
        put(8, 2);
        header += "data";
        put(samples, 4);
        write(name, header);
        fs::resize_file(at(name), header.size() + samples);
    }
};

// An hour and a half: 900 MB of samples and frames, were they kept.
TEST_F(LongRecording, IsNeverWholeInMemoryForItsFilterbank)
{
#if defined(__SANITIZE_ADDRESS__) // GCC
    GTEST_SKIP() << "AddressSanitizer keeps what was freed";
#endif
    writeHollow("short.wav", 16000, 16000 * 60);
    writeHollow("long.wav", 16000, 16000 * 5400);
    const auto shorter = run({"fbank", "short.wav", "-o", "/dev/null"});
    const auto longer = run({"fbank", "long.wav", "-o", "/dev/null"});
    ASSERT_EQ(shorter.code, 0) << shorter.err;
    ASSERT_EQ(longer.code, 0) << longer.err;
    EXPECT_LT(longer.peakBytes - shorter.peakBytes, std::int64_t{300} << 20);
}

// Of which a clip takes the first ten seconds.
TEST_F(LongRecording, GivesItsBeginningWithoutBeingDecoded)
{
    writeHollow("long.wav", 16000, 16000 * 5400);
    writeHollow("short.wav", 16000, 16000 * 11);
    std::vector<float> logits[2];
    std::int64_t peaks[2];
    for (const int i : {0, 1}) {
        const auto result = run({"logits", "--audio", i == 0 ? "short.wav" : "long.wav", "--model",
                                 smallModel().string(), "-o", "o.safetensors"});
        ASSERT_EQ(result.code, 0) << result.err;
        logits[i] = floatsOf(SafetensorsFile(at("o.safetensors")).at("logits"));
        peaks[i] = result.peakBytes;
    }
    EXPECT_EQ(logits[0], logits[1]);
    EXPECT_LT(peaks[1] - peaks[0], std::int64_t{150} << 20); // its samples have 345 MB
}

// One sample a second: 460 days in 40 MB, more than any computer holds at once.
TEST_F(LongRecording, IsRefusedAtOnceBeforeTheMemoryRunsOut)
{
    writeHollow("days.wav", 1, 40'000'000);
    const auto result = run({"logits", "--audio", "days.wav", "--mode", "whole", "--tile", "0", "--model",
                             smallModel().string(), "-o", "o.safetensors"});
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(result.err.find("error: 'days.wav': an input of at least 40000000 s takes "), 0U) << result.err;
    EXPECT_NE(result.err.find("; leave --tile 0 out, so that it goes through the model in tiles"), std::string::npos)
        << result.err;
    EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
    EXPECT_FALSE(exists("o.safetensors"));
}

// A file of a few bytes on the disk, whose spectrogram has 2 TB.
TEST_F(LongRecording, SpectrogramsThatDoNotFitAreRefused)
{
    constexpr std::int64_t kFrames = 4'000'000'000;
    const std::string text = R"({"input":{"dtype":"F32","shape":[4000000000,128],"data_offsets":[0,2048000000000]}})";
    std::string bytes(8, '\0');
    bytes[0] = static_cast<char>(text.size());
    write("large.safetensors", bytes + text);
    std::error_code tooLarge; // for some file systems
    fs::resize_file(at("large.safetensors"), 8 + text.size() + kFrames * 128 * 4, tooLarge);
    if (tooLarge)
        GTEST_SKIP() << tooLarge.message();
    for (const char* tile : {"0", "1024"}) {
        const auto result = run({"logits", "--spectrogram", "large.safetensors", "--tile", tile, "--model",
                                 smallModel().string(), "-o", "o.safetensors"});
        EXPECT_EQ(result.code, 1);
        EXPECT_EQ(result.err.find("error: 'large.safetensors': an input of at least 40000000 s takes "), 0U)
            << result.err;
        EXPECT_EQ(countOf(result.err, "\n"), 1U) << result.err;
    }
}

} // namespace
} // namespace dass
