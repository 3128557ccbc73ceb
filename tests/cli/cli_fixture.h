#pragma once

#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"
#include "tests/cli/process.h"
#include "tests/cli/small_model.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace dass {

// A folder with a recording of 25 s, and ways to run `dass` in it.
class CliTest : public testing::Test
{
protected:
    void SetUp() override { writeWav(at("tone.wav"), glidingTone(25 * 16000)); }

    std::string at(const std::string& name) const { return (m_folder.path() / name).string(); }
    bool exists(const std::string& name) const { return std::filesystem::exists(at(name)); }
    void write(const std::string& name, const std::string& bytes) const
    {
        std::ofstream(at(name), std::ios::binary) << bytes;
    }
    std::string read(const std::string& name) const
    {
        std::ifstream file(at(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    Process start(std::vector<std::string> arguments) const { return {std::move(arguments), m_folder.path().string()}; }
    ProcessResult run(std::vector<std::string> arguments) const { return start(std::move(arguments)).wait(); }

    // dass tag ... with the small model, fp32
    static std::vector<std::string> tagArguments(std::vector<std::string> more)
    {
        more.insert(more.begin(), {"tag", "--model", smallModel().string(), "--precision", "fp32"});
        return more;
    }
    ProcessResult tag(std::vector<std::string> more) const { return run(tagArguments(std::move(more))); }

    static std::size_t countOf(const std::string& text, const std::string& part)
    {
        std::size_t count = 0;
        for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
            ++count;
        return count;
    }

    test::TemporaryFolder m_folder;
};

} // namespace dass
