#pragma once

#include "core/niah/runner.h"
#include "tests/base/temporary_folder.h"
#include "tests/base/wav_file.h"
#include "tests/cli/small_model.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

namespace dass::niah {

using Json = nlohmann::json;

// A folder with seven clips of different sound, labels for them, and ways to run experiments on them.
class NiahRun : public testing::Test
{
protected:
    static constexpr int kClips = 7;

    void SetUp() override
    {
        Json data = Json::array();
        const char* mids[] = {"/m/09x0r", "/m/04rlf", "/m/0bt9lr"}; // Speech, Music, Dog
        for (int i = 0; i < kClips; ++i) {
            std::vector<float> samples(static_cast<std::size_t>(16000 * (3 + i)));
            for (std::size_t s = 0; s < samples.size(); ++s)
                samples[s] =
                    static_cast<float>(0.1 * (i + 1) / kClips * std::sin(0.02 * (i + 1) * static_cast<double>(s)) *
                                       (s / 4000 % 2 ? 1 : 0.3));
            const std::string name = "clip" + std::to_string(i) + ".wav";
            writeWav(m_folder / name, samples);
            data.push_back({{"wav", name}, {"labels", std::string(mids[i % 3]) + (i % 2 ? ",/m/07yv9" : "")}});
        }
        write("eval.json", Json{{"data", data}}.dump());
    }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(m_folder / name, std::ios::binary | std::ios::trunc) << text;
    }
    std::string read(const std::filesystem::path& name) const
    {
        std::ifstream file(m_folder.path() / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    static Json spec(const Json& change = Json::object())
    {
        Json json{{"models", {smallModel().string()}},
                  {"needles", {{"list", "eval.json"}}},
                  {"haystacks", {{{"kind", "zero"}}, {{"kind", "white"}}}},
                  {"lengths_frames", {1024, 1600}},
                  {"positions", {0, 0.5}},
                  {"snr_db", {0}},
                  {"bootstrap", {{"resamples", 40}}}};
        json.merge_patch(change);
        return json;
    }

    Outcome run(const Json& json, const std::string& folder, const RunOptions& options = {},
                const std::stop_token& stop = {}, ProgressSink<RunProgress> progress = {})
    {
        return runExperiment(specFromJson(json, m_folder.path(), "spec"), m_folder / folder, options, stop,
                             [&, progress](const RunProgress& now) {
                                 if (!now.message.empty())
                                     m_messages += now.message + "\n";
                                 if (progress)
                                     progress(now);
                             });
    }

    // A table's rows by column; what clocks measured is left out.
    std::vector<std::map<std::string, std::string>> table(const std::string& name) const
    {
        std::istringstream lines(read(name));
        std::vector<std::string> columns;
        std::vector<std::map<std::string, std::string>> rows;
        for (std::string line; std::getline(lines, line);) {
            EXPECT_EQ(line.back(), '\r');
            line.pop_back();
            std::vector<std::string> fields(1);
            bool quoted = false;
            for (char c : line) {
                if (c == '"')
                    quoted = !quoted;
                else if (c == ',' && !quoted)
                    fields.emplace_back();
                else
                    fields.back() += c;
            }
            if (columns.empty()) {
                columns = fields;
                continue;
            }
            EXPECT_EQ(fields.size(), columns.size()) << line;
            auto& row = rows.emplace_back();
            for (std::size_t i = 0; i < std::min(columns.size(), fields.size()); ++i) {
                if (columns[i] != "seconds")
                    row[columns[i]] = fields[i];
            }
        }
        return rows;
    }

    test::TemporaryFolder m_folder;
    std::string m_messages;
};

} // namespace dass::niah
