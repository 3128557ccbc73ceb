#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace dass::architecture {
namespace {

namespace fs = std::filesystem;

// Where a text stands in quotes, below the source's root.
std::vector<std::string> filesThatSay(const std::string& name)
{
    std::vector<std::string> found;
    for (const char* folder : {"core", "app", "ui"}) {
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(DASS_SOURCE_DIR) / folder)) {
            if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") {
                continue;
            }
            std::ifstream file(entry.path());
            const std::string text{std::istreambuf_iterator<char>(file), {}};
            if (text.find('"' + name + '"') != std::string::npos) {
                found.push_back(fs::relative(entry.path(), DASS_SOURCE_DIR).generic_string());
            }
        }
    }
    return found;
}

// Whoever reads or writes such a file names it by the constant of the layer that owns it.
TEST(FileNames, StandInTheHeaderThatOwnsThemAlone)
{
    using testing::ElementsAre;
    for (const char* name : {"model.safetensors", "config.json", "model-card.md"}) {
        EXPECT_THAT(filesThatSay(name), ElementsAre("core/model/model_files.h")) << name;
    }
    for (const char* name :
         {"spec.json", "status.json", "state.json", "metrics.jsonl", "log.txt", "classes.csv", "confusions.csv"}) {
        EXPECT_THAT(filesThatSay(name), ElementsAre("core/distill/run_files.h")) << name;
    }
    for (const char* name : {"experiment.json", "cells.csv", "needles.csv"}) {
        EXPECT_THAT(filesThatSay(name), ElementsAre("core/niah/record.h")) << name;
    }
}

} // namespace
} // namespace dass::architecture
