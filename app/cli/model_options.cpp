#include "app/cli/model_options.h"

#include "app/cli/number_checks.h"
#include "core/base/thread_count.h"
#include "core/model/model_files.h"

#include <system_error>

namespace dass::cli {

void ModelChoice::addTo(CLI::App& subcommand)
{
    subcommand.add_option("--model", model,
                          "weights file, folder (config.json + model.safetensors) or name of an installed model; "
                          "the bundled one if not given");
    subcommand.add_option("--device", device, "auto, cpu, cuda or cuda:N");
    subcommand.add_option("--precision", precision, "of the arithmetic; auto takes bf16 where the processor has it")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    subcommand
        .add_option("--threads", threads,
                    "threads of the model; 0 = one a core, -1 = one core left free (-2 two, and so on)")
        ->check(wholeNumberFrom(-kMostThreads, kMostThreads));
}

ModelOptions ModelChoice::options() const
{
    return {device, precisionFromName(precision), threads};
}

std::vector<std::filesystem::path> ModelChoice::files() const
{
    if (model.empty())
        return {};
    const std::filesystem::path path = model;
    std::error_code missing; // loading it says so
    if (std::filesystem::is_directory(path, missing))
        return {path / kWeightsName, path / kConfigName};
    return {path, path.parent_path() / kConfigName};
}

std::unique_ptr<TaggingModel> ModelChoice::load() const
{
    return TaggingModel::load(model, options());
}

} // namespace dass::cli
