#include "core/distill/distill.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/distill/final_model.h"
#include "core/distill/leaving_process.h"
#include "core/distill/memory_shortage.h"
#include "core/distill/published_score.h"
#include "core/distill/rank_cores.h"
#include "core/distill/rank_failure.h"
#include "core/distill/run_files.h"
#include "core/distill/stopped_model.h"
#include "core/distill/trainer.h"
#include "core/model/block_cache.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

// What a backward pass frees is what the next forward pass wants, so nearly all of it is worth keeping.
constexpr std::size_t kKeptBytes = std::size_t{2} << 30;
// Giving back the memory of a large run may take a process some seconds.
constexpr std::chrono::seconds kLongestLeaving{20};

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
    for (const Json& change : Json::diff(before, Json::parse(wanted))) {
        const auto path = change.at("path").get<std::string>();
        if (path != "/preset") // of which all keys are there
            keys += (keys.empty() ? "" : ", ") + path;
    }
    if (!keys.empty())
        throw Error(ErrorCode::InvalidArgument, kept.string() + ": the run was started with another " + keys +
                                                    "; resume it with that file, or start another from its "
                                                    "checkpoint");
}

void keepSpec(const fs::path& folder, const Spec& spec, bool resume)
{
    const fs::path kept = folder / kSpecName;
    const std::string text = specText(spec);
    if (resume && fs::exists(kept))
        requireSameSpec(kept, text);
    writeFileAtomically(kept, text); // every key filled in, also of one that lay there waiting
}

int threadsOf(const DistillOptions& options, Ranks& ranks, RunFolder& folder,
              const ProgressSink<DistillProgress>& progress)
{
    const RankCores cores = coresOf(ranks);
    const int threads = threadsOf(options.threads, cores);
    if (ranks.size() > 1) {
        folder.log(coresText(cores, ranks.size(), threads));
        tell(progress, coresText(cores, ranks.size(), threads));
    }
    return threads;
}

// Scoring may take minutes, in which neither pause nor stop is looked for.
void tellEnding(const RunFolder& folder, const Trainer& trainer)
{
    RunStatus status = trainer.status(RunState::Running);
    status.ending = true;
    status.secondsLeft.reset(); // is of steps
    folder.writeStatus(status);
}

// `failed` becomes the status of a run that throws: how far it has come.
Outcome runInFolder(const Spec& spec, RunFolder& folder, const DistillOptions& options, Ranks& ranks,
                    const std::stop_token& stop, const ProgressSink<DistillProgress>& progress, RunStatus& failed)
{
    at::set_num_threads(1); // of one operation: the workers share out the clips
    keepFreedBlocks(kKeptBytes);
    WorkerPool workers(threadsOf(options, ranks, folder, progress));
    std::optional<RunData> read;
    std::optional<Trainer> made;
    together(ranks, [&] {
        tellingShortage(spec, MemoryUse::Start, [&] {
            read = readRunData(spec);
            made.emplace(spec, *read, folder, workers, ranks, progress);
            if (options.resume)
                made->resume();
            if (!made->isResumed())
                requireTellingNames(read->table, spec.data.labels);
        });
    });
    RunData& data = *read;
    Trainer& trainer = *made;
    if (data.eval.store)
        folder.setPublished(publishedScore(spec, data.table, data.eval.store->clips()));
    try {
        Outcome outcome = trainer.run(stop);
        if (outcome == Outcome::Finished || trainer.isStoppedByAPerson())
            together(ranks, [&] { tellEnding(folder, trainer); });
        if (outcome == Outcome::Finished)
            outcome = writeFinalModel(spec, data, folder, trainer, workers, stop);
        RunStatus ended = trainer.status(outcome == Outcome::Finished ? RunState::Finished : RunState::Cancelled);
        if (outcome != Outcome::Finished && trainer.isStoppedByAPerson()) {
            const std::optional<double> best = writeStoppedModel(spec, data, folder, trainer, workers, stop);
            if (best && !(ended.bestMeanAveragePrecision >= *best))
                ended.bestMeanAveragePrecision = best;
        }
        folder.writeStatus(ended);
        return outcome;
    } catch (...) {
        failed = trainer.status(RunState::Failed);
        throw;
    }
}

// A full disk may refuse this as well, which must not hide the failure that is told of.
void recordFailure(RunFolder& folder, const RunStatus& status, const Ranks& ranks,
                   const ProgressSink<DistillProgress>& progress)
{
    const auto attempt = [&](const auto& write) {
        try {
            write();
        } catch (const std::exception& error) {
            tell(progress, describe(error));
        }
    };
    if (!folder.isOwn()) {
        attempt([&] { recordFailureOfRank(folder.path(), ranks.rank(), status.error); });
        return;
    }
    attempt([&] {
        // A run that could not be gone on with came as far as before.
        if (status.steps == 0 && fs::exists(folder.path() / kStatusName))
            markFailed(folder.path(), status.error);
        else
            folder.writeStatus(status);
    });
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
    Ranks alone;
    Ranks& ranks = options.ranks == nullptr ? alone : *options.ranks;
    const ProgressSink<DistillProgress> sink = ranks.isFirst() ? progress : nullptr;
    std::optional<RunFolder> folder;
    double finished[] = {0};
    together(ranks, [&] {
        if (!ranks.isFirst())
            return;
        if (options.resume)
            waitForLeaving(folderPath, kLongestLeaving, stop, [&] {
                tell(sink, "waiting for the process that has just ended in " + folderPath.string());
            });
        folder.emplace(folderPath, options.resume);
        keepSpec(folderPath, spec, options.resume);
        finished[0] = options.resume && folder->isFinished() ? 1 : 0;
    });
    ranks.sum(finished);
    if (finished[0] > 0) {
        tell(sink, "nothing is left to do: the finished model is in " + folderPath.string());
        return Outcome::Finished;
    }
    if (!folder)
        folder.emplace(RunFolder::OfOther(), folderPath);
    RunStatus failed;
    failed.state = RunState::Failed;
    try {
        return runInFolder(spec, *folder, options, ranks, stop, sink, failed);
    } catch (const SharedError& error) {
        failed.error = describe(error);
        if (folder->isOwn())
            recordFailure(*folder, failed, ranks, sink);
        throw;
    } catch (const std::exception& error) {
        failed.error = describe(error);
        recordFailure(*folder, failed, ranks, sink);
        throw;
    }
}

} // namespace dass::distill
