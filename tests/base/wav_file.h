#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <span>
#include <string>
#include <vector>

namespace dass {

// Writes 16-bit PCM, which decodes to exactly these samples when they are multiples of 1/32768. Of several channels the
// samples are interleaved.
inline void writeWav(const std::filesystem::path& path, std::span<const float> samples, std::uint32_t rate = 16000,
                     std::uint32_t channels = 1)
{
    std::string bytes;
    const auto put = [&bytes](std::uint32_t value, int size) {
        for (int i = 0; i < size; ++i)
            bytes += static_cast<char>(value >> (8 * i));
    };
    const auto dataBytes = static_cast<std::uint32_t>(samples.size() * 2);
    bytes += "RIFF";
    put(36 + dataBytes, 4);
    bytes += "WAVEfmt ";
    put(16, 4);
    put(1, 2); // PCM
    put(channels, 2);
    put(rate, 4);
    put(rate * 2 * channels, 4);
    put(2 * channels, 2);
    put(16, 2);
    bytes += "data";
    put(dataBytes, 4);
    for (const float sample : samples)
        put(static_cast<std::uint16_t>(static_cast<std::int16_t>(std::lround(sample * 32768.0F))), 2);
    std::ofstream(path, std::ios::binary) << bytes;
}

// A tone that glides upwards, so that every frame is different; 16-bit steps.
inline std::vector<float> glidingTone(std::size_t samples)
{
    std::vector<float> tone(samples);
    for (std::size_t i = 0; i < samples; ++i) {
        const double t = static_cast<double>(i) / 16000.0;
        const double value = 0.4 * std::sin(2 * std::numbers::pi * (200 + 15 * t) * t);
        tone[i] = static_cast<float>(std::lround(value * 32768.0)) / 32768.0F;
    }
    return tone;
}

} // namespace dass
