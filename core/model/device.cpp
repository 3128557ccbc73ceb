#include "core/model/device.h"

#include "core/base/error.h"
#include "core/base/plugin_file.h"
#include "core/model/memory_text.h"

#include <charconv>
#include <dlfcn.h>
#include <mutex>

namespace dass {

namespace {

std::optional<std::filesystem::path> findPlugin(const CudaPlaces& places)
{
    if (places.plugin.empty())
        return findPluginFile("libdass_cuda.so");
    std::error_code ignored; // what cannot be looked at is not there
    return std::filesystem::exists(places.plugin, ignored) ? std::optional(places.plugin) : std::nullopt;
}

constexpr const char* kNoPlugin = "this installation has no CUDA plugin (libdass_cuda.so)";

std::string whyNotPlugin(const CudaPlaces& places)
{
    static std::mutex mutex; // the plugin's registrations must not run in two threads
    const std::lock_guard lock(mutex);
    const auto path = findPlugin(places);
    if (!path)
        return kNoPlugin;
    if (dlopen(path->c_str(), RTLD_NOW | RTLD_LOCAL) != nullptr)
        return {};
    const char* const reason = dlerror();
    return "the CUDA plugin cannot be opened: " + std::string(reason != nullptr ? reason : path->string());
}

// The N of "cuda:N", 0 for "cuda"; nothing for what is no such name.
std::optional<int> cudaIndex(std::string_view device)
{
    if (device == "cuda")
        return 0;
    constexpr std::string_view kPrefix = "cuda:";
    if (!device.starts_with(kPrefix))
        return std::nullopt;
    device.remove_prefix(kPrefix.size());
    int index = 0;
    const auto [end, error] = std::from_chars(device.data(), device.data() + device.size(), index);
    if (error != std::errc() || end != device.data() + device.size() || index < 0)
        return std::nullopt;
    return index;
}

int requireCudaIndex(const std::string& device)
{
    const auto index = cudaIndex(device);
    if (!index)
        throw Error(ErrorCode::InvalidArgument,
                    "there is no device '" + device + "'; choose auto, cpu, cuda or cuda:N");
    return *index;
}

[[noreturn]] void refuse(const std::string& device, const std::string& reason)
{
    throw Error(ErrorCode::Unsupported, "device '" + device + "' cannot be used: " + reason + "; choose cpu or auto");
}

std::string whyNotIndex(const GpuList& list, int index)
{
    if (!list.obstacle.empty())
        return list.obstacle;
    const std::size_t count = list.gpus.size();
    if (index >= static_cast<int>(count))
        return "there " + std::string(count == 1 ? "is 1 GPU" : "are " + std::to_string(count) + " GPUs") +
               ", counted from 0";
    return list.gpus[static_cast<std::size_t>(index)].obstacle;
}

std::string whyNotMemory(const Gpu& gpu, std::int64_t wantedBytes)
{
    if (!gpu.freeBytes || *gpu.freeBytes >= wantedBytes)
        return {};
    return gpu.name + " has " + memoryText(*gpu.freeBytes) + " of memory free, the model wants " +
           memoryText(wantedBytes);
}

} // namespace

std::string gpuName(int index)
{
    return "cuda:" + std::to_string(index);
}

std::string whyNoCuda(int index, const CudaPlaces& places)
{
    const std::string reason = whyNotIndex(listGpus(places.driver), index);
    return reason.empty() ? whyNotPlugin(places) : reason;
}

GpuList usableGpus(const CudaPlaces& places)
{
    GpuList list = listGpus(places.driver);
    if (list.obstacle.empty() && !findPlugin(places))
        return {kNoPlugin, {}};
    return list;
}

DeviceChoice chooseDevice(const std::string& device, std::int64_t wantedBytes, const CudaPlaces& places)
{
    if (device == "cpu")
        return {};
    if (device != "auto") {
        const int index = requireCudaIndex(device);
        const GpuList list = listGpus(places.driver);
        std::string reason = whyNotIndex(list, index);
        if (reason.empty())
            reason = whyNotMemory(list.gpus[static_cast<std::size_t>(index)], wantedBytes);
        if (reason.empty())
            reason = whyNotPlugin(places);
        if (!reason.empty())
            refuse(device, reason);
        return {index, list.gpus[static_cast<std::size_t>(index)].name, {}};
    }
    const GpuList list = usableGpus(places);
    if (!list.obstacle.empty())
        return {std::nullopt, {}, list.obstacle};
    const Gpu* best = nullptr;
    std::string reason;
    for (const Gpu& gpu : list.gpus) {
        const std::string obstacle = gpu.obstacle.empty() ? whyNotMemory(gpu, wantedBytes) : gpu.obstacle;
        if (obstacle.empty() && (best == nullptr || gpu.freeBytes.value_or(0) > best->freeBytes.value_or(0)))
            best = &gpu;
        else if (!obstacle.empty())
            reason += (reason.empty() ? "" : "; ") + obstacle;
    }
    if (best == nullptr)
        return {std::nullopt, {}, reason};
    if (reason = whyNotPlugin(places); !reason.empty())
        return {std::nullopt, {}, reason};
    return {best->index, best->name, {}};
}

void requireCpu(const std::string& device, const std::string& what)
{
    if (device == "auto" || device == "cpu")
        return;
    const std::string reason = whyNoCuda(requireCudaIndex(device));
    refuse(device, reason.empty() ? what + " runs on the CPU only" : reason);
}

} // namespace dass
