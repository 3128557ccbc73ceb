#include "core/model/device.h"

#include "core/base/error.h"

#include <array>
#include <charconv>
#include <dlfcn.h>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace dass {

namespace {

// CUDA's driver interface as far as it is needed here; its headers are not, so that nothing is asked of a machine
// without CUDA. Every function returns 0 or the number of an error.
constexpr int kOldestDriver = 13000;  // the CUDA that LibTorch and the plugin are built with, 13.0
constexpr int kOldestCapability = 80; // of the kernels
enum Attribute { kCapabilityMajor = 75, kCapabilityMinor = 76 };

class Driver
{
public:
    // Null if there is none.
    static std::unique_ptr<Driver> open(const std::string& library)
    {
        void* const handle = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (handle == nullptr)
            return nullptr;
        return std::unique_ptr<Driver>(new Driver(handle)); // stays open, as CUDA wants
    }

    // Null if the driver lacks it.
    template <class... Arguments>
    std::optional<int> call(const char* function, Arguments... arguments) const
    {
        const auto address = reinterpret_cast<int (*)(Arguments...)>(dlsym(m_handle, function));
        if (address == nullptr)
            return std::nullopt;
        return address(arguments...);
    }

private:
    explicit Driver(void* handle) : m_handle(handle) {}
    void* m_handle;
};

std::string versionText(int version)
{
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

std::string whyNotDriver(const Driver& driver, int index)
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
    int count = 0;
    if (driver.call("cuDeviceGetCount", &count) != 0 || count <= 0)
        return "the NVIDIA driver sees no GPU";
    if (index >= count)
        return "there " + std::string(count == 1 ? "is 1 GPU" : "are " + std::to_string(count) + " GPUs") +
               ", counted from 0";
    int major = 0;
    int minor = 0;
    std::array<char, 256> name{};
    driver.call("cuDeviceGetName", name.data(), static_cast<int>(name.size()) - 1, index);
    if (driver.call("cuDeviceGetAttribute", &major, static_cast<int>(kCapabilityMajor), index) != 0 ||
        driver.call("cuDeviceGetAttribute", &minor, static_cast<int>(kCapabilityMinor), index) != 0)
        return "the NVIDIA driver does not tell what GPU " + std::to_string(index) + " can do";
    if (major * 10 + minor < kOldestCapability)
        return std::string(name.data()) + " is of compute capability " + std::to_string(major) + "." +
               std::to_string(minor) + ", wanted 8.0 or newer";
    return {};
}

std::vector<std::filesystem::path> pluginPlaces(const CudaPlaces& places)
{
    if (!places.plugin.empty())
        return {places.plugin};
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
    if (error)
        return {};
    return {program.parent_path() / "lib" / "libdass_cuda.so", program / "libdass_cuda.so"};
}

std::string whyNotPlugin(const CudaPlaces& places)
{
    static std::mutex mutex; // the plugin's registrations must not run in two threads
    const std::lock_guard lock(mutex);
    for (const auto& path : pluginPlaces(places)) {
        std::error_code ignored; // what cannot be looked at is not there
        if (!std::filesystem::exists(path, ignored))
            continue;
        if (dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL) != nullptr)
            return {};
        const char* const reason = dlerror();
        return "the CUDA plugin cannot be opened: " + std::string(reason != nullptr ? reason : path.string());
    }
    return "this installation has no CUDA plugin (libdass_cuda.so)";
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

} // namespace

std::string whyNoCuda(int index, const CudaPlaces& places)
{
    const auto driver = Driver::open(places.driver);
    if (!driver)
        return "no NVIDIA driver was found (" + places.driver + ")";
    const std::string reason = whyNotDriver(*driver, index);
    return reason.empty() ? whyNotPlugin(places) : reason;
}

void requireCpu(const std::string& device)
{
    if (device == "auto" || device == "cpu")
        return;
    const auto index = cudaIndex(device);
    if (!index)
        throw Error(ErrorCode::InvalidArgument,
                    "there is no device '" + device + "'; choose auto, cpu, cuda or cuda:N");
    const std::string reason = whyNoCuda(*index);
    throw Error(ErrorCode::Unsupported, "device '" + device + "' cannot be used: " +
                                            (reason.empty() ? "this version's models run on the CPU only" : reason) +
                                            "; choose cpu or auto");
}

} // namespace dass
