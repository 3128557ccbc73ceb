#pragma once

#include "app/cli/progress_reporter.h"

#include <CLI/CLI.hpp>

#include <functional>

namespace dass::cli {

// Exit codes of formats.md.
inline constexpr int kDone = 0;
inline constexpr int kFailed = 1;
inline constexpr int kBadUsage = 2;
inline constexpr int kCancelled = 130;

// What a chosen subcommand does; returns an exit code. dass::Error and other exceptions are reported by main(). One
// that takes long calls stopOnInterrupt() before anything else.
using Action = std::function<int(ProgressReporter&)>;

// Each adds one subcommand with its options to the program and sets `action` when it is the one that was called.
void addTag(CLI::App& program, Action& action);
void addFbank(CLI::App& program, Action& action);
void addLogits(CLI::App& program, Action& action);
void addInspect(CLI::App& program, Action& action);
void addConvert(CLI::App& program, Action& action);
void addEval(CLI::App& program, Action& action);
void addDistill(CLI::App& program, Action& action);
void addNiah(CLI::App& program, Action& action);
void addBenchmark(CLI::App& program, Action& action);
void addVerify(CLI::App& program, Action& action);

} // namespace dass::cli
