#include "app/cli/benchmark_gpu.h"
#include "app/cli/benchmark_measure.h"
#include "app/cli/benchmark_training.h"
#include "app/cli/interrupt.h"
#include "app/cli/number_checks.h"
#include "app/cli/subcommand.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/base/thread_count.h"
#include "core/base/version.h"
#include "core/features/fbank.h"
#include "core/inference/tagging_settings.h"
#include "core/model/device.h"
#include "core/ops/simd_level.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dass::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

struct BenchmarkOptions
{
    std::vector<std::string> models;
    std::string device = "auto";
    std::string precision = "auto";
    std::string simd; // empty = all that the processor has
    int threads = 0;
    double seconds = 3;
    std::vector<double> windows; // seconds
    bool training = false;
    std::int64_t batch = 8;
    bool recompute = false;
    bool json = false;
};

std::vector<Precision> precisionsOf(const BenchmarkOptions& options)
{
    const Precision precision = precisionFromName(options.precision);
    if (precision != Precision::Auto)
        return {precision};
    if (!options.simd.empty())
        return {Precision::Fp32}; // without bf16 in the processor it only costs time
    return {Precision::Fp32, Precision::Bf16};
}

OrderedJson modelJson(TaggingModel& model, const MachineSpeed& machine, double seconds, const std::stop_token& stop)
{
    const ModelSpeed speed = measureModel(model, seconds, stop);
    const double peak = model.precision() == Precision::Bf16 ? machine.gemmBf16 : machine.gemmFp32;
    const double floor = speed.gemmFlop / peak;
    return {{"model", model.info().name},
            {"parameters", model.info().parameters},
            {"device", model.device()},
            {"precision", nameOf(model.precision())},
            {"seconds_per_clip", speed.secondsPerClip},
            {"clips_per_second", 1 / speed.secondsPerClip},
            {"times_real_time", kTrainingSeconds / speed.secondsPerClip},
            {"gemm_gflop", speed.gemmFlop / 1e9},
            {"gemm_floor_seconds", floor},
            {"gemm_floor_share", floor / speed.secondsPerClip},
            {"peak_memory_mb", static_cast<double>(speed.peakBytes) / 1e6},
            {"seconds_by_kind", speed.secondsByKind}};
}

OrderedJson memoryJson(TaggingModel& model, const std::vector<double>& windows, const std::stop_token& stop)
{
    OrderedJson result = OrderedJson::array();
    for (const double seconds : windows) {
        if (stop.stop_requested())
            break;
        const WindowMemory memory = measureMemory(model, std::llround(seconds * fbank::kFramesPerSecond), stop);
        result.push_back({{"model", model.info().name},
                          {"precision", nameOf(model.precision())},
                          {"window_seconds", seconds},
                          {"estimated_mb", static_cast<double>(memory.estimatedBytes) / 1e6},
                          {"peak_mb", static_cast<double>(memory.peakBytes) / 1e6},
                          {"idle_mb", static_cast<double>(memory.idleBytes) / 1e6}});
    }
    return result;
}

OrderedJson scanJson(Precision precision, const MachineSpeed& machine, const std::stop_token& stop)
{
    const ScanSpeed scan = measureScan(precision, stop);
    const double bytesPerSecond = scan.bytes / scan.seconds;
    return {{"precision", nameOf(precision)},
            {"seconds", scan.seconds},
            {"projection_seconds", scan.gemmSeconds},
            {"steps", scan.steps},
            {"bytes", scan.bytes},
            {"gb_per_second", bytesPerSecond / 1e9},
            {"copy_gb_per_second", machine.copyBytes / 1e9},
            {"share_of_copy", bytesPerSecond / machine.copyBytes}};
}

OrderedJson trainingJson(const BenchmarkOptions& options, Precision precision, const MachineSpeed& machine,
                         ProgressReporter& reporter, const std::stop_token& stop)
{
    const std::vector<TrainingCase> cases{
        {"DASS, widths 32 to 256", {32, 64, 128, 256}, {1, 1, 3, 1}, precision, options.recompute},
        {"DASS, widths 48 to 384", {48, 96, 192, 384}, {1, 1, 3, 1}, precision, options.recompute},
        {"DASS-Small", {96, 192, 384, 768}, {2, 2, 8, 2}, precision, options.recompute},
    };
    OrderedJson result = OrderedJson::array();
    for (const TrainingCase& what : cases) {
        if (stop.stop_requested())
            break;
        reporter.update({what.name, "training", {}, {}, {}});
        const TrainingSpeed speed = measureTraining(what, options.batch, options.seconds, stop);
        const double floor = speed.gemmFlop / (precision == Precision::Bf16 ? machine.gemmBf16 : machine.gemmFp32);
        result.push_back({{"model", what.name},
                          {"parameters", speed.parameters},
                          {"precision", nameOf(precision)},
                          {"recompute", what.recomputeBlocks},
                          {"batch", speed.batch},
                          {"seconds_per_clip", speed.secondsPerClip},
                          {"gemm_gflop", speed.gemmFlop / 1e9},
                          {"gemm_floor_seconds", floor},
                          {"gemm_floor_share", floor / speed.secondsPerClip},
                          {"peak_memory_mb", static_cast<double>(speed.peakBytes) / 1e6},
                          {"memory_mb_per_clip", static_cast<double>(speed.peakBytes - speed.baseBytes) / 1e6 /
                                                     static_cast<double>(speed.clipsAtOnce)}});
    }
    return result;
}

// What makes the models to measure, one at a time so that none counts in another's peak of memory. Without --model: the
// bundled one, where there is one, and the two published sizes.
using ModelMaker = std::function<std::unique_ptr<TaggingModel>(const ModelOptions&)>;

std::vector<ModelMaker> modelMakers(const BenchmarkOptions& options, ProgressReporter& reporter)
{
    std::vector<ModelMaker> makers;
    for (const std::string& name : options.models)
        makers.emplace_back([name](const ModelOptions& model) { return TaggingModel::load(name, model); });
    if (!makers.empty())
        return makers;
    if (findResource(kBundledModel))
        makers.emplace_back([](const ModelOptions& model) { return TaggingModel::load({}, model); });
    else
        reporter.note("no bundled model was found; only the published sizes are measured");
    for (const FreshSize size : {FreshSize::Small, FreshSize::Medium})
        makers.emplace_back([size](const ModelOptions& model) { return freshModel(size, model); });
    return makers;
}

// Once a stop was asked for, nothing that counts.
OrderedJson measure(const BenchmarkOptions& options, ProgressReporter& reporter, const std::stop_token& stop)
{
    OrderedJson result{{"program", std::string("dass ") + kVersion}, {"threads", 0}, {"machine", nullptr}};
    result["models"] = OrderedJson::array();
    result["scan"] = OrderedJson::array();
    result["memory"] = OrderedJson::array();
    result["training"] = OrderedJson::array();
    MachineSpeed machine;
    const std::vector<ModelMaker> makers = modelMakers(options, reporter);
    for (const Precision precision : precisionsOf(options)) {
        for (const ModelMaker& make : makers) {
            if (stop.stop_requested())
                return result;
            const auto model = make({options.device, precision, options.threads}); // sets the threads
            if (stop.stop_requested())
                return result;
            if (result["machine"].is_null()) {
                machine = measureMachine(stop);
                result["threads"] = threadsInUse();
                result["machine"] = {{"gemm_fp32_gflop_per_second", machine.gemmFp32 / 1e9},
                                     {"gemm_bf16_gflop_per_second", machine.gemmBf16 / 1e9},
                                     {"copy_gb_per_second", machine.copyBytes / 1e9}};
            }
            reporter.update({model->info().name, "measuring", {}, {}, {}});
            result["models"].push_back(modelJson(*model, machine, options.seconds, stop));
            const OrderedJson memory = memoryJson(*model, options.windows, stop);
            result["memory"].insert(result["memory"].end(), memory.begin(), memory.end());
        }
        if (stop.stop_requested())
            return result;
        result["scan"].push_back(scanJson(precision, machine, stop));
        if (options.training) {
            const OrderedJson training = trainingJson(options, precision, machine, reporter, stop);
            result["training"].insert(result["training"].end(), training.begin(), training.end());
        }
    }
    return result;
}

// Where the time of a clip goes, the largest part first.
void printKinds(const OrderedJson& models)
{
    std::printf("\n%-28s %5s %10s\n", "kinds of layers", "", "ms a clip");
    for (const OrderedJson& model : models) {
        std::vector<std::pair<double, std::string>> kinds;
        for (const auto& [kind, seconds] : model["seconds_by_kind"].items())
            kinds.emplace_back(seconds.get<double>(), kind);
        std::ranges::sort(kinds, std::greater<>());
        for (const auto& [seconds, kind] : kinds)
            std::printf("%-28s %5s %10.2f  %s\n", model["model"].get<std::string>().c_str(),
                        model["precision"].get<std::string>().c_str(), 1e3 * seconds, kind.c_str());
    }
}

void printMemory(const OrderedJson& memory)
{
    std::printf("\n%-28s %5s %10s %12s %12s %12s\n", "memory of one window", "", "seconds", "estimate MB", "peak MB",
                "of it idle");
    for (const OrderedJson& row : memory)
        std::printf("%-28s %5s %10.2f %12.1f %12.1f %12.1f\n", row["model"].get<std::string>().c_str(),
                    row["precision"].get<std::string>().c_str(), row["window_seconds"].get<double>(),
                    row["estimated_mb"].get<double>(), row["peak_mb"].get<double>(), row["idle_mb"].get<double>());
}

void printTraining(const OrderedJson& training)
{
    std::printf("\n%-28s %5s %10s %8s %12s %12s %12s\n", "training step, clips of 10.24 s", "", "parameters", "batch",
                "s a clip", "GEMM floor", "MB a clip");
    for (const OrderedJson& row : training)
        std::printf("%-28s %5s %8.1f M %8ld %12.4f %10.0f %% %12.0f%s\n", row["model"].get<std::string>().c_str(),
                    row["precision"].get<std::string>().c_str(), row["parameters"].get<double>() / 1e6,
                    row["batch"].get<long>(), row["seconds_per_clip"].get<double>(),
                    100 * row["gemm_floor_share"].get<double>(), row["memory_mb_per_clip"].get<double>(),
                    row["recompute"].get<bool>() ? "  blocks recomputed" : "");
}

void print(const OrderedJson& result)
{
    const OrderedJson& machine = result["machine"];
    std::printf("%d threads; matrix product %.0f GFLOP/s fp32, %.0f bf16; copy %.1f GB/s\n\n",
                result["threads"].get<int>(), machine["gemm_fp32_gflop_per_second"].get<double>(),
                machine["gemm_bf16_gflop_per_second"].get<double>(), machine["copy_gb_per_second"].get<double>());
    std::printf("%-28s %5s %10s %9s %12s %12s %10s\n", "model, clips of 10.24 s", "", "s a clip", "clips/s",
                "x real time", "GEMM floor", "peak MB");
    for (const OrderedJson& model : result["models"])
        std::printf("%-28s %5s %10.4f %9.1f %12.0f %10.0f %% %10.0f\n", model["model"].get<std::string>().c_str(),
                    model["precision"].get<std::string>().c_str(), model["seconds_per_clip"].get<double>(),
                    model["clips_per_second"].get<double>(), model["times_real_time"].get<double>(),
                    100 * model["gemm_floor_share"].get<double>(), model["peak_memory_mb"].get<double>());
    printKinds(result["models"]);
    std::printf("\nscan of DASS-Small's blocks, without its projections\n");
    for (const OrderedJson& scan : result["scan"])
        std::printf("%-5s %8.1f ms %8.1f M steps %8.1f MB moved %8.1f GB/s, %.0f %% of a copy's\n",
                    scan["precision"].get<std::string>().c_str(), 1e3 * scan["seconds"].get<double>(),
                    scan["steps"].get<double>() / 1e6, scan["bytes"].get<double>() / 1e6,
                    scan["gb_per_second"].get<double>(), 100 * scan["share_of_copy"].get<double>());
    if (!result["memory"].empty())
        printMemory(result["memory"]);
    if (!result["training"].empty())
        printTraining(result["training"]);
}

// The exit code.
int tell(const OrderedJson& result, void (*print)(const OrderedJson&), const BenchmarkOptions& options,
         ProgressReporter& reporter, const std::stop_token& stop)
{
    reporter.clear();
    if (stop.stop_requested())
        return kCancelled;
    if (options.json)
        std::cout << result.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << std::endl;
    else
        print(result);
    return kDone;
}

int benchmarkGpu(const BenchmarkOptions& options, int index, const std::string& title, ProgressReporter& reporter,
                 const std::stop_token& stop)
{
    if (!options.models.empty() || options.training || !options.windows.empty())
        reporter.note("on a GPU the published sizes are measured, with training; --model, --training and --window are "
                      "for the CPU");
    GpuBenchmark what;
    what.seconds = options.seconds;
    what.precisions = precisionsOf(options);
    what.trainingBatch = options.batch;
    what.progress = [&](const std::string& name) { reporter.update({name, "measuring", {}, {}, {}}); };
    what.note = [&](const std::string& words) { reporter.note(words); };
    const OrderedJson result = measureGpu(index, title, what, stop);
    return tell(result, printGpu, options, reporter, stop);
}

// Nothing where the CPU is to be measured.
std::optional<int> benchmarkOnGpu(const BenchmarkOptions& options, ProgressReporter& reporter,
                                  const std::stop_token& stop)
{
    const DeviceChoice choice = chooseDevice(options.device, 0);
    if (!choice.gpu)
        return std::nullopt;
    try {
        return benchmarkGpu(options, *choice.gpu, choice.name, reporter, stop);
    } catch (const std::exception& error) { // torch's, of a GPU that does not do what it says
        if (options.device != "auto")
            throw;
        reporter.warn("benchmark", choice.name + " (" + gpuName(*choice.gpu) + ") failed: " + describe(error) +
                                       "; the CPU is measured instead");
        return std::nullopt;
    }
}

int benchmark(BenchmarkOptions options, ProgressReporter& reporter)
{
    const std::stop_token stop = stopOnInterrupt();
    if (!options.simd.empty())
        ops::limitSimd(options.simd);
    if (const std::optional<int> done = benchmarkOnGpu(options, reporter, stop))
        return *done;
    options.device = "cpu"; // also where a GPU has just failed
    const OrderedJson result = measure(options, reporter, stop);
    return tell(result, print, options, reporter, stop);
}

} // namespace

void addBenchmark(CLI::App& program, Action& action)
{
    const auto options = std::make_shared<BenchmarkOptions>();
    CLI::App* command = program.add_subcommand("benchmark", "Measure how fast models and the scan run here");
    command
        ->add_option("--model", options->models,
                     "model to measure; may be given several times. Without it: the bundled one, and DASS-Small and "
                     "DASS-Medium with fresh weights")
        ->allow_extra_args(false);
    command->add_option("--device", options->device, "auto, cpu, cuda or cuda:N");
    command->add_option("--precision", options->precision, "fp32, bf16, or auto for both")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    command
        ->add_option("--simd", options->simd,
                     "measure as on a processor that has no more than this: sse4, avx2 or avx512 (without bf16)")
        ->check(CLI::IsMember({"sse4", "avx2", "avx512"}));
    command->add_option("--threads", options->threads, "0 = one a core, -1 = one core left free")
        ->check(wholeNumberFrom(-kMostThreads, kMostThreads));
    command->add_option("--seconds", options->seconds, "to spend on each model")->check(numberFrom(0, 3600));
    command
        ->add_option("--window", options->windows,
                     "also the memory of one window of so many seconds; may be given several times")
        ->check(numberFrom(0.01, 3600))
        ->allow_extra_args(false);
    command->add_flag("--training", options->training, "measure training steps, too: takes minutes and up to 15 GB");
    command->add_option("--batch", options->batch, "clips of a training step")->check(wholeNumberFrom(1, 1024));
    command->add_flag("--recompute", options->recompute, "train with blocks recomputed: less memory, more time");
    command->add_flag("--json", options->json, "print JSON");
    command->callback([options, &action] {
        action = [options](ProgressReporter& reporter) { return benchmark(*options, reporter); };
    });
}

} // namespace dass::cli
