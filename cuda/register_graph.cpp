// CUDA graphs (core/ops/device_graph.h). A recording is made on a stream of its own, as CUDA wants it, and on one
// thread: what other threads ask of the GPU meanwhile has nothing to do with it.

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#include <torch/library.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace dass::cuda {

namespace {

struct Recording
{
    at::cuda::CUDAGraph graph;
    c10::MempoolId_t pool = at::cuda::graph_pool_handle(); // its tensors' memory
    std::optional<c10::cuda::CUDAStream> before;                // the thread's stream, while it records
};

std::mutex mutex; // of the map
std::map<int64_t, std::shared_ptr<Recording>>& recordings()
{
    static auto* const all = new std::map<int64_t, std::shared_ptr<Recording>>; // graphs must not outlive CUDA
    return *all;
}

std::shared_ptr<Recording> find(int64_t number)
{
    const std::scoped_lock lock(mutex);
    const auto found = recordings().find(number);
    TORCH_CHECK(found != recordings().end(), "device_graph: there is no graph ", number);
    return found->second;
}

void restoreStream(Recording& recording)
{
    if (const auto stream = std::exchange(recording.before, std::nullopt))
        c10::cuda::setCurrentCUDAStream(*stream);
}

// Of a recording that cannot be ended as it should.
void abandonPool(c10::DeviceIndex device, c10::MempoolId_t pool)
{
    try {
        c10::cuda::CUDACachingAllocator::endAllocateToPool(device, pool);
        c10::cuda::CUDACachingAllocator::releasePool(device, pool);
    } catch (const std::exception&) { // the allocator had done so
    }
}

int64_t begin(const at::Tensor& on)
{
    const c10::cuda::CUDAGuard device(on.device());
    auto recording = std::make_shared<Recording>();
    const auto before = c10::cuda::getCurrentCUDAStream();
    const auto own = c10::cuda::getStreamFromPool();
    before.synchronize(); // what is recorded may read what is being computed
    c10::cuda::setCurrentCUDAStream(own);
    recording->before = before;
    try {
        recording->graph.capture_begin(recording->pool, cudaStreamCaptureModeThreadLocal);
    } catch (...) {
        restoreStream(*recording);
        throw;
    }
    static int64_t last = 0;
    const std::scoped_lock lock(mutex);
    recordings().emplace(++last, std::move(recording));
    return last;
}

void end(const at::Tensor& on, int64_t number)
{
    const c10::cuda::CUDAGuard device(on.device());
    const auto recording = find(number);
    recording->graph.capture_end(); // where it throws, free() restores the stream
    restoreStream(*recording);
}

void replay(const at::Tensor& on, int64_t number)
{
    const c10::cuda::CUDAGuard device(on.device());
    find(number)->graph.replay();
}

void release(const at::Tensor& on, int64_t number)
{
    const c10::cuda::CUDAGuard device(on.device());
    const auto recording = find(number);
    {
        const std::scoped_lock lock(mutex);
        recordings().erase(number);
    }
    if (recording->before) { // something went wrong while it recorded
        try {
            recording->graph.capture_end();
        } catch (const std::exception&) { // the first error is the one that is told
            abandonPool(on.device().index(), recording->pool);
        }
        restoreStream(*recording);
    }
    recording->graph.reset();
}

} // namespace

TORCH_LIBRARY_IMPL(dass, CUDA, library)
{
    library.impl("device_graph_begin", &begin);
    library.impl("device_graph_end", &end);
    library.impl("device_graph_replay", &replay);
    library.impl("device_graph_free", &release);
}

} // namespace dass::cuda
