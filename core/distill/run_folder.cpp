#include "core/distill/run_folder.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <fstream>
#include <sys/file.h>
#include <unistd.h>

namespace dass::distill {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

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

std::string hostName()
{
    char name[256] = {};
    return gethostname(name, sizeof name - 1) == 0 ? name : "";
}

template <class T>
Json valueOrNull(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

// Kernel-held, so that it ends with the process however that ends.
int lockFolder(const fs::path& folder)
{
    const fs::path path = folder / "lock";
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        throw Error(ErrorCode::Io, path.string() + ": cannot be made: " + std::strerror(errno));
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        close(descriptor);
        throw Error(ErrorCode::InvalidArgument,
                    folder.string() +
                        ": another dass distill is at work in this folder; wait, or put a file named stop "
                        "there to end it");
    }
    return descriptor;
}

void appendLine(const fs::path& path, const std::string& line)
{
    std::ofstream stream(path, std::ios::app);
    stream << line << '\n' << std::flush;
    if (!stream)
        throw Error(ErrorCode::Io, path.string() + ": cannot be written");
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

RunFolder::RunFolder(fs::path folder, bool resume) : m_folder(std::move(folder)), m_started(timeStamp())
{
    std::error_code failure;
    fs::create_directories(checkpoints(), failure);
    if (failure)
        throw Error(ErrorCode::Io, m_folder.string() + ": cannot be made: " + failure.message());
    m_lock = lockFolder(m_folder);
    if (!resume && fs::exists(m_folder / "spec.json")) {
        close(m_lock);
        throw Error(ErrorCode::InvalidArgument,
                    m_folder.string() +
                        ": holds a run already; pass --resume to go on with it, or choose another folder");
    }
}

RunFolder::~RunFolder()
{
    close(m_lock);
}

fs::path RunFolder::epochWeights(std::int64_t epoch) const
{
    char name[64];
    std::snprintf(name, sizeof name, "epoch-%04lld.safetensors", static_cast<long long>(epoch));
    return checkpoints() / name;
}

void RunFolder::writeStatus(const RunStatus& status) const
{
    Json object{{"state", nameOf(status.state)},
                {"pid", getpid()},
                {"host", hostName()},
                {"epoch", status.epoch},
                {"epochs", status.epochs},
                {"step", status.step},
                {"steps", status.steps},
                {"clips_per_s", status.clipsPerSecond},
                {"eta_s", valueOrNull(status.secondsLeft)},
                {"started", m_started},
                {"updated", timeStamp()},
                {"best_mAP", valueOrNull(status.bestMeanAveragePrecision)},
                {"error", status.error.empty() ? Json() : Json(status.error)}};
    writeFileAtomically(m_folder / "status.json", object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void RunFolder::appendMetrics(const std::string& jsonLine)
{
    appendLine(m_folder / "metrics.jsonl", jsonLine);
}

void RunFolder::log(const std::string& message)
{
    appendLine(m_folder / "log.txt", timeStamp() + " " + message);
}

bool RunFolder::pauseWanted() const
{
    std::error_code ignored; // a folder that cannot be looked at holds no wish
    return fs::exists(m_folder / "pause", ignored);
}

bool RunFolder::takeStop() const
{
    std::error_code ignored;
    return fs::remove(m_folder / "stop", ignored);
}

} // namespace dass::distill
