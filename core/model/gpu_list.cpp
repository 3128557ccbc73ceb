#include "core/model/gpu_list.h"

#include "core/model/dynamic_library.h"

#include <array>

namespace dass {

namespace {

// CUDA's driver interface as far as it is needed here; its headers are not, so that nothing is asked of a machine
// without CUDA. Every function returns 0 or the number of an error.
constexpr int kOldestDriver = 13000;  // the CUDA that LibTorch and the plugin are built with, 13.0
constexpr int kOldestCapability = 80; // of the kernels
enum Attribute { kCapabilityMajor = 75, kCapabilityMinor = 76 };

std::string versionText(int version)
{
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string whyNotDriver(const DynamicLibrary& driver)
{
    int version = 0;
    if (driver.call("cuDriverGetVersion", &version) != 0)
        return "the NVIDIA driver does not answer; install it again";
    if (version < kOldestDriver)
        return "the NVIDIA driver is for CUDA " + versionText(version) + ", wanted " + versionText(kOldestDriver) +
               " or newer; update the driver";
    if (const auto error = driver.call("cuInit", 0U); error != 0)
        return "the NVIDIA driver cannot start (CUDA error " + (error ? std::to_string(*error) : "unknown") +
               "); try nvidia-smi";
    return {};
}

std::string whyNotGpu(const DynamicLibrary& driver, int device, const std::string& name, int index)
{
    int major = 0;
    int minor = 0;
    if (driver.call("cuDeviceGetAttribute", &major, static_cast<int>(kCapabilityMajor), device) != 0 ||
        driver.call("cuDeviceGetAttribute", &minor, static_cast<int>(kCapabilityMinor), device) != 0)
        return "the NVIDIA driver does not tell what GPU " + std::to_string(index) + " can do";
    if (major * 10 + minor < kOldestCapability)
        return name + " is of compute capability " + std::to_string(major) + "." + std::to_string(minor) +
               ", wanted 8.0 or newer";
    return {};
}

// Free memory as NVIDIA's management library tells it: CUDA itself would only with a context, which takes some of it.
class Memory
{
public:
    explicit Memory(const std::string& library) : m_library(DynamicLibrary::open(library))
    {
        if (m_library && m_library->call("nvmlInit_v2") != 0)
            m_library.reset();
    }

    void tell(const DynamicLibrary& driver, int device, Gpu& gpu) const
    {
        std::size_t total = 0;
        if (driver.call("cuDeviceTotalMem_v2", &total, device) == 0)
            gpu.totalBytes = static_cast<std::int64_t>(total);
        // The two libraries may count GPUs in another order; their place on the bus is the same.
        std::array<char, 64> bus{};
        void* handle = nullptr;
        struct
        {
            unsigned long long total, free, used;
        } memory{};
        if (m_library &&
            driver.call("cuDeviceGetPCIBusId", bus.data(), static_cast<int>(bus.size()) - 1, device) == 0 &&
            m_library->call("nvmlDeviceGetHandleByPciBusId_v2", static_cast<const char*>(bus.data()), &handle) == 0 &&
            m_library->call("nvmlDeviceGetMemoryInfo", handle, static_cast<void*>(&memory)) == 0) {
            gpu.freeBytes = static_cast<std::int64_t>(memory.free);
            gpu.totalBytes = static_cast<std::int64_t>(memory.total);
        }
    }

private:
    std::unique_ptr<DynamicLibrary> m_library;
};

} // namespace

GpuList listGpus(const DriverNames& names)
{
    const auto driver = DynamicLibrary::open(names.driver);
    if (!driver)
        return {"no NVIDIA driver was found (" + names.driver + ")", {}};
    if (std::string reason = whyNotDriver(*driver); !reason.empty())
        return {std::move(reason), {}};
    int count = 0;
    if (driver->call("cuDeviceGetCount", &count) != 0 || count <= 0)
        return {"the NVIDIA driver sees no GPU", {}};
    const Memory memory(names.management);
    GpuList list;
    for (int index = 0; index < count; ++index) {
        int device = index;
        driver->call("cuDeviceGet", &device, index);
        std::array<char, 256> name{};
        driver->call("cuDeviceGetName", name.data(), static_cast<int>(name.size()) - 1, device);
        Gpu gpu{.index = index, .name = name.data(), .obstacle = {}, .freeBytes = {}, .totalBytes = {}};
        if (gpu.name.empty())
            gpu.name = "GPU " + std::to_string(index);
        gpu.obstacle = whyNotGpu(*driver, device, gpu.name, index);
        memory.tell(*driver, device, gpu);
        list.gpus.push_back(std::move(gpu));
    }
    return list;
}

} // namespace dass
