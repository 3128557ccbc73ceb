#pragma once

#include "core/model/tagging_model.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dass::cli {

// --model, --device, --precision and --threads, the same for every subcommand that runs a model.
struct ModelChoice
{
    std::string model; // file, folder or name; empty = the bundled one
    std::string device = "auto";
    std::string precision = "auto";
    int threads = 0;

    void addTo(CLI::App& subcommand);
    ModelOptions options() const;
    std::vector<std::filesystem::path> files() const; // that the model is read from, where they are known before
    std::unique_ptr<TaggingModel> load() const;       // throws what TaggingModel::load throws
};

} // namespace dass::cli
