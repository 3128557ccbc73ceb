#include "core/distill/ranks.h"

#include "core/base/error.h"
#include "core/base/plugin_file.h"
#include "core/distill/mpi_plugin.h"

#include <cstdlib>
#include <dlfcn.h>
#include <exception>
#include <filesystem>
#include <utility>

namespace dass::distill {

namespace {

constexpr const char* kPlugin = "libdass_mpi.so";

// How many processes the starter says there are: OpenMPI's and MPICH's mpirun, and Slurm's srun of this step.
int startedProcesses()
{
    for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS"}) {
        if (const char* value = std::getenv(name))
            return std::atoi(value);
    }
    return 1;
}

DassMpi loadPlugin(int processes)
{
    const std::filesystem::path file = findPluginFile(kPlugin).value_or(kPlugin); // else by the system's own search
    // MPI loads parts of its own, which look for its symbols among the global ones.
    void* plugin = dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL);
    void* start = plugin == nullptr ? nullptr : dlsym(plugin, "dassStartMpi");
    if (start == nullptr) {
        const char* reason = dlerror();
        throw Error(ErrorCode::NotFound, std::string(kPlugin) + ": cannot be loaded (" +
                                             (reason == nullptr ? "no reason given" : reason) +
                                             "), but this is one of " + std::to_string(processes) +
                                             " processes that were started together; build with MPI, or start one");
    }
    return reinterpret_cast<DassMpi (*)()>(start)();
}

class MpiRanks final : public Ranks
{
public:
    explicit MpiRanks(const DassMpi& mpi) : m_mpi(mpi) {}
    ~MpiRanks() override { m_mpi.finish(); }
    MpiRanks(const MpiRanks&) = delete;
    MpiRanks& operator=(const MpiRanks&) = delete;

    bool mayHaveThreads() const { return m_mpi.mayHaveThreads; }
    int rank() const override { return m_mpi.rank; }
    int size() const override { return m_mpi.size; }
    int onThisHost() const override { return m_mpi.onThisHost; }
    void sum(std::span<float> values) override
    {
        m_mpi.sumFloats(values.data(), static_cast<std::int64_t>(values.size()));
    }
    void sum(std::span<double> values) override
    {
        m_mpi.sumDoubles(values.data(), static_cast<std::int64_t>(values.size()));
    }
    std::vector<std::string> gather(const std::string& text) override
    {
        std::vector<std::string> all(static_cast<std::size_t>(m_mpi.size));
        const auto take = [](void* to, int rank, const char* bytes, std::int64_t size) {
            (*static_cast<std::vector<std::string>*>(to))[static_cast<std::size_t>(rank)].assign(
                bytes, static_cast<std::size_t>(size));
        };
        m_mpi.gather(text.data(), static_cast<std::int64_t>(text.size()), take, &all);
        return all;
    }
    void waitForAll() override { m_mpi.waitForAll(); }
    void abort() override { m_mpi.abort(); }

private:
    DassMpi m_mpi;
};

} // namespace

void Ranks::sum(std::span<float> /*values*/) {}

void Ranks::sum(std::span<double> /*values*/) {}

std::vector<std::string> Ranks::gather(const std::string& text)
{
    return {text};
}

void Ranks::waitForAll() {}

void Ranks::abort() {}

std::unique_ptr<Ranks> joinRanks()
{
    const int processes = startedProcesses();
    if (processes <= 1)
        return nullptr;
    auto ranks = std::make_unique<MpiRanks>(loadPlugin(processes));
    if (!ranks->mayHaveThreads())
        throw Error(ErrorCode::Unsupported, "this MPI takes no process with several threads (MPI_THREAD_FUNNELED), "
                                            "which each rank has; use one that was built with them, or start one "
                                            "process");
    if (ranks->size() != processes)
        throw Error(ErrorCode::Unsupported, "this is one of " + std::to_string(processes) +
                                                " processes that were started together, but MPI "
                                                "knows of " +
                                                std::to_string(ranks->size()) +
                                                ": they were started by another MPI's mpirun, or "
                                                "by srun with another --mpi than this MPI's (OpenMPI: pmix)");
    return ranks;
}

void together(Ranks& ranks, const std::function<void()>& action)
{
    if (ranks.size() == 1)
        return action();
    std::string reason;
    ErrorCode code = ErrorCode::Internal;
    try {
        action();
    } catch (const Error& error) {
        reason = describe(error);
        code = error.code();
    } catch (const std::exception& error) {
        reason = describe(error);
    } catch (...) {
        reason = "an exception of an unknown kind";
    }
    double failures[] = {reason.empty() ? 0.0 : 1.0};
    ranks.sum(failures);
    if (failures[0] == 0)
        return;
    const std::vector<std::string> reasons = ranks.gather(reason);
    const std::vector<std::string> codes = ranks.gather(std::to_string(static_cast<int>(code)));
    for (std::size_t rank = 0; rank < reasons.size(); ++rank) {
        if (reasons[rank].empty())
            continue;
        throw SharedError(static_cast<ErrorCode>(std::stoi(codes[rank])),
                          rank == 0 ? reasons[rank] : "rank " + std::to_string(rank) + ": " + reasons[rank]);
    }
}

std::pair<std::int64_t, std::int64_t> shareOf(const Ranks& ranks, std::int64_t count)
{
    return {count * ranks.rank() / ranks.size(), count * (ranks.rank() + 1) / ranks.size()};
}

} // namespace dass::distill
