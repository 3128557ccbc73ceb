#include "core/distill/distill.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/distill/final_model.h"
#include "core/distill/text_file.h"
#include "core/distill/trainer.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <thread>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// A resumed run has to be the same run: the keys that differ are named.
void requireSameSpec(const fs::path& kept, const std::string& wanted)
{
    const Json before = Json::parse(readTextFile(kept), nullptr, false);
    if (before.is_discarded())
        throw Error(ErrorCode::BadFile, kept.string() + ": is damaged; start again in another folder");
    std::string keys;
    for (const Json& change : Json::diff(before, Json::parse(wanted)))
        keys += (keys.empty() ? "" : ", ") + change.at("path").get<std::string>();
    if (!keys.empty())
        throw Error(ErrorCode::InvalidArgument, kept.string() + ": the run was started with another " + keys +
                                                    "; resume it with its own specification, or start another from "
                                                    "its checkpoint");
}

void keepSpec(const fs::path& folder, const Spec& spec, bool resume)
{
    const fs::path kept = folder / "spec.json";
    const std::string text = specText(spec);
    if (resume && fs::exists(kept))
        requireSameSpec(kept, text);
    else
        writeFileAtomically(kept, text);
}

Outcome runInFolder(const Spec& spec, RunFolder& folder, const DistillOptions& options, const std::stop_token& stop,
                    const ProgressSink<DistillProgress>& progress)
{
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    at::set_num_threads(1); // of one operation: the workers share out the clips
    WorkerPool workers(options.threads > 0 ? options.threads : cores);
    RunData data = readRunData(spec);
    Trainer trainer(spec, data, folder, workers, progress);
    if (options.resume)
        trainer.resume();
    const Outcome outcome = trainer.run(stop);
    if (outcome == Outcome::Finished)
        writeFinalModel(spec, data, folder, trainer, workers, stop);
    folder.writeStatus(trainer.status(outcome == Outcome::Finished ? RunState::Finished : RunState::Cancelled));
    return outcome;
}

} // namespace

Outcome distill(const fs::path& specPath, const fs::path& folderPath, const DistillOptions& options,
                const std::stop_token& stop, const ProgressSink<DistillProgress>& progress)
{
    const Spec spec = readSpec(specPath);
    RunFolder folder(folderPath, options.resume);
    keepSpec(folderPath, spec, options.resume);
    try {
        return runInFolder(spec, folder, options, stop, progress);
    } catch (const std::exception& error) {
        RunStatus status;
        status.state = RunState::Failed;
        status.error = describe(error);
        folder.log("failed: " + status.error);
        folder.writeStatus(status);
        throw;
    }
}

} // namespace dass::distill
