#include "app/cli/interrupt.h"
#include "app/cli/subcommand.h"
#include "app/cli/verify/verification.h"
#include "core/model/model_placement.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

namespace dass::cli {

namespace {

struct VerifyOptions
{
    std::string folder;
    std::string device = "auto";
    bool json = false;
};

// Infinity has no JSON number.
nlohmann::json numberOrNull(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

void printJson(const std::vector<Verdict>& verdicts, bool pass)
{
    nlohmann::ordered_json files = nlohmann::ordered_json::array();
    for (const Verdict& verdict : verdicts) {
        nlohmann::ordered_json quantities = nlohmann::ordered_json::array();
        for (const Comparison& comparison : verdict.comparisons)
            quantities.push_back({{"quantity", comparison.quantity},
                                  {"error", numberOrNull(comparison.error)},
                                  {"tolerance", comparison.tolerance},
                                  {"pass", comparison.pass}});
        nlohmann::ordered_json file = {{"file", verdict.file}, {"kind", verdict.kind}};
        if (verdict.skipped.empty())
            file["pass"] = verdict.pass();
        else
            file["skipped"] = verdict.skipped;
        file["quantities"] = std::move(quantities);
        files.push_back(std::move(file));
    }
    std::cout << nlohmann::ordered_json{{"pass", pass}, {"files", std::move(files)}}.dump(
                     2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
              << '\n';
}

void printTable(const std::vector<Verdict>& verdicts)
{
    for (const Verdict& verdict : verdicts) {
        if (!verdict.skipped.empty()) {
            std::printf("%-34s skipped: %s\n", verdict.file.c_str(), verdict.skipped.c_str());
            continue;
        }
        for (const Comparison& comparison : verdict.comparisons)
            std::printf("%-34s %-48s error %-10.3g tolerance %-10.3g %s\n", verdict.file.c_str(),
                        comparison.quantity.c_str(), comparison.error, comparison.tolerance,
                        comparison.pass ? "pass" : "FAIL");
    }
    const auto count = [&](auto test) { return std::ranges::count_if(verdicts, test); };
    const auto skipped = count([](const Verdict& v) { return !v.skipped.empty(); });
    const auto failed = count([](const Verdict& v) { return !v.pass(); });
    std::printf("%zu files: %td agree, %td differ, %td skipped\n", verdicts.size(),
                static_cast<std::ptrdiff_t>(verdicts.size()) - skipped - failed, failed, skipped);
}

int verify(const VerifyOptions& options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    const auto [gpu, failure] = tryGpu(options.device);
    if (!failure.empty())
        reporter.warn("verify", failure + "; the CPU is used instead");
    if (gpu)
        reporter.note("networks and operators on " + gpu->title() + " (" + gpu->name() + ")");
    const std::vector<Verdict> verdicts =
        verifyFolder(options.folder, gpu ? gpu->device() : at::Device(at::kCPU), reporter, stop);
    reporter.clear();
    if (stop.stop_requested())
        return kCancelled;
    const bool pass = std::ranges::all_of(verdicts, &Verdict::pass);
    if (options.json)
        printJson(verdicts, pass);
    else
        printTable(verdicts);
    return pass ? kDone : kFailed;
}

} // namespace

void addVerify(CLI::App& program, Action& action)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = program.add_subcommand(
        "verify", "Compare this build with every reference file in a folder; exit 1 if one differs");
    command->add_option("folder", options->folder, "folder of reference files")->required()->type_name("DIR");
    command->add_option("--device", options->device, "auto, cpu, cuda or cuda:N");
    command->add_flag("--json", options->json, "as JSON");
    command->callback(
        [&action, options] { action = [options](ProgressReporter& reporter) { return verify(*options, reporter); }; });
}

} // namespace dass::cli
