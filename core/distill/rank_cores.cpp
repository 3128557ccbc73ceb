#include "core/distill/rank_cores.h"

#include "core/base/thread_count.h"
#include "core/distill/run_folder.h"

#include <algorithm>
#include <sched.h>
#include <sstream>

namespace dass::distill {

namespace {

std::vector<int> allowedCores()
{
    std::vector<int> cores;
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0)
        for (int core = 0; core < CPU_SETSIZE; ++core)
            if (CPU_ISSET(core, &allowed))
                cores.push_back(core);
    return cores;
}

// A host's name holds no space.
std::string placeOf(const std::vector<int>& cores)
{
    std::string text = hostName() + " ";
    for (const int core : cores)
        text += std::to_string(core) + ",";
    return text;
}

std::vector<int> coresOfPlace(const std::string& place)
{
    std::vector<int> cores;
    std::istringstream list(place.substr(std::min(place.size(), place.find(' ') + 1)));
    for (std::string core; std::getline(list, core, ',');)
        cores.push_back(std::stoi(core));
    return cores;
}

// 0-3,8
std::string rangesText(const std::vector<int>& cores)
{
    std::string text;
    for (std::size_t first = 0; first < cores.size();) {
        std::size_t last = first;
        while (last + 1 < cores.size() && cores[last + 1] == cores[last] + 1)
            ++last;
        text += (text.empty() ? "" : ",") + std::to_string(cores[first]);
        if (last > first)
            text += "-" + std::to_string(cores[last]);
        first = last + 1;
    }
    return text;
}

} // namespace

int sharersOf(const std::vector<std::string>& places, std::size_t rank)
{
    const std::string host = places[rank].substr(0, places[rank].find(' '));
    const std::vector<int> mine = coresOfPlace(places[rank]);
    int sharers = 0;
    for (const std::string& place : places) {
        if (place.substr(0, place.find(' ')) != host)
            continue;
        const std::vector<int> theirs = coresOfPlace(place);
        const bool isShared =
            mine.empty() || theirs.empty() || // unknown: they might be any
            std::ranges::any_of(theirs, [&](int core) { return std::ranges::binary_search(mine, core); });
        sharers += isShared ? 1 : 0;
    }
    return std::max(1, sharers);
}

RankCores coresOf(Ranks& ranks)
{
    RankCores found;
    found.cores = allowedCores();
    found.coresOfHost = std::max(1, static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)));
    if (ranks.size() > 1)
        found.sharers = sharersOf(ranks.gather(placeOf(found.cores)), static_cast<std::size_t>(ranks.rank()));
    return found;
}

int threadsOf(int choice, const RankCores& cores)
{
    if (choice > 0)
        return choice;
    const int mine = cores.cores.empty() ? coreCount() : static_cast<int>(cores.cores.size());
    return std::max(1, threadCount(choice, mine) / cores.sharers);
}

std::string coresText(const RankCores& cores, int ranks, int threads)
{
    std::string text = std::to_string(ranks) + " processes; this one computes with " + std::to_string(threads) +
                       (threads == 1 ? " thread" : " threads");
    if (!cores.cores.empty())
        text += " on " + std::string(cores.cores.size() == 1 ? "core " : "cores ") + rangesText(cores.cores) + " of " +
                std::to_string(cores.coresOfHost);
    if (cores.sharers > 1)
        text += ", which " + std::to_string(cores.sharers) + " share";
    if (cores.cores.size() == 1 && cores.coresOfHost > ranks)
        text += "; its starter bound it to one core: --bind-to none or --map-by slot:PE=N (mpirun), --cpus-per-task "
                "(srun) give it more";
    return text;
}

} // namespace dass::distill
