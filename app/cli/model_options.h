#pragma once

#include "core/model/tagging_model.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace dass::cli {

// --model, --device, --precision and --threads, the same for every subcommand that runs a model.
struct ModelChoice
{
    std::string model; // file, folder or name; empty = the bundled one
    std::string device = "auto";
    std::string precision = "auto";
    int threads = 0;

    void addTo(CLI::App& subcommand);
    void addDeviceTo(CLI::App& subcommand); // without --model

    ModelOptions options() const; // throws Error(InvalidArgument)
    std::unique_ptr<TaggingModel> load() const;
};

// The file or folder that --model means: a path, else the name of a model in one of the folders for models (beside the
// program, and in the user's data folder). Empty means the bundled model. Throws Error(NotFound) with the names that
// there are.
std::filesystem::path findModel(const std::string& nameOrPath);

} // namespace dass::cli
