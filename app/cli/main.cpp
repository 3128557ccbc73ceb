#include "app/cli/output_file.h"
#include "app/cli/progress_reporter.h"
#include "app/cli/subcommand.h"
#include "core/base/error.h"
#include "core/base/one_line.h"
#include "core/base/version.h"

#include <clocale>
#include <csignal>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <string>

namespace {

using namespace dass::cli;

void addSubcommands(CLI::App& program, Action& action, ProgressOptions& progress)
{
    addTag(program, action);
    addFbank(program, action);
    addLogits(program, action);
    addInspect(program, action);
    addConvert(program, action);
    addEval(program, action);
    addDistill(program, action);
    addNiah(program, action);
    addBenchmark(program, action);
    addVerify(program, action);
    for (CLI::App* subcommand : program.get_subcommands({}))
        progress.addTo(*subcommand);
}

// A file that is opened later must not become one of the standard streams; writing to one that is closed stays an
// error.
void occupyClosedStreams()
{
    for (const int stream : {0, 1, 2})
        if (fcntl(stream, F_GETFD) < 0)
            (void)open("/dev/null", O_RDONLY); // takes the lowest free number
}

int perform(const Action& action, ProgressReporter& reporter)
{
    try {
        const int code = action(reporter);
        if (code == kDone)
            requirePrinted();
        return code;
    } catch (const dass::Error& error) {
        reporter.error(error.what());
        return error.code() == dass::ErrorCode::InvalidArgument ? kBadUsage : kFailed;
    } catch (const std::exception& error) {
        reporter.error(dass::describe(error));
        return kFailed;
    }
}

// "dass niah merge", as far as it was understood.
std::string commandOf(const CLI::App& program)
{
    std::string words = program.get_name();
    for (const CLI::App* app = &program; !app->get_subcommands().empty();) {
        app = app->get_subcommands().front();
        words += " " + app->get_name();
    }
    return words;
}

// What the parser ends the program with: help and version on stdout, or what was wrong on stderr.
int endOf(const CLI::App& program, const CLI::ParseError& end)
{
    if (end.get_exit_code() != 0) {
        std::cerr << "error: " << dass::oneLine(end.what()) << "; " << commandOf(program) << " --help tells more"
                  << std::endl;
        return kBadUsage;
    }
    program.exit(end);
    try {
        requirePrinted();
        return kDone;
    } catch (const dass::Error& error) {
        std::cerr << "error: " << error.what() << std::endl;
        return kFailed;
    }
}

} // namespace

int main(int argc, char** argv)
{
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN); // a file that grows beyond a limit is then an error that names it
#endif
#ifdef SIGPIPE
    std::signal(SIGPIPE, SIG_IGN); // a reader that leaves ends no training; on stdout it is an error that says so
#endif
    occupyClosedStreams();
    std::setlocale(LC_ALL, "C"); // numbers in files have a decimal point everywhere
    CLI::App program{"Tags recordings of any length with DASS audio state space models"};
    program.name("dass");
    program.set_version_flag("--version", std::string("dass ") + dass::kVersion);
    program.require_subcommand(1);
    program.option_defaults()->always_capture_default();
    Action action;
    ProgressOptions progress;
    addSubcommands(program, action, progress);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return endOf(program, error);
    }
    ProgressReporter reporter(progress.resolved());
    return perform(action, reporter);
}
