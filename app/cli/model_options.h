#pragma once

#include "core/model/tagging_model.h"

#include <CLI/CLI.hpp>

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
    ModelOptions options() const;
    std::unique_ptr<TaggingModel> load() const; // throws what TaggingModel::load throws
};

} // namespace dass::cli
