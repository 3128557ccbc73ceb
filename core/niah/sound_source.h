#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass::niah {

// Sound without an end, 16 kHz mono, the same in every run. One thread at a time.
class SoundSource
{
public:
    virtual ~SoundSource() = default;
    virtual void read(std::span<float> samples) = 0;
};

enum class NoiseColour { White, Pink, Brown };

// Gaussian noise of an rms of about 1. Power is the same at all frequencies (white), falls by 3 dB an octave from 20 Hz
// on (pink) or by 6 dB (brown); below 10 Hz it is level, so that brown noise does not drift away. Depends on the seed
// alone.
std::unique_ptr<SoundSource> makeNoise(NoiseColour colour, std::uint64_t seed);

// The same samples again and again; at least one.
std::unique_ptr<SoundSource> loopSamples(std::vector<float> samples);

// A recording of any length, decoded as it is read, again and again. Throws Error as AudioReader, and Error(BadFile)
// for one without sound. What it returns may throw the same where the file changes meanwhile.
std::unique_ptr<SoundSource> loopRecording(const std::filesystem::path& file);

// Recordings of speech summed, each as loud as the others, again and again. A folder gives all that can be read in it
// and in folders below it; a file itself alone; an empty path the synthetic babble that ships with the program. Of each
// at most the first ten minutes. Null when stopped. Throws Error: NotFound, BadFile (nothing there can be read).
std::unique_ptr<SoundSource> sumOfVoices(const std::filesystem::path& fileOrFolder, const std::stop_token& stop);

inline constexpr std::int64_t kMostVoiceSamples = std::int64_t{600} * 16000; // of each

// The recording that an empty path means. Throws Error(NotFound).
std::filesystem::path bundledBabble();

// Throws Error(BadFile) for a folder that holds more files than a babble is made of.
std::vector<std::filesystem::path> voicesIn(const std::filesystem::path& fileOrFolder);

// All samples of a recording, at most so many. Throws as AudioReader.
std::vector<float> decodeSamples(const std::filesystem::path& file, std::int64_t most, const std::stop_token& stop);

} // namespace dass::niah
