#include "core/distill/rank_failure.h"

#include "core/base/atomic_file.h"
#include "core/distill/json_file.h"
#include "core/distill/run_folder.h"

#include <fstream>

namespace dass::distill {

void markFailed(const std::filesystem::path& folder, const std::string& error)
{
    using Json = nlohmann::json;
    Json status = Json::object();
    try {
        status = readJsonFile(folder / "status.json", ErrorCode::BadFile);
    } catch (const Error&) {
        // The owner had not come so far.
    }
    if (!status.is_object())
        status = Json::object();
    status["state"] = "failed";
    status["error"] = error;
    status["updated"] = timeStamp();
    writeFileAtomically(folder / "status.json", status.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

void recordFailureOfRank(const std::filesystem::path& folder, int rank, const std::string& error)
{
    const std::string words = "rank " + std::to_string(rank) + ": " + error;
    std::ofstream(folder / "log.txt", std::ios::app) << timeStamp() << " failed: " << words << std::endl;
    markFailed(folder, words);
}

} // namespace dass::distill
