#include "core/niah/runner.h"

#include "core/base/error.h"
#include "core/base/own_folder.h"
#include "core/distill/folder_lock.h"
#include "core/niah/experiment_run.h"

namespace dass::niah {

namespace fs = std::filesystem;

namespace {

bool holdsTest(const fs::path& folder)
{
    std::error_code ignored;
    if (fs::exists(folder / "experiment.json", ignored))
        return true;
    const bool noCells = fs::is_empty(folder / "cells", ignored); // what a test leaves that could not begin
    return fs::exists(folder / "cells", ignored) && !noCells;
}

void makeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::Io, folder.string() + ": cannot be made: " + error.message());
}

} // namespace

Outcome runExperiment(const Spec& spec, const fs::path& folder, const RunOptions& options, const std::stop_token& stop,
                      const ProgressSink<RunProgress>& progress)
{
    if (options.estimateOnly)
        return ExperimentRun(spec, folder, options, stop, progress).estimate();
    if (holdsTest(folder) && !options.resume)
        throw Error(ErrorCode::InvalidArgument,
                    folder.string() +
                        ": holds a haystack test already; pass --resume to go on with it, or choose another folder");
    requireOwnFiles(folder, "cells");
    makeFolder(folder);
    const distill::FolderLock lock(folder, "wait for its end, or choose another one");
    makeFolder(folder / "cells");
    return ExperimentRun(spec, folder, options, stop, progress).run();
}

} // namespace dass::niah
