#include "app/cli/subcommand.h"
#include "core/base/one_line.h"
#include "core/base/sha256.h"
#include "core/model/architecture.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/checkpoint.h"
#include "core/model/htsat_checkpoint.h"

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

using Facts = nlohmann::ordered_json;

Facts describe(const Checkpoint& checkpoint)
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

Facts describe(const AstCheckpoint& checkpoint)
{
    const AstConfig& config = checkpoint.config;
    Facts facts{
        {"path", checkpoint.path.string()},          {"name", checkpoint.name},
        {"architecture", nameOf(Architecture::Ast)}, {"layout", nameOf(checkpoint.layout)},
        {"depths", std::vector{config.depth}},       {"dims", std::vector{config.width}},
        {"heads", std::vector{config.heads}},        {"positions", nameOf(config.positions)},
    };
    if (config.positions == AstPositions::Learned)
        facts["patches"] = std::vector{kAstRows, config.columns};
    facts.update({{"parameters", config.parameterCount()},
                  {"classes", config.classes},
                  {"embedding_size", config.width},
                  {"sha256", sha256OfFile(checkpoint.path)}});
    return facts;
}

Facts describe(const HtsatCheckpoint& checkpoint)
{
    const HtsatConfig& config = checkpoint.config;
    return {
        {"path", checkpoint.path.string()},
        {"name", checkpoint.name},
        {"architecture", nameOf(Architecture::Htsat)},
        {"layout", nameOf(Layout::Official)},
        {"depths", config.depths()},
        {"dims", config.dims()},
        {"heads", config.heads()},
        {"parameters", config.parameterCount()},
        {"classes", config.classes},
        {"embedding_size", config.embeddingSize()},
        {"sha256", sha256OfFile(checkpoint.path)},
    };
}

Facts factsOf(const std::filesystem::path& model)
{
    switch (architectureOf(model)) {
    case Architecture::Dass:
        return describe(loadCheckpoint(model));
    case Architecture::Ast:
        return describe(loadAstCheckpoint(model));
    case Architecture::Htsat:
        return describe(loadHtsatCheckpoint(model));
    }
    return {};
}

int inspect(const InspectOptions& options)
{
    const Facts facts = factsOf(options.model);
    if (options.json) {
        std::cout << facts.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
        return kDone;
    }
    for (const auto& [key, value] : facts.items()) {
        std::string label = key + ':';
        label.resize(18, ' ');
        std::cout << label << (value.is_string() ? dass::oneLine(value.get<std::string>()) : value.dump()) << '\n';
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
