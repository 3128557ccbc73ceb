#include "core/distill/distill.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "core/distill/final_model.h"
#include "core/distill/trainer.h"
#include "core/model/block_cache.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// What a backward pass frees is what the next forward pass wants, so nearly all of it is worth keeping.
constexpr std::size_t kKeptBytes = std::size_t{2} << 30;

void tell(const ProgressSink<DistillProgress>& progress, const std::string& message)
{
    if (!progress)
        return;
    DistillProgress line;
    line.message = message;
    progress(line);
}

// A resumed run has to be the same run: the keys that differ are named.
void requireSameSpec(const fs::path& kept, const std::string& wanted)
{
    const Json before = Json::parse(specText(readSpec(kept))); // which may lack keys, as its author wrote it
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
    writeFileAtomically(kept, text); // every key filled in, also of one that lay there waiting
}

// `failed` becomes the status of a run that throws: how far it has come.
Outcome runInFolder(const Spec& spec, RunFolder& folder, const DistillOptions& options, const std::stop_token& stop,
                    const ProgressSink<DistillProgress>& progress, RunStatus& failed)
{
    at::set_num_threads(1); // of one operation: the workers share out the clips
    keepFreedBlocks(kKeptBytes);
    WorkerPool workers(options.threads > 0 ? options.threads : threadCount(options.threads));
    RunData data = readRunData(spec);
    Trainer trainer(spec, data, folder, workers, progress);
    try {
        if (options.resume)
            trainer.resume();
        Outcome outcome = trainer.run(stop);
        if (outcome == Outcome::Finished)
            outcome = writeFinalModel(spec, data, folder, trainer, workers, stop);
        folder.writeStatus(trainer.status(outcome == Outcome::Finished ? RunState::Finished : RunState::Cancelled));
        return outcome;
    } catch (...) {
        failed = trainer.status(RunState::Failed);
        throw;
    }
}

// A full disk may refuse this as well, which must not hide the failure that is told of.
void recordFailure(RunFolder& folder, const RunStatus& status, const ProgressSink<DistillProgress>& progress)
{
    const auto attempt = [&](const auto& write) {
        try {
            write();
        } catch (const std::exception& error) {
            tell(progress, describe(error));
        }
    };
    attempt([&] { folder.writeStatus(status); });
    attempt([&] { folder.log("failed: " + status.error); });
}

} // namespace

Outcome distill(const fs::path& spec, const fs::path& folder, const DistillOptions& options,
                const std::stop_token& stop, const ProgressSink<DistillProgress>& progress)
{
    return distill(readSpec(spec), folder, options, stop, progress);
}

Outcome distill(const Spec& spec, const fs::path& folderPath, const DistillOptions& options,
                const std::stop_token& stop, const ProgressSink<DistillProgress>& progress)
{
    RunFolder folder(folderPath, options.resume);
    keepSpec(folderPath, spec, options.resume);
    if (options.resume && folder.isFinished()) {
        tell(progress, "nothing is left to do: the finished model is in " + folderPath.string());
        return Outcome::Finished;
    }
    RunStatus failed;
    failed.state = RunState::Failed;
    try {
        return runInFolder(spec, folder, options, stop, progress, failed);
    } catch (const std::exception& error) {
        failed.error = describe(error);
        recordFailure(folder, failed, progress);
        throw;
    }
}

} // namespace dass::distill
