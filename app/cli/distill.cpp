#include "core/distill/distill.h"

#include "app/cli/interrupt.h"
#include "app/cli/number_checks.h"
#include "app/cli/subcommand.h"
#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "core/distill/presets.h"
#include "core/distill/ranks.h"
#include "core/distill/run_estimate.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <limits>
#include <memory>

namespace dass::cli {

namespace {

struct DistillCommand
{
    std::string spec;
    std::string preset;
    distill::PresetFiles files;
    std::string output;
    bool estimates = false;
    distill::DistillOptions options;

    int run(ProgressReporter& reporter) const
    {
        const std::stop_token stop =
            stopOnInterrupt(); // before MPI starts threads, which are to ignore the signals too
        const std::unique_ptr<distill::Ranks> joined = distill::joinRanks();
        distill::Ranks alone;
        distill::Ranks& ranks = joined ? *joined : alone;
        try {
            return train(ranks, stop, reporter);
        } catch (const distill::SharedError& error) {
            if (ranks.isFirst())
                throw;
            return error.code() == ErrorCode::InvalidArgument ? kBadUsage : kFailed; // the first one tells it
        } catch (const std::exception& error) {
            if (ranks.size() == 1)
                throw;
            reporter.error("rank " + std::to_string(ranks.rank()) + ": " + describe(error));
            ranks.abort();
            throw;
        }
    }

    int estimate(const std::stop_token& stop) const
    {
        const std::optional<distill::RunEstimate> found = distill::estimateRun(specification(), options, stop);
        if (!found)
            return kCancelled;
        const nlohmann::ordered_json object{{"steps", found->steps},
                                            {"measured_steps", found->measured},
                                            {"step_s", found->stepSeconds},
                                            {"evaluation_s", found->evaluationSeconds},
                                            {"expected_s", found->expectedSeconds},
                                            {"peak_memory_bytes", found->memoryBytes}};
        std::cout << object.dump(2) << "\n";
        return kDone;
    }

    int train(distill::Ranks& ranks, const std::stop_token& stop, ProgressReporter& reporter) const
    {
        if (estimates && ranks.size() > 1)
            throw Error(ErrorCode::InvalidArgument, "--estimate measures one process; start it without mpirun or srun");
        if (estimates)
            return estimate(stop);
        distill::Spec whole;
        distill::together(ranks, [&] { whole = specification(); });
        distill::DistillOptions all = options;
        all.ranks = &ranks;
        const auto report = [&](const distill::DistillProgress& now) {
            if (!now.message.empty()) {
                reporter.note(now.message);
                return;
            }
            ProgressLine line;
            line.stage = "training";
            line.item = "epoch " + std::to_string(now.epoch) + "/" + std::to_string(now.epochs);
            line.fraction = static_cast<double>(now.step) / static_cast<double>(now.steps);
            line.secondsLeft = now.secondsLeft;
            reporter.update(line);
        };
        const Outcome outcome = distill::distill(whole, output, all, stop, report);
        return outcome == Outcome::Finished ? kDone : kCancelled;
    }

    distill::Spec specification() const
    {
        if (output.empty() && !estimates)
            throw Error(ErrorCode::InvalidArgument, "--output is missing: the run needs a folder");
        if (spec.empty() == preset.empty())
            throw Error(ErrorCode::InvalidArgument, "name either a specification or --preset");
        if (!spec.empty())
            return distill::readSpec(spec);
        return distill::readSpec(distill::presetDocument(preset, files), "--preset " + preset,
                                 std::filesystem::current_path());
    }
};

struct PresetsCommand
{
    std::string name;

    int run() const
    {
        if (name.empty()) {
            std::size_t width = 0;
            for (const distill::Preset& preset : distill::presets())
                width = std::max(width, preset.name.size());
            for (const distill::Preset& preset : distill::presets())
                std::cout << preset.name << std::string(width + 2 - preset.name.size(), ' ') << preset.what << "\n";
            return kDone;
        }
        const distill::Preset* preset = distill::findPreset(name);
        if (preset == nullptr)
            throw Error(ErrorCode::InvalidArgument,
                        "there is no preset \"" + name + "\"; dass distill presets lists them");
        std::cout << distill::presetText(*preset);
        return kDone;
    }
};

void addPresets(CLI::App& distill, Action& action)
{
    auto command = std::make_shared<PresetsCommand>();
    CLI::App* app = distill.add_subcommand("presets", "List the presets, or print one as a specification to fill in");
    app->add_option("name", command->name, "the preset to print")->type_name("NAME");
    app->fallthrough(); // to --progress and --quiet
    app->callback([command, &action] { action = [command](ProgressReporter&) { return command->run(); }; });
}

void addPresetFiles(CLI::App& app, distill::PresetFiles& files)
{
    const auto add = [&](const char* name, std::string& value, const char* what, const char* type) {
        app.add_option(name, value, what)->type_name(type)->needs("--preset");
    };
    app.add_option("--corpus", files.corpus,
                   "with --preset: folder with manifest.csv, class_labels_indices.csv and teacher_logits_f16.npy")
        ->type_name("DIR")
        ->needs("--preset");
    add("--train", files.train, "with --preset: list of the training clips", "LIST");
    add("--eval", files.eval, "with --preset: list of the evaluation clips", "LIST");
    add("--labels", files.labels, "with --preset: label file", "CSV");
    add("--root", files.root, "with --preset: folder that the lists' relative paths start from", "DIR");
    add("--checkpoint", files.checkpoint, "with --preset: weights that the student starts from", "FILE");
    app.add_option("--teacher", files.teachers, "with --preset: a file of each of its teachers, in their order")
        ->type_name("FILE")
        ->needs("--preset");
    app.add_option("--eval-teacher", files.evalTeachers,
                   "with --preset: a stored teacher's outputs for the evaluation clips")
        ->type_name("FILE")
        ->needs("--preset");
    app.add_option("--epochs", files.epochs, "with --preset: in place of its own")
        ->check(wholeNumberFrom(1, 1'000'000))
        ->needs("--preset");
    app.add_option("--seed", files.seed, "with --preset: of everything random")
        ->check(wholeNumberFrom(0, std::numeric_limits<std::int64_t>::max()))
        ->needs("--preset");
}

} // namespace

void addDistill(CLI::App& program, Action& action)
{
    auto command = std::make_shared<DistillCommand>();
    CLI::App* app =
        program.add_subcommand("distill", "Train a student from teachers, as a specification or a preset says");
    app->add_option("spec", command->spec, "specification (JSON); its relative paths start from its own folder")
        ->type_name("SPEC.json")
        ->check(CLI::ExistingFile);
    app->add_option("--output,-o", command->output, "run folder: state, metrics, checkpoints and the finished model")
        ->type_name("DIR");
    app->add_flag("--resume", command->options.resume, "go on with the run that the folder holds");
    app->add_flag("--estimate", command->estimates,
                  "make a few steps, print what the whole run would take on this computer as JSON, and leave nothing");
    app->add_option("--preset", command->preset, "a specification that ships with the program, with the files below")
        ->check(CLI::IsMember(distill::presetNames()));
    addPresetFiles(*app, command->files);
    app->add_option("--threads", command->options.threads,
                    "threads of the arithmetic; 0 = one a core, -1 = one core left free")
        ->check(wholeNumberFrom(-kMostThreads, kMostThreads));
    app->require_subcommand(0, 1);
    app->callback([app, command, &action] {
        if (app->get_subcommands().empty())
            action = [command](ProgressReporter& reporter) { return command->run(reporter); };
    });
    addPresets(*app, action);
}

} // namespace dass::cli
