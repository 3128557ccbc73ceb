#include "core/niah/runner.h"

#include "core/base/error.h"
#include "core/base/folder_lock.h"
#include "core/base/make_folder.h"
#include "core/base/own_folder.h"
#include "core/niah/experiment_run.h"

namespace dass::niah {

namespace fs = std::filesystem;

namespace {

constexpr const char* kOtherFolder = "choose another folder for the test";

bool holdsTest(const fs::path& folder)
{
    std::error_code ignored;
    if (fs::exists(folder / kRecordName, ignored))
        return true;
    const bool noCells = fs::is_empty(folder / "cells", ignored); // what a test leaves that could not begin
    return fs::exists(folder / "cells", ignored) && !noCells;
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
    makeFolder(folder, kOtherFolder);
    const FolderLock lock(folder, "wait for its end, or choose another one");
    makeFolder(folder / "cells", kOtherFolder);
    return ExperimentRun(spec, folder, options, stop, progress).run();
}

} // namespace dass::niah
