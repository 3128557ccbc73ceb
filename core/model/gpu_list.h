#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dass {

// What NVIDIA's driver tells of a GPU. No torch here.
struct Gpu
{
    int index = 0;                          // as in "cuda:0"
    std::string name;                       // "NVIDIA H100 PCIe"
    std::string obstacle;                   // why Dass cannot use it, in words; empty: it can
    std::optional<std::int64_t> freeBytes;  // of its memory now; nothing where the driver does not tell
    std::optional<std::int64_t> totalBytes; // likewise
};

struct GpuList
{
    std::string obstacle;  // why none can be used whatever they are; then gpus is empty
    std::vector<Gpu> gpus; // those that are there
};

// The libraries of the driver, as dlopen finds them.
struct DriverNames
{
    std::string driver = "libcuda.so.1";
    std::string management = "libnvidia-ml.so.1"; // tells free memory; without it nothing is said of that
};

// Asks the driver, which takes up to a second the first time: not on the GUI thread. Makes no context, so it takes no
// memory of a GPU. From any thread.
GpuList listGpus(const DriverNames& names = {});

} // namespace dass
