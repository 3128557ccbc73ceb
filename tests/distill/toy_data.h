#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace dass::distill {

// A data set that anyone can hear apart: a tone, clicks and noise, eight short WAV files of each, with label
// file, CSV list and a stored teacher that is sure of the truth.
class ToyData
{
public:
    static constexpr std::int64_t kClasses = 3;
    static constexpr std::int64_t kClipsOfAClass = 8;

    explicit ToyData(std::filesystem::path folder);

    // A specification that a tiny student learns the set from within seconds.
    nlohmann::json spec(std::int64_t epochs) const;
    std::filesystem::path writeSpec(const nlohmann::json& spec, const std::string& name = "spec.json") const;
    const std::filesystem::path& folder() const { return m_folder; }

private:
    std::filesystem::path m_folder;
};

// Every byte of a file.
std::string bytesOf(const std::filesystem::path& path);

void writeText(const std::filesystem::path& path, const std::string& text);

// A float32 array as numpy.save writes it.
void writeNpy(const std::filesystem::path& path, const std::vector<float>& values, std::int64_t rows,
              std::int64_t columns);

} // namespace dass::distill
