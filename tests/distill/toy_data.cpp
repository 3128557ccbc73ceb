#include "tests/distill/toy_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <random>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int kRate = 16000;
constexpr std::array<const char*, 3> kMids{"/t/tone", "/t/clicks", "/t/noise"};

std::vector<std::int16_t> soundOf(std::size_t kind, std::uint32_t seed)
{
    std::mt19937 generator(seed);
    std::normal_distribution<double> noise;
    const double pitch = 440 * (1 + 0.2 * static_cast<double>(seed % 8));
    const std::size_t interval = 1600 + 100 * (seed % 8);
    std::vector<std::int16_t> samples(kRate / 2 + 400 * (seed % 5));
    for (std::size_t i = 0; i < samples.size(); ++i) {
        double value = 0.001 * noise(generator);
        if (kind == 0)
            value += 0.4 * std::sin(2 * std::numbers::pi * pitch * static_cast<double>(i) / kRate);
        else if (kind == 1)
            value += i % interval < 16 ? 0.8 : 0;
        else
            value *= 200;
        samples[i] = static_cast<std::int16_t>(std::lround(std::clamp(value, -1.0, 1.0) * 32767));
    }
    return samples;
}

template <class T>
void put(std::string& bytes, T value)
{
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void writeWav(const fs::path& path, const std::vector<std::int16_t>& samples)
{
    const auto size = static_cast<std::uint32_t>(samples.size() * 2);
    std::string bytes = "RIFF";
    put<std::uint32_t>(bytes, 36 + size);
    bytes += "WAVEfmt ";
    put<std::uint32_t>(bytes, 16);
    put<std::uint16_t>(bytes, 1); // PCM
    put<std::uint16_t>(bytes, 1); // mono
    put<std::uint32_t>(bytes, kRate);
    put<std::uint32_t>(bytes, 2 * kRate);
    put<std::uint16_t>(bytes, 2);
    put<std::uint16_t>(bytes, 16);
    bytes += "data";
    put<std::uint32_t>(bytes, size);
    for (std::int16_t sample : samples)
        put(bytes, sample);
    writeText(path, bytes);
}

} // namespace

ToyData::ToyData(fs::path folder) : m_folder(std::move(folder))
{
    std::string labels = "index,mid,display_name\n0,/t/tone,Tone\n1,/t/clicks,Clicks\n2,/t/noise,\"Noise, white\"\n";
    std::string list = "path,labels\n";
    std::vector<float> teacher;
    for (std::size_t kind = 0; kind < kClasses; ++kind) {
        for (std::uint32_t clip = 0; clip < kClipsOfAClass; ++clip) {
            const std::string name = "clip-" + std::to_string(kind) + "-" + std::to_string(clip) + ".wav";
            writeWav(m_folder / name, soundOf(kind, static_cast<std::uint32_t>(8 * kind) + clip));
            list += name + "," + kMids[kind] + "\n";
            for (std::size_t c = 0; c < kClasses; ++c)
                teacher.push_back(c == kind ? 4.0F : -4.0F);
        }
    }
    writeText(m_folder / "labels.csv", labels);
    writeText(m_folder / "clips.csv", list);
    writeNpy(m_folder / "teacher.npy", teacher, kClasses * kClipsOfAClass, kClasses);
}

Json ToyData::spec(std::int64_t epochs) const
{
    return {{"student", {{"arch", "dass"}, {"size", {{"dims", {8, 16}}, {"depths", {1, 1}}}}, {"drop_path", 0.1}}},
            {"teachers", {{{"kind", "stored"}, {"path", "teacher.npy"}, {"eval_path", "teacher.npy"}}}},
            {"data", {{"train", "clips.csv"}, {"eval", "clips.csv"}, {"labels", "labels.csv"}, {"clip_frames", 48}}},
            {"loss", {{"kd", "bce"}, {"kd_weight", 0.5}}},
            {"optimizer", {{"lr", 5e-3}, {"warmup_steps", 0}}},
            {"schedule", {{"epochs", epochs}, {"decay_from", 1000}}},
            {"batch", 6},
            {"freq_mask", 8},
            {"time_mask", 8},
            {"ema", 0.9},
            {"seed", 3}};
}

fs::path ToyData::writeSpec(const Json& spec, const std::string& name) const
{
    writeText(m_folder / name, spec.dump(2));
    return m_folder / name;
}

std::string bytesOf(const fs::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeText(const fs::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

void writeNpy(const fs::path& path, const std::vector<float>& values, std::int64_t rows, std::int64_t columns)
{
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + std::to_string(rows) + ", " +
                         std::to_string(columns) + "), }";
    header.append(64 - (10 + header.size() + 1) % 64, ' ');
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    put(bytes, static_cast<std::uint16_t>(header.size()));
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    writeText(path, bytes);
}

} // namespace dass::distill
