#include "app/cli/subcommand.h"
#include "core/base/sha256.h"
#include "core/model/checkpoint.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace dass::cli {

namespace {

struct InspectOptions
{
    std::string model;
    bool json = false;
};

nlohmann::ordered_json describe(const Checkpoint& checkpoint)
{
    return {
        {"path", checkpoint.path.string()},
        {"name", checkpoint.name},
        {"architecture", "DASS"},
        {"layout", nameOf(checkpoint.layout)},
        {"depths", checkpoint.config.depths()},
        {"dims", checkpoint.config.dims()},
        {"state_size", checkpoint.config.stateSize},
        {"parameters", checkpoint.config.parameterCount()},
        {"classes", checkpoint.config.classes},
        {"embedding_size", checkpoint.config.embeddingSize()},
        {"pooling", nameOf(checkpoint.pooling)},
        {"sha256", sha256OfFile(checkpoint.path)},
    };
}

int inspect(const InspectOptions& options)
{
    const nlohmann::ordered_json facts = describe(loadCheckpoint(options.model));
    if (options.json) {
        std::cout << facts.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
        return kDone;
    }
    for (const auto& [key, value] : facts.items()) {
        std::string label = key + ':';
        label.resize(18, ' ');
        std::cout << label << (value.is_string() ? value.get<std::string>() : value.dump()) << '\n';
    }
    return kDone;
}

} // namespace

void addInspect(CLI::App& program, Action& action)
{
    auto options = std::make_shared<InspectOptions>();
    CLI::App* command = program.add_subcommand(
        "inspect", "Tell a model's architecture, depths, dims, parameters, classes, layout and SHA-256");
    command->add_option("model", options->model,
                        "weights file, folder or name of an installed model; the bundled one "
                        "if not given");
    command->add_flag("--json", options->json, "as JSON");
    command->callback([&action, options] { action = [options](ProgressReporter&) { return inspect(*options); }; });
}

} // namespace dass::cli
