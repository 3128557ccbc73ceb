#include "core/distill/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/own_folder.h"
#include "core/base/text_file.h"
#include "core/distill/run_files.h"
#include "core/model/model_files.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <ctime>
#include <unistd.h>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

constexpr const char* kSavedStep = "saved_step";

std::string nameOf(RunState state)
{
    switch (state) {
    case RunState::Running:
        return "running";
    case RunState::Paused:
        return "paused";
    case RunState::Finished:
        return "finished";
    case RunState::Failed:
        return "failed";
    case RunState::Cancelled:
        return "cancelled";
    }
    return {};
}

template <class T>
OrderedJson valueOrNull(const std::optional<T>& value)
{
    return value ? OrderedJson(*value) : OrderedJson();
}

// A specification alone is no run yet: it waits in its folder to be started.
bool holdsRun(const fs::path& folder)
{
    return isThere(folder / kMetricsName) || isThere(folder / "checkpoints" / "last");
}

// Before anything is made in a folder that may be somebody else's.
void requireRoom(const fs::path& folder, bool resume)
{
    if (holdsRun(folder)) {
        if (resume)
            return;
        throw Error(ErrorCode::InvalidArgument,
                    folder.string() +
                        ": holds a run already; pass --resume to go on with it, or choose another folder");
    }
    for (const char* name : {kWeightsName, kConfigName, kModelCardName, kClassesName, kConfusionsName}) {
        if (isThere(folder / name))
            throw Error(ErrorCode::InvalidArgument, folder.string() + ": holds no run but " + name +
                                                        ", which the run would replace; choose another folder");
    }
}

fs::path madeFolder(fs::path folder, bool resume)
{
    requireRoom(folder, resume);
    requireOwnFiles(folder, "checkpoints");
    std::error_code failure;
    fs::create_directories(folder / "checkpoints", failure);
    if (failure)
        throw Error(ErrorCode::Io, folder.string() + ": cannot be made: " + failure.message());
    return folder;
}

// A killed run may have left half a line, to which the next one would be glued.
void removeCutLine(const fs::path& path)
{
    if (!isThere(path))
        return;
    const std::string text = readTextFile(path);
    std::error_code failure;
    if (!text.empty() && text.back() != '\n')
        fs::resize_file(path, text.rfind('\n') + 1, failure); // npos + 1 is 0: nothing but the half line
    if (failure)
        throw Error(ErrorCode::Io, path.string() + ": cannot be written: " + failure.message());
}

bool holdsEpochs(const fs::path& checkpoints)
{
    std::error_code failure;
    for (fs::directory_iterator entry(checkpoints, failure), end; !failure && entry != end; entry.increment(failure))
        if (entry->path().extension() == ".safetensors" && entry->path().filename().native().starts_with("epoch-"))
            return true;
    return false;
}

} // namespace

std::string timeStamp()
{
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::string hostName()
{
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

RunFolder::RunFolder(fs::path folder, bool resume)
    : m_folder(madeFolder(std::move(folder), resume)), m_started(timeStamp())
{
    m_lock.emplace(m_folder, "wait, or put a file named stop there to end it");
    if (resume)
        removeCutLine(m_folder / kMetricsName);
}

RunFolder::RunFolder(OfOther /*tag*/, fs::path folder) : m_folder(std::move(folder)) {}

bool RunFolder::isFinished() const
{
    const fs::path status = m_folder / kStatusName;
    if (!isThere(status) || !isThere(m_folder / kWeightsName))
        return false;
    try {
        const nlohmann::json object = readJsonFile(status, ErrorCode::BadFile);
        return object.is_object() && object.value("state", nlohmann::json()) == nameOf(RunState::Finished);
    } catch (const Error&) {
        return false; // a damaged status says nothing, and the run writes a new one
    }
}

bool RunFolder::hasBegun() const
{
    return isThere(m_folder / kMetricsName) || isThere(m_folder / kStatusName);
}

bool RunFolder::hadState(std::int64_t checkpointSteps) const
{
    nlohmann::json status;
    try {
        status = readJsonFile(m_folder / kStatusName, ErrorCode::BadFile);
    } catch (const Error&) {
        // it is not there, or damaged
    }
    if (!status.is_object())
        return holdsEpochs(checkpoints());
    if (const auto saved = status.find(kSavedStep); saved != status.end())
        return !saved->is_null();
    const nlohmann::json step = status.value("step", nlohmann::json());
    return step.is_number_integer() && step.get<std::int64_t>() >= checkpointSteps && holdsEpochs(checkpoints());
}

fs::path RunFolder::epochWeights(std::int64_t epoch) const
{
    char name[64];
    std::snprintf(name, sizeof name, "epoch-%04lld.safetensors", static_cast<long long>(epoch));
    return checkpoints() / name;
}

void RunFolder::writeStatus(const RunStatus& status) const
{
    if (!isOwn())
        return;
    OrderedJson object{{"state", nameOf(status.state)},
                       {"pid", getpid()},
                       {"host", hostName()},
                       {"epoch", status.epoch},
                       {"epochs", status.epochs},
                       {"step", status.step},
                       {"steps", status.steps},
                       {kSavedStep, valueOrNull(status.savedStep)},
                       {"clips_per_s", status.clipsPerSecond},
                       {"eta_s", valueOrNull(status.secondsLeft)},
                       {"started", m_started},
                       {"updated", timeStamp()},
                       {"best_mAP", valueOrNull(status.bestMeanAveragePrecision)},
                       {"published_mAP", valueOrNull(m_published)},
                       {"ending", status.ending},
                       {"error", status.error.empty() ? OrderedJson() : OrderedJson(status.error)}};
    writeFileAtomically(m_folder / kStatusName,
                        object.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

void RunFolder::appendMetrics(const std::string& jsonLine)
{
    if (isOwn())
        appendBytes(m_folder / kMetricsName, jsonLine + '\n');
}

void RunFolder::log(const std::string& message)
{
    if (isOwn())
        appendBytes(m_folder / kLogName, timeStamp() + " " + message + '\n');
}

bool RunFolder::pauseWanted() const
{
    std::error_code ignored; // a folder that cannot be looked at holds no wish
    return isOwn() && fs::exists(m_folder / kPauseName, ignored);
}

bool RunFolder::pauseIsOver() const
{
    std::error_code failure;
    return !isOwn() || (!fs::exists(m_folder / kPauseName, failure) && !failure);
}

bool RunFolder::stopWanted() const
{
    std::error_code ignored; // likewise
    return isOwn() && fs::exists(m_folder / kStopName, ignored);
}

bool RunFolder::takeStop() const
{
    std::error_code ignored;
    return isOwn() && fs::remove(m_folder / kStopName, ignored);
}

} // namespace dass::distill
