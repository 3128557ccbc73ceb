#include "app/cli/subcommand.h"
#include "core/base/error.h"
#include "core/base/version.h"

#include <clocale>
#include <exception>
#include <iostream>

namespace {

int run(int argc, char** argv)
{
    CLI::App program{"Tags recordings of any length with DASS audio state space models"};
    program.name("dass");
    program.set_version_flag("--version", std::string("dass ") + dass::kVersion);
    program.require_subcommand(1);
    program.option_defaults()->always_capture_default();

    dass::cli::Action action;
    dass::cli::addTag(program, action);
    dass::cli::addFbank(program, action);
    dass::cli::addLogits(program, action);
    dass::cli::addInspect(program, action);
    dass::cli::addConvert(program, action);
    dass::cli::addEval(program, action);
    dass::cli::addDistill(program, action);
    dass::cli::addBenchmark(program, action);
    dass::cli::addVerify(program, action);

    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? dass::cli::kDone : dass::cli::kBadUsage;
    }
    return action();
}

} // namespace

int main(int argc, char** argv)
{
    std::setlocale(LC_ALL, "C"); // numbers in files have a decimal point everywhere
    try {
        return run(argc, argv);
    } catch (const dass::Error& error) {
        std::cerr << "error: " << error.what() << '\n';
        return error.code() == dass::ErrorCode::InvalidArgument ? dass::cli::kBadUsage : dass::cli::kFailed;
    } catch (const std::exception& error) {
        std::cerr << "error: " << dass::describe(error) << '\n';
        return dass::cli::kFailed;
    }
}
