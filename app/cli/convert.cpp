#include "app/cli/subcommand.h"
#include "core/model/checkpoint.h"

#include <iostream>
#include <memory>
#include <string>

namespace dass::cli {

namespace {

struct ConvertOptions
{
    std::string model;
    std::string folder;
};

int convert(const ConvertOptions& options)
{
    const Checkpoint checkpoint = loadCheckpoint(options.model);
    saveHuggingFace(options.folder, checkpoint.config, checkpoint.parameters, checkpoint.labels, checkpoint.pooling);
    std::cerr << "wrote config.json and model.safetensors to '" << options.folder << "'\n";
    return kDone;
}

} // namespace

void addConvert(CLI::App& program, Action& action)
{
    auto options = std::make_shared<ConvertOptions>();
    CLI::App* command =
        program.add_subcommand("convert", "Write a model of any readable layout as config.json and model.safetensors");
    command->add_option("model", options->model, "weights file, folder or name of an installed model")->required();
    command->add_option("folder", options->folder, "folder to write to; made if it is not there")->required();
    command->callback([&action, options] { action = [options] { return convert(*options); }; });
}

} // namespace dass::cli
