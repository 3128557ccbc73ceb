#pragma once

#include "core/results/result_store.h"
#include "tests/base/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dass {

inline std::string bytesOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void writeBytes(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

// A store in a folder of its own, and results as runs would make them.
class ResultsTest : public testing::Test
{
protected:
    static constexpr std::int64_t kClasses = 3;

    std::filesystem::path folder() const { return m_folder / "results"; }
    ResultStore store(std::uint64_t limit = 100 << 20) const { return {folder(), limit}; }

    // A recording of so many seconds, tagged with windows of 1 s.
    Provenance runOf(const std::string& name) const
    {
        const std::filesystem::path file = m_folder / name;
        if (!std::filesystem::exists(file))
            writeBytes(file, "sound of " + name);
        Provenance p;
        describeInput(p, file);
        p.programVersion = "1";
        p.container = "wav";
        p.codec = "pcm_s16le";
        p.sampleRate = 48000;
        p.channels = 2;
        p.modelName = "fake";
        p.modelArchitecture = "DASS";
        p.modelSha256 = std::string(64, 'a');
        p.modelClasses = kClasses;
        p.device = "cpu";
        p.precision = "fp32";
        p.settings.windowSeconds = p.settings.hopSeconds = 1;
        return p;
    }

    static TaggingResult resultOf(int seconds, float first = 0.25F)
    {
        TaggingSettings settings;
        settings.windowSeconds = settings.hopSeconds = 1;
        TaggingResult result;
        result.timing = RowTiming(settings);
        result.samples = std::int64_t{16000} * seconds;
        result.frames = 100 * seconds - 2; // as the filterbank makes them
        result.complete = true;
        result.warnings = {"decoding stopped early"};
        result.probabilities = std::make_shared<ProbabilityMatrix>(kClasses);
        std::vector<float> rows(static_cast<std::size_t>(seconds * kClasses), 0.5F);
        rows[0] = first;
        result.probabilities->append(rows);
        return result;
    }

    std::filesystem::path fileWith(const std::string& suffix) const
    {
        for (const auto& entry : std::filesystem::directory_iterator(folder()))
            if (entry.path().extension() == suffix)
                return entry.path();
        return {};
    }

    test::TemporaryFolder m_folder;
};

} // namespace dass
