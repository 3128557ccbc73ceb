#include "app/cli/interrupt.h"
#include "app/cli/number_checks.h"
#include "app/cli/output_file.h"
#include "app/cli/subcommand.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/thread_count.h"
#include "core/niah/merge.h"
#include "core/niah/runner.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <memory>

namespace dass::cli {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

// Options that say what a specification says, for presets and for trying another model.
struct NiahCommand
{
    std::string spec;
    std::string preset;
    std::vector<std::string> models;
    std::string needles;
    std::string labels;
    std::string teacher;
    std::int64_t limit = -1;
    std::string device;
    std::string precision;
    std::string output;
    std::string shard = "1/1";
    std::string scratch;
    niah::RunOptions options;

    niah::Spec specification() const;
    int run(ProgressReporter& reporter);
};

struct MergeCommand
{
    std::vector<std::string> parts;
    std::string output;

    int run(ProgressReporter& reporter) const
    {
        const std::string to = output.empty() && parts.size() == 1 ? parts.front() : output;
        if (to.empty())
            throw Error(ErrorCode::InvalidArgument,
                        "--output is missing: the folder that the parts are put together in");
        for (const std::string& line : niah::mergeExperiments({parts.begin(), parts.end()}, to))
            reporter.warn(to, line);
        return kDone;
    }
};

niah::Spec NiahCommand::specification() const
{
    Json document = Json::object();
    fs::path base;
    if (!spec.empty()) {
        document = readSpecFile(spec);
        base = fs::absolute(spec).parent_path();
    } else if (preset.empty()) {
        throw Error(ErrorCode::InvalidArgument, "there is no specification; pass SPEC.json or --preset");
    } else {
        base = fs::current_path();
    }
    if (!document.is_object())
        throw Error(ErrorCode::InvalidArgument, spec + ": the specification has to be an object {…}");
    // Paths of the command line start from the working folder.
    const auto path = [](const std::string& text) { return fs::absolute(text).string(); };
    if (!preset.empty())
        document["preset"] = preset;
    if (!models.empty()) {
        document["models"] = Json::array();
        for (const std::string& model : models) {
            std::error_code ignored;
            document["models"].push_back(fs::exists(model, ignored) ? path(model) : model);
        }
    }
    if (!labels.empty())
        document["labels"] = path(labels);
    if (!device.empty())
        document["device"] = device;
    if (!precision.empty())
        document["precision"] = precision;
    const bool aboutNeedles = !needles.empty() || !teacher.empty() || limit >= 0;
    if (aboutNeedles && !(document.contains("needles") && document["needles"].is_object()))
        document["needles"] = Json::object();
    if (!needles.empty())
        document["needles"]["list"] = path(needles);
    if (!teacher.empty())
        document["needles"]["teacher"] = path(teacher);
    if (limit >= 0)
        document["needles"]["limit"] = limit;
    return niah::specFromJson(document, base, spec.empty() ? "preset " + preset : spec);
}

int NiahCommand::run(ProgressReporter& reporter)
{
    if (output.empty() && !options.estimateOnly)
        throw Error(ErrorCode::InvalidArgument, "--output is missing: the folder for the results");
    const std::stop_token stop = stopOnInterrupt();
    options.shard = niah::shardFromText(shard);
    options.scratchFolder = scratch;
    const auto report = [&](const niah::RunProgress& now) {
        if (!now.message.empty() && now.warning != niah::Warning::None) {
            reporter.warn("niah", now.message);
        } else if (!now.message.empty()) {
            reporter.note(now.message);
        } else {
            ProgressLine line;
            line.stage = now.stage;
            line.item = now.item;
            line.fraction = now.fraction;
            line.secondsLeft = now.secondsLeft;
            reporter.update(line);
        }
    };
    const Outcome outcome = niah::runExperiment(specification(), output, options, stop, report);
    return outcome == Outcome::Finished ? kDone : kCancelled;
}

void addMerge(CLI::App& niah, Action& action)
{
    auto command = std::make_shared<MergeCommand>();
    CLI::App* app = niah.add_subcommand("merge", "Put the parts of a test together that --shard made");
    app->add_option("parts", command->parts, "folders of the parts")->required()->type_name("DIR");
    app->add_option("--output,-o", command->output, "folder for the whole; of one part alone, its own")
        ->type_name("DIR");
    app->fallthrough(); // to --progress and --quiet
    app->callback(
        [command, &action] { action = [command](ProgressReporter& reporter) { return command->run(reporter); }; });
}

} // namespace

void addNiah(CLI::App& program, Action& action)
{
    auto command = std::make_shared<NiahCommand>();
    CLI::App* app = program.add_subcommand(
        "niah", "Hide sounds in long recordings and see how well a model still hears them (needle in a haystack)");
    app->add_option("spec", command->spec, "specification (JSON); its relative paths start from its own folder")
        ->type_name("SPEC.json");
    app->add_option("--output,-o", command->output, "folder for scores, tables and the record of the test")
        ->type_name("DIR");
    app->add_option("--preset", command->preset, "start from one of the specifications that ship with the program")
        ->check(CLI::IsMember(niah::presetNames()));
    app->add_option("--model", command->models, "models, in place of the specification's")->type_name("MODEL");
    app->add_option("--needles", command->needles, "list of clips, in place of the specification's")->type_name("LIST");
    app->add_option("--labels", command->labels, "label file, in place of the specification's")->type_name("CSV");
    app->add_option("--teacher", command->teacher, "stored outputs that unlabelled clips get their labels from")
        ->type_name("FILE");
    app->add_option("--limit", command->limit, "needles at most, 0 = all, in place of the specification's")
        ->check(wholeNumberFrom(0, 1'000'000));
    app->add_option("--device", command->device, "auto, cpu, cuda or cuda:N, in place of the specification's (auto)");
    app->add_option("--precision", command->precision,
                    "of the arithmetic, in place of the specification's (fp32); auto takes bf16 where the processor "
                    "has it")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    app->add_flag("--resume", command->options.resume, "go on with the test that the folder holds");
    app->add_option("--shard", command->shard, "do only part I of N, each in a folder of its own")->type_name("I/N");
    app->add_flag("--estimate", command->options.estimateOnly, "say what time and memory it takes, and do no more");
    app->add_option("--scratch", command->scratch, "folder for temporary files; the system's if not given");
    app->add_option("--threads", command->options.threads,
                    "threads of the model; 0 = one a core, -1 = one core left free")
        ->check(wholeNumberFrom(-kMostThreads, kMostThreads));
    app->require_subcommand(0, 1);
    app->callback([app, command, &action] {
        if (app->get_subcommands().empty())
            action = [command](ProgressReporter& reporter) { return command->run(reporter); };
    });
    addMerge(*app, action);
}

} // namespace dass::cli
