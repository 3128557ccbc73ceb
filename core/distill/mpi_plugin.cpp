#include "core/distill/mpi_plugin.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <mpi.h>
#include <thread>
#include <vector>

namespace {

constexpr std::int64_t kMostAtOnce = std::int64_t{1} << 28; // MPI counts in int
constexpr std::chrono::milliseconds kLook{20};

template <class T>
void sum(T* values, std::int64_t count, MPI_Datatype type)
{
    for (std::int64_t first = 0; first < count; first += kMostAtOnce)
        MPI_Allreduce(MPI_IN_PLACE, values + first, static_cast<int>(std::min(kMostAtOnce, count - first)), type,
                      MPI_SUM, MPI_COMM_WORLD);
}

int sizeOf(MPI_Comm communicator)
{
    int size = 0;
    MPI_Comm_size(communicator, &size);
    return size;
}

void gather(const char* bytes, std::int64_t size, void (*take)(void*, int, const char*, std::int64_t), void* context)
{
    std::vector<std::int64_t> sizes(static_cast<std::size_t>(sizeOf(MPI_COMM_WORLD)));
    MPI_Allgather(&size, 1, MPI_INT64_T, sizes.data(), 1, MPI_INT64_T, MPI_COMM_WORLD);
    int own = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &own);
    std::vector<char> text;
    for (int rank = 0; rank < std::ssize(sizes); ++rank) {
        const std::int64_t length = sizes[static_cast<std::size_t>(rank)];
        text.resize(static_cast<std::size_t>(length));
        if (rank == own)
            std::copy_n(bytes, length, text.begin());
        for (std::int64_t first = 0; first < length; first += kMostAtOnce)
            MPI_Bcast(text.data() + first, static_cast<int>(std::min(kMostAtOnce, length - first)), MPI_CHAR, rank,
                      MPI_COMM_WORLD);
        take(context, rank, text.data(), length);
    }
}

// MPI's own waiting keeps a core busy.
void waitForAll()
{
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Ibarrier(MPI_COMM_WORLD, &request);
    int done = 0;
    while (MPI_Test(&request, &done, MPI_STATUS_IGNORE), done == 0)
        std::this_thread::sleep_for(kLook);
}

int ranksOnThisHost()
{
    MPI_Comm host = MPI_COMM_NULL;
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &host);
    const int size = sizeOf(host);
    MPI_Comm_free(&host);
    return size;
}

} // namespace

DassMpi dassStartMpi()
{
    int provided = 0;
    MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided);
    DassMpi mpi{};
    MPI_Comm_rank(MPI_COMM_WORLD, &mpi.rank);
    mpi.size = sizeOf(MPI_COMM_WORLD);
    mpi.onThisHost = ranksOnThisHost();
    mpi.mayHaveThreads = provided >= MPI_THREAD_FUNNELED;
    mpi.sumFloats = [](float* values, std::int64_t count) { sum(values, count, MPI_FLOAT); };
    mpi.sumDoubles = [](double* values, std::int64_t count) { sum(values, count, MPI_DOUBLE); };
    mpi.gather = gather;
    mpi.waitForAll = waitForAll;
    mpi.abort = [] { MPI_Abort(MPI_COMM_WORLD, 1); };
    mpi.finish = [] { MPI_Finalize(); };
    return mpi;
}
