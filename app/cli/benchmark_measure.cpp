#include "app/cli/benchmark_measure.h"

#include "app/cli/operator_times.h"
#include "app/cli/resident_memory.h"
#include "app/cli/scratch_folder.h"
#include "core/base/seconds_since.h"
#include "core/features/fbank.h"
#include "core/model/architecture.h"
#include "core/model/ast_config.h"
#include "core/model/block_cache.h"
#include "core/model/checkpoint.h"
#include "core/ops/ops.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace dass::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRepeats = 7;

double secondsOf(const std::function<void()>& work)
{
    const auto started = Clock::now();
    work();
    return secondsSince(started);
}

// The first run fetches code and memory and does not count.
double bestSeconds(const std::function<void()>& work, const std::stop_token& stop)
{
    work();
    double best = secondsOf(work);
    for (int i = 1; i < kRepeats && !stop.stop_requested(); ++i)
        best = std::min(best, secondsOf(work));
    return best;
}

double gemmSpeed(at::ScalarType type, const std::stop_token& stop)
{
    constexpr std::int64_t kSize = 1024;
    const at::Tensor a = at::randn({kSize, kSize}).to(type);
    const at::Tensor b = at::randn({kSize, kSize}).to(type);
    at::Tensor c = at::empty({kSize, kSize}, a.options());
    return 2.0 * kSize * kSize * kSize / bestSeconds([&] { at::mm_out(c, a, b); }, stop);
}

// Stage s of a clip: an image of 32 / 2^s by 256 / 2^s positions.
struct Image
{
    std::int64_t height;
    std::int64_t width;
    std::int64_t positions() const { return height * width; }
};

Image imageOf(std::size_t stage)
{
    const auto halvings = static_cast<std::int64_t>(stage);
    return {(fbank::kMelBins / 4) >> halvings, (fbank::kClipFrames / 4) >> halvings};
}

struct ScanInputs
{
    at::Tensor x, projection, dtProjection, dtBias, aLogs, ds;
};

ScanInputs scanInputs(const DassStage& stage, const Image& image, at::ScalarType type)
{
    const std::int64_t d = stage.inner;
    return {at::randn({1, image.height, image.width, d}).to(type),
            at::randn({4, stage.rank + 2, d}) / std::sqrt(static_cast<double>(d)),
            at::randn({4, d, stage.rank}) / std::sqrt(static_cast<double>(stage.rank)),
            at::randn({4, d}) * 1.5 - 4.6,
            at::zeros({4 * d, 1}),
            at::ones({4 * d})};
}

double gemmFlopOfAst(const ModelInfo& info)
{
    const auto width = static_cast<double>(info.dims.front());
    const auto tokens = static_cast<double>(kAstTokens + kAstRows * astColumns(fbank::kClipFrames));
    const double block = 12 * width * width * tokens + 2 * tokens * tokens * width; // linears, attention
    return 2 * (static_cast<double>(kAstPatch * kAstPatch) * width * tokens +
                block * static_cast<double>(info.depths.front()));
}

// Values of the size that normalised spectrograms have.
std::vector<float> spectrogramOf(std::int64_t frames)
{
    std::vector<float> values(static_cast<std::size_t>(frames * fbank::kMelBins));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = 0.5F * std::sin(0.01F * static_cast<float>(i));
    return values;
}

std::map<std::string, double> secondsByKindOf(const std::function<void()>& clip, const std::stop_token& stop)
{
    const OperatorTimes times;
    for (int i = 0; i < kRepeats && !stop.stop_requested(); ++i)
        clip();
    std::map<std::string, double> seconds = times.byKind();
    for (auto& [kind, value] : seconds)
        value /= kRepeats;
    return seconds;
}

// While it lives, the model leaves off in the middle of a clip where a stop was asked for.
class StoppableModel
{
public:
    StoppableModel(TaggingModel& model, const std::stop_token& stop) : m_model(model) { m_model.setStop(stop); }
    ~StoppableModel() { m_model.setStop({}); }
    StoppableModel(const StoppableModel&) = delete;
    StoppableModel& operator=(const StoppableModel&) = delete;

private:
    TaggingModel& m_model;
};

} // namespace

double gemmFlopOf(const ModelInfo& info)
{
    if (info.architecture == nameOf(Architecture::Ast))
        return gemmFlopOfAst(info);
    const DassConfig config = DassConfig::of(info.dims, info.depths, info.classes, info.stateSize);
    const auto stem = static_cast<double>(config.stem);
    const auto positions = [](std::size_t stage) { return static_cast<double>(imageOf(stage).positions()); };
    double flop = 4 * positions(0) * 9 * stem + positions(0) * 9 * stem * static_cast<double>(config.stages[0].dim);
    for (std::size_t s = 0; s < config.stages.size(); ++s) {
        const DassStage& stage = config.stages[s];
        const auto d = static_cast<double>(stage.dim);
        const auto inner = static_cast<double>(stage.inner);
        const auto rank = static_cast<double>(stage.rank);
        const auto states = static_cast<double>(config.stateSize);
        const double block =
            2 * d * inner + inner * 4 * (rank + 2 * states) + 4 * rank * inner + 2 * d * static_cast<double>(stage.mlp);
        flop += positions(s) * block * static_cast<double>(stage.depth);
        if (s + 1 < config.stages.size())
            flop += positions(s + 1) * 9 * d * static_cast<double>(config.stages[s + 1].dim);
    }
    return 2 * flop;
}

MachineSpeed measureMachine(const std::stop_token& stop)
{
    const c10::InferenceMode inference;
    MachineSpeed speed;
    speed.gemmFp32 = gemmSpeed(at::kFloat, stop);
    speed.gemmBf16 = gemmSpeed(at::kBFloat16, stop);
    at::Tensor from = at::ones({std::int64_t{32} << 20});
    at::Tensor to = at::empty_like(from);
    speed.copyBytes = 2.0 * static_cast<double>(from.nbytes()) / bestSeconds([&] { to.copy_(from); }, stop);
    from.reset();
    to.reset();
    releaseFreedBlocks(); // they are not part of any model's peak
    return speed;
}

ScanSpeed measureScan(Precision precision, const std::stop_token& stop)
{
    const c10::InferenceMode inference;
    at::manual_seed(1);
    const at::ScalarType type = precision == Precision::Bf16 ? at::kBFloat16 : at::kFloat;
    const DassConfig config = DassConfig::small();
    ScanSpeed speed;
    for (std::size_t s = 0; s < config.stages.size() && !stop.stop_requested(); ++s) {
        const DassStage& stage = config.stages[s];
        const ScanInputs in = scanInputs(stage, imageOf(s), type);
        const at::Tensor flat = in.x.flatten(0, 2);
        const at::Tensor weight = in.projection.flatten(0, 1).t().to(type);
        const double all =
            bestSeconds([&] { ops::ss2d(in.x, in.projection, in.dtProjection, in.dtBias, in.aLogs, in.ds); }, stop);
        const double gemm = bestSeconds([&] { at::mm(flat, weight); }, stop);
        const auto blocks = static_cast<double>(stage.depth);
        speed.seconds += blocks * std::max(all - gemm, 0.0);
        speed.gemmSeconds += blocks * gemm;
        speed.bytes += blocks * 2 * static_cast<double>(in.x.nbytes());
        speed.steps += blocks * 4 * static_cast<double>(in.x.numel());
    }
    return speed;
}

ModelSpeed measureModel(TaggingModel& model, double seconds, const std::stop_token& stop)
{
    const StoppableModel stoppable(model, stop);
    const std::vector<float> clip = spectrogramOf(fbank::kClipFrames);
    std::vector<float> logits(static_cast<std::size_t>(model.info().classes));
    const auto run = [&] { model.logits(clip, 1, fbank::kClipFrames, Pooling::Mean, logits); };

    resetPeakMemory();
    run();
    std::vector<double> times;
    double total = 0;
    do {
        times.push_back(secondsOf(run));
        total += times.back();
    } while (!stop.stop_requested() && (total < seconds || times.size() < kRepeats));
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    const std::int64_t peak = peakResidentBytes();
    return {times[times.size() / 2], gemmFlopOf(model.info()), peak, secondsByKindOf(run, stop)};
}

WindowMemory measureMemory(TaggingModel& model, std::int64_t frames, const std::stop_token& stop)
{
    const StoppableModel stoppable(model, stop);
    const std::vector<float> window = spectrogramOf(frames);
    std::vector<float> logits(static_cast<std::size_t>(model.info().classes));
    releaseFreedBlocks();
    resetPeakMemory();
    const std::int64_t before = residentBytes();
    model.logits(window, 1, frames, Pooling::Mean, logits);
    return {model.workingBytes(1, frames), peakResidentBytes() - before, static_cast<std::int64_t>(freedBytesKept())};
}

std::unique_ptr<TaggingModel> freshModel(FreshSize size, const ModelOptions& options)
{
    const ScratchFolder folder;
    const bool small = size == FreshSize::Small;
    const DassConfig config = small ? DassConfig::small() : DassConfig::medium();
    const auto path = folder.path() / (small ? "DASS-Small (fresh weights)" : "DASS-Medium (fresh weights)");
    saveHuggingFace(path, config, freshParameters(config, 1), {});
    return TaggingModel::load(path, options);
}

int threadsInUse()
{
    return at::get_num_threads();
}

} // namespace dass::cli
