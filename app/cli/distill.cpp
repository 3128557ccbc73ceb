#include "core/distill/distill.h"

#include "app/cli/interrupt.h"
#include "app/cli/subcommand.h"
#include "core/base/thread_count.h"

#include <memory>

namespace dass::cli {

namespace {

struct DistillCommand
{
    std::string spec;
    std::string output;
    distill::DistillOptions options;

    int run(ProgressReporter& reporter) const
    {
        const std::stop_token stop = stopOnInterrupt();
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
        const Outcome outcome = distill::distill(spec, output, options, stop, report);
        return outcome == Outcome::Finished ? kDone : kCancelled;
    }
};

} // namespace

void addDistill(CLI::App& program, Action& action)
{
    auto command = std::make_shared<DistillCommand>();
    CLI::App* app = program.add_subcommand("distill", "Train a student from teachers, as a specification says");
    app->add_option("spec", command->spec, "specification (JSON); its relative paths start from its own folder")
        ->required()
        ->type_name("SPEC.json")
        ->check(CLI::ExistingFile);
    app->add_option("--output,-o", command->output, "run folder: state, metrics, checkpoints and the finished model")
        ->required()
        ->type_name("DIR");
    app->add_flag("--resume", command->options.resume, "go on with the run that the folder holds");
    app->add_option("--threads", command->options.threads,
                    "threads of the arithmetic; 0 = one a core, -1 = one core left free")
        ->check(CLI::Range(-kMostThreads, kMostThreads));
    app->callback(
        [command, &action] { action = [command](ProgressReporter& reporter) { return command->run(reporter); }; });
}

} // namespace dass::cli
