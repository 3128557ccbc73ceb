#include "tests/audio/sound_files.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>

namespace dass::test {

std::vector<float> knownSignal(int rate, double seconds, unsigned seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    const double keep = std::exp(-2 * 3.14159265 * 1200 / rate); // two one-pole low passes at 1.2 kHz
    double first = 0;
    double second = 0;
    std::vector<float> samples(static_cast<std::size_t>(rate * seconds));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        first = keep * first + (1 - keep) * normal(generator);
        second = keep * second + (1 - keep) * first;
        const double loudness = std::sin(static_cast<double>(i) / rate * 7) > 0 ? 1.0 : 0.25;
        samples[i] = static_cast<float>(std::clamp(1.2 * loudness * second, -0.95, 0.95));
    }
    return samples;
}

namespace {

template <class T>
void put(std::string& bytes, T value)
{
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes.append(raw, sizeof(T));
}

void putSample(std::string& bytes, float sample, Encoding encoding)
{
    const double clipped = std::clamp(static_cast<double>(sample), -1.0, 1.0);
    switch (encoding) {
    case Encoding::Pcm8:
        put(bytes, static_cast<std::uint8_t>(std::lround(clipped * 127) + 128));
        break;
    case Encoding::Pcm16:
        put(bytes, static_cast<std::int16_t>(std::lround(clipped * 32767)));
        break;
    case Encoding::Pcm24: {
        const auto value = static_cast<std::int32_t>(std::lround(clipped * 8388607));
        bytes.append(reinterpret_cast<const char*>(&value), 3);
        break;
    }
    case Encoding::Pcm32:
        put(bytes, static_cast<std::int32_t>(std::llround(clipped * 2147483647)));
        break;
    case Encoding::Float32:
        put(bytes, sample);
        break;
    case Encoding::Float64:
        put(bytes, static_cast<double>(sample));
        break;
    }
}

int bitsOf(Encoding encoding)
{
    switch (encoding) {
    case Encoding::Pcm8:
        return 8;
    case Encoding::Pcm16:
        return 16;
    case Encoding::Pcm24:
        return 24;
    case Encoding::Pcm32:
    case Encoding::Float32:
        return 32;
    case Encoding::Float64:
        return 64;
    }
    return 0;
}

} // namespace

void writeWav(const std::filesystem::path& path, const std::vector<float>& interleaved, const WavLayout& layout)
{
    std::string data;
    for (const float sample : interleaved)
        putSample(data, sample, layout.encoding);
    const bool isFloat = layout.encoding == Encoding::Float32 || layout.encoding == Encoding::Float64;
    const int bits = bitsOf(layout.encoding);
    const auto stated = layout.stateBytes ? layout.statedBytes : static_cast<std::uint32_t>(data.size());

    std::string bytes = layout.rf64 ? "RF64" : "RIFF";
    put<std::uint32_t>(bytes,
                       layout.rf64 || layout.stateBytes ? 0xFFFFFFFF : static_cast<std::uint32_t>(36 + data.size()));
    bytes += "WAVE";
    if (layout.rf64) {
        bytes += "ds64";
        put<std::uint32_t>(bytes, 28);
        put<std::uint64_t>(bytes, 72 + data.size());
        put<std::uint64_t>(bytes, data.size());
        put<std::uint64_t>(bytes, interleaved.size() / static_cast<std::size_t>(layout.channels));
        put<std::uint32_t>(bytes, 0);
    }
    bytes += "fmt ";
    put<std::uint32_t>(bytes, 16);
    put<std::uint16_t>(bytes, isFloat ? 3 : 1);
    put<std::uint16_t>(bytes, static_cast<std::uint16_t>(layout.channels));
    put<std::uint32_t>(bytes, static_cast<std::uint32_t>(layout.rate));
    put<std::uint32_t>(bytes, static_cast<std::uint32_t>(layout.rate * layout.channels * bits / 8));
    put<std::uint16_t>(bytes, static_cast<std::uint16_t>(layout.channels * bits / 8));
    put<std::uint16_t>(bytes, static_cast<std::uint16_t>(bits));
    bytes += "data";
    put<std::uint32_t>(bytes, layout.rf64 ? 0xFFFFFFFF : stated);
    writeBytes(path, bytes + data);
}

void writeBytes(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string readBytes(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

bool haveFfmpeg()
{
    static const bool kHave = std::system("ffmpeg -version >/dev/null 2>&1") == 0;
    return kHave;
}

bool encode(const std::filesystem::path& input, const std::string& options, const std::filesystem::path& output)
{
    const std::string command = "ffmpeg -nostdin -v error -y -i '" + input.string() + "' " + options + " '" +
                                output.string() + "' >/dev/null 2>&1";
    return std::system(command.c_str()) == 0;
}

std::vector<float> readAll(AudioReader& reader)
{
    std::vector<float> samples;
    std::vector<float> block(7919);
    while (const std::size_t got = reader.read(block))
        samples.insert(samples.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
    return samples;
}

std::vector<float> decode(const std::filesystem::path& path, const AudioOptions& options)
{
    AudioReader reader(path, options);
    return readAll(reader);
}

int lagOf(const std::vector<float>& wanted, const std::vector<float>& found)
{
    constexpr int kFurthest = 3000;
    const auto first = static_cast<std::ptrdiff_t>(kFurthest);
    const auto last = static_cast<std::ptrdiff_t>(std::min(wanted.size(), found.size())) - kFurthest;
    int best = 0;
    double bestAgreement = -1;
    for (int lag = -kFurthest; lag <= kFurthest; ++lag) {
        double agreement = 0;
        for (std::ptrdiff_t i = first; i < std::min<std::ptrdiff_t>(last, first + 20'000); ++i)
            agreement +=
                static_cast<double>(wanted[static_cast<std::size_t>(i)]) * found[static_cast<std::size_t>(i + lag)];
        if (agreement > bestAgreement) {
            bestAgreement = agreement;
            best = lag;
        }
    }
    return best;
}

} // namespace dass::test
