#pragma once

// Devices that a model can run on: the CPU, and NVIDIA GPUs through the CUDA plugin, libdass_cuda.so, which is opened
// only when a GPU is asked for. No torch here.

#include <filesystem>
#include <string>

namespace dass {

// Where the driver and the plugin are looked for.
struct CudaPlaces
{
    std::string driver = "libcuda.so.1"; // as dlopen finds it
    std::filesystem::path plugin;        // empty: lib/ beside the program's folder, then the program's folder
};

// Empty if GPU `index` can be used; else why not, in words that can follow "cannot be used: ". Opens the plugin at the
// first call that gets so far, and leaves it open. From any thread.
std::string whyNoCuda(int index, const CudaPlaces& places = {});

// Throws Error(Unsupported) that says why this device cannot be used, Error(InvalidArgument) for what is none. Models
// run on the CPU in this version, whatever whyNoCuda says of the operators.
void requireCpu(const std::string& device);

} // namespace dass
