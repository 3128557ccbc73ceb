#include "app/cli/model_options.h"

namespace dass::cli {

void ModelChoice::addTo(CLI::App& subcommand)
{
    subcommand.add_option("--model", model,
                          "weights file, folder (config.json + model.safetensors) or name of an installed model; "
                          "the bundled one if not given");
    subcommand.add_option("--device", device, "auto, cpu, cuda or cuda:N");
    subcommand.add_option("--precision", precision, "of the arithmetic; auto takes bf16 where the processor has it")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    subcommand.add_option("--threads", threads, "threads of the model; 0 = as many as there are cores")
        ->check(CLI::Range(0, 1024));
}

ModelOptions ModelChoice::options() const
{
    return {device, precisionFromName(precision), threads};
}

std::unique_ptr<TaggingModel> ModelChoice::load() const
{
    return TaggingModel::load(model, options());
}

} // namespace dass::cli
