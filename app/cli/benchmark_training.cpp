#include "app/cli/benchmark_training.h"

#include "app/cli/benchmark_measure.h"
#include "app/cli/resident_memory.h"
#include "core/base/seconds_since.h"
#include "core/distill/adam.h"
#include "core/distill/training_step.h"
#include "core/features/fbank.h"
#include "core/model/architecture.h"
#include "core/model/block_cache.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace dass::cli {

namespace {

constexpr std::int64_t kClasses = 527;
constexpr std::int64_t kFrames = 1024;
constexpr std::size_t kFewestSteps = 3; // steps
constexpr double kPassesOfAStep = 3;    // forward, and one product each for the gradients of inputs and of weights
constexpr std::size_t kKeptBytes = std::size_t{2} << 30; // as a distillation run keeps

std::vector<float> noise(std::int64_t count, double scale)
{
    const at::Tensor values = at::randn({count}) * scale;
    return {values.const_data_ptr<float>(), values.const_data_ptr<float>() + count};
}

ModelInfo networkOf(const TrainingCase& what)
{
    ModelInfo info;
    info.architecture = nameOf(Architecture::Dass);
    info.dims = what.dims;
    info.depths = what.depths;
    info.classes = kClasses;
    info.stateSize = 1;
    return info;
}

} // namespace

TrainingSpeed measureTraining(const TrainingCase& what, std::int64_t batchClips, double seconds,
                              const std::stop_token& stop)
{
    at::manual_seed(1);
    releaseFreedBlocks(); // of what was measured before
    keepFreedBlocks(kKeptBytes);
    resetPeakMemory();
    TrainingSpeed speed;
    speed.batch = batchClips;
    speed.clipsAtOnce = std::min<std::int64_t>(batchClips, distill::kShardClips * at::get_num_threads());
    speed.baseBytes = residentBytes();

    distill::Spec spec;
    spec.student.dims = what.dims;
    spec.student.depths = what.depths;
    spec.precision = what.precision;
    spec.recomputeBlocks = what.recomputeBlocks;
    spec.loss.kd = distill::KdKind::Bce;
    spec.loss.kdWeight = 1;
    distill::Student student(spec, kClasses);
    speed.parameters = student.network().parameterCount();
    speed.gemmFlop = kPassesOfAStep * gemmFlopOf(networkOf(what));
    const distill::LiveTeachers teachers(spec, kClasses, student);
    distill::Adam adam(student.parameters(), spec.optimizer);
    distill::WorkerPool workers(at::get_num_threads());
    distill::Batch batch{batchClips,
                         kFrames,
                         noise(batchClips * kFrames * fbank::kMelBins, 0.5),
                         std::vector<float>(static_cast<std::size_t>(batchClips * kClasses)),
                         noise(batchClips * kClasses, 3),
                         {}};

    std::vector<double> times;
    std::int64_t step = 0;
    const auto run = [&] {
        const auto started = std::chrono::steady_clock::now();
        computeGradients(student, teachers, spec, batch, step++, workers);
        adam.step(spec.optimizer.lr);
        return secondsSince(started);
    };
    run(); // fetches code and memory
    if (stop.stop_requested())
        return speed;
    double total = 0;
    do {
        times.push_back(run());
        total += times.back();
    } while (!stop.stop_requested() && (total < seconds || times.size() < kFewestSteps));
    std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
    speed.secondsPerClip = times[times.size() / 2] / static_cast<double>(batchClips);
    speed.peakBytes = peakResidentBytes();
    return speed;
}

} // namespace dass::cli
