#include "core/distill/rank_failure.h"

#include "core/base/atomic_file.h"
#include "core/base/json_file.h"
#include "core/distill/run_files.h"
#include "core/distill/run_folder.h"

#include <fstream>
#include <unistd.h>

namespace dass::distill {

namespace {

using Json = nlohmann::json;

Json failedStatus(const std::filesystem::path& folder, const std::string& error)
{
    Json status = Json::object();
    try {
        status = readJsonFile(folder / kStatusName, ErrorCode::BadFile);
    } catch (const Error&) {
        // The owner had not come so far.
    }
    if (!status.is_object())
        status = Json::object();
    status["state"] = "failed";
    status["error"] = error;
    status["updated"] = timeStamp();
    return status;
}

void writeStatus(const std::filesystem::path& folder, const Json& status)
{
    writeFileAtomically(folder / kStatusName, status.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

} // namespace

void markFailed(const std::filesystem::path& folder, const std::string& error)
{
    Json status = failedStatus(folder, error);
    status["pid"] = getpid(); // an earlier process may have written what stands there
    status["host"] = hostName();
    status["ending"] = false;
    status["eta_s"] = nullptr;
    writeStatus(folder, status);
}

void recordFailureOfRank(const std::filesystem::path& folder, int rank, const std::string& error)
{
    const std::string words = "rank " + std::to_string(rank) + ": " + error;
    std::ofstream(folder / kLogName, std::ios::app) << timeStamp() << " failed: " << words << std::endl;
    writeStatus(folder, failedStatus(folder, words)); // whose pid and host stay those of the owner
}

} // namespace dass::distill
