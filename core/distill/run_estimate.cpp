#include "core/distill/run_estimate.h"

#include "core/base/error.h"
#include "core/distill/data_list.h"
#include "core/distill/label_table.h"

#include <algorithm>
#include <cstdlib>
#include <sys/resource.h>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostSteps = 20;
constexpr double kLongEnough = 6;         // s
constexpr double kForwardShare = 1.0 / 3; // of a training step

class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string name = (fs::temp_directory_path() / "dass-estimate-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr)
            throw Error(ErrorCode::Io, name + ": cannot be made; is there room among the temporary files?");
        m_path = name;
    }
    ~TemporaryFolder()
    {
        std::error_code left; // to the system, which clears them
        fs::remove_all(m_path, left);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

double evaluationSeconds(const Spec& spec, double stepSeconds)
{
    if (spec.data.eval.empty())
        return 0;
    const LabelTable table(spec.data.labels);
    const auto clips = static_cast<double>(
        readDataList(spec.data.eval, table, {spec.data.root, spec.data.splitColumn, spec.data.evalSplit}).clips.size());
    const auto evaluations = static_cast<double>((spec.schedule.epochs + spec.evalEvery - 1) / spec.evalEvery);
    const double clipSeconds = stepSeconds / static_cast<double>(spec.batch) * kForwardShare *
                               static_cast<double>(spec.data.evalFrames) / static_cast<double>(spec.data.clipFrames);
    return evaluations * clips * clipSeconds;
}

} // namespace

std::optional<RunEstimate> estimateRun(const Spec& spec, const DistillOptions& options, const std::stop_token& stop)
{
    const TemporaryFolder folder;
    Spec trial = spec;
    trial.checkpointSteps = kMostSteps + 1;
    trial.data.eval.clear(); // evaluations are counted by themselves; one may take longer than the trial
    std::stop_source enough;
    const std::stop_callback also(stop, [&] { enough.request_stop(); });
    RunEstimate estimate;
    double seconds = 0; // of all steps but the first, in which memory and kernels are made ready
    const auto watch = [&](const DistillProgress& now) {
        if (!now.message.empty())
            return;
        if (now.step > 1 && estimate.stepSeconds == 0)
            seconds += now.stepSeconds;
        estimate.measured = now.step - 1;
        estimate.steps = now.steps;
        if (estimate.measured == 0 || estimate.stepSeconds > 0 ||
            (now.step < kMostSteps && seconds < kLongEnough && now.step < now.steps))
            return;
        estimate.stepSeconds = seconds / static_cast<double>(estimate.measured);
        enough.request_stop();
    };
    distill(trial, folder.path() / "run", options, enough.get_token(), watch);
    if (stop.stop_requested())
        return std::nullopt;
    if (estimate.stepSeconds <= 0)
        throw Error(ErrorCode::InvalidArgument, "the run is too short to be measured: it has fewer than two steps");
    estimate.evaluationSeconds = evaluationSeconds(spec, estimate.stepSeconds);
    estimate.expectedSeconds = static_cast<double>(estimate.steps) * estimate.stepSeconds + estimate.evaluationSeconds;
    rusage usage{};
    if (getrusage(RUSAGE_SELF, &usage) == 0)
        estimate.memoryBytes = static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
    return estimate;
}

} // namespace dass::distill
