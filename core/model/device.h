#pragma once

// Devices that a model can run on: the CPU, and NVIDIA GPUs through the CUDA plugin, libdass_cuda.so, which is opened
// only when a GPU is asked for. No torch here.

#include "core/model/gpu_list.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace dass {

// Where the driver and the plugin are looked for.
struct CudaPlaces
{
    DriverNames driver;
    std::filesystem::path plugin; // empty: as core/base/plugin_file.h finds it
};

// Empty if GPU `index` can be used; else why not, in words that can follow "cannot be used: ". Opens the plugin at the
// first call that gets so far, and leaves it open. From any thread.
std::string whyNoCuda(int index, const CudaPlaces& places = {});

// The GPUs that can be used and those that cannot, with the plugin looked for but not opened. As listGpus.
GpuList usableGpus(const CudaPlaces& places = {});

struct DeviceChoice
{
    std::optional<int> gpu; // nothing: the CPU
    std::string name;       // the GPU's, for people
    std::string reason;     // why "auto" became the CPU, in words; else empty
};

// What a person's choice, "auto", "cpu", "cuda" or "cuda:N", comes to for a model that wants so many bytes of a GPU's
// memory: with auto the GPU with the most free memory, where one has enough; else the CPU. Throws Error(Unsupported)
// that says why a GPU that was asked for cannot be used, Error(InvalidArgument) for what is no device. Opens the plugin
// where it comes to a GPU.
DeviceChoice chooseDevice(const std::string& device, std::int64_t wantedBytes, const CudaPlaces& places = {});

// The same for what runs on the CPU only: throws where a GPU was asked for by name.
void requireCpu(const std::string& device, const std::string& what);

// "cuda:0"
std::string gpuName(int index);

} // namespace dass
