#include "app/cli/interrupt.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/model/checkpoint.h"
#include "core/model/model_files.h"

#include <filesystem>
#include <memory>
#include <string>

namespace dass::cli {

namespace {

struct ConvertOptions
{
    std::string model;
    std::string folder;
};

// Into the model's own folder the result may go as long as it replaces nothing of the model: its weights may be
// narrower there, and its config.json may hold more than is read from it.
void requireOtherModel(const ConvertOptions& options)
{
    const std::filesystem::path weights = resolveModelPath(options.model);
    const std::filesystem::path folder = options.folder;
    for (const char* name : {kWeightsName, kConfigName})
        requireOtherFile({weights, weights.parent_path() / kConfigName}, folder / name);
}

int convert(const ConvertOptions& options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    requireOtherModel(options);
    const Checkpoint checkpoint = loadCheckpoint(options.model);
    if (stop.stop_requested())
        return kCancelled;
    saveHuggingFace(options.folder, checkpoint.config, checkpoint.parameters, checkpoint.labels, checkpoint.pooling);
    reporter.note("wrote config.json and model.safetensors to '" + options.folder + "'");
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
    command->callback(
        [&action, options] { action = [options](ProgressReporter& reporter) { return convert(*options, reporter); }; });
}

} // namespace dass::cli
