#pragma once

#include "core/base/text_file.h"
#include "core/distill/distill.h"
#include "tests/base/temporary_folder.h"
#include "tests/distill/toy_data.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace dass::distill {

using Json = nlohmann::json;

// Runs that train on the toy data, and what they leave in their folders.
class RunTest : public testing::Test
{
protected:
    std::filesystem::path run() const { return m_folder.path() / "run"; }

    Outcome train(const Json& spec, const std::string& folder = "run", DistillOptions options = {},
                  const ProgressSink<DistillProgress>& progress = {}, const std::stop_token& stop = {})
    {
        return distill(m_toy.writeSpec(spec), m_folder.path() / folder, options, stop, progress);
    }

    // The lines of metrics.jsonl of one kind.
    std::vector<Json> metrics(const std::string& kind, const std::string& folder = "run") const
    {
        std::istringstream stream(readTextFile(m_folder.path() / folder / "metrics.jsonl"));
        std::vector<Json> lines;
        for (std::string line; std::getline(stream, line);) {
            Json object = Json::parse(line);
            if (object.at("kind") == kind)
                lines.push_back(std::move(object));
        }
        return lines;
    }

    Json status() const { return Json::parse(readTextFile(run() / "status.json")); }

    test::TemporaryFolder m_folder;
    ToyData m_toy{m_folder.path()};
};

} // namespace dass::distill
