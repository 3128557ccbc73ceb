#pragma once

#include "core/audio/audio_reader.h"
#include "tests/base/temporary_folder.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

// Sound files for the tests, made as they are needed: WAV by hand, everything else by the ffmpeg program.
namespace dass::test {

// Band-limited noise (below 3 kHz) that is loud and soft in turn and never repeats: any shift against itself shows.
std::vector<float> knownSignal(int rate, double seconds, unsigned seed = 1);

enum class Encoding { Pcm8, Pcm16, Pcm24, Pcm32, Float32, Float64 };

struct WavLayout
{
    int rate = 44100;
    int channels = 1; // all alike unless interleaved samples are given
    Encoding encoding = Encoding::Pcm16;
    std::uint32_t statedBytes = 0; // of the data chunk; 0: the truth
    bool stateBytes = false;       // whether statedBytes is written as it is
    bool rf64 = false;
};

void writeWav(const std::filesystem::path& path, const std::vector<float>& interleaved, const WavLayout& layout);
void writeBytes(const std::filesystem::path& path, const std::string& bytes);
std::string readBytes(const std::filesystem::path& path);

// Whether the ffmpeg program is there. Tests that need it are skipped without it.
bool haveFfmpeg();
// ffmpeg -i input <options> output; false if it cannot (an encoder that this build lacks, say).
bool encode(const std::filesystem::path& input, const std::string& options, const std::filesystem::path& output);

// Everything from the reader's position on, read in odd pieces.
std::vector<float> readAll(AudioReader& reader);
std::vector<float> decode(const std::filesystem::path& path, const AudioOptions& options = {});

// The shift of `found` against `wanted`, in samples, at which they agree best; at most 3000 either way.
int lagOf(const std::vector<float>& wanted, const std::vector<float>& found);

} // namespace dass::test
