#pragma once

#include "core/model/dass_config.h"
#include "core/model/tagging_model.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {
class Accelerator;
}

namespace dass::cli {

// What is measured of a GPU: products and copies, the filterbank, the scan beside a copy, networks of fresh weights at
// several batch sizes with the time of each kind of layer, training steps, and the memory of all that.
struct GpuBenchmark
{
    struct Network
    {
        std::string name;
        DassConfig config;
    };
    std::vector<Network> networks = {{"DASS-Small", DassConfig::small()}, {"DASS-Medium", DassConfig::medium()}};
    std::vector<Precision> precisions = {Precision::Fp32, Precision::Bf16};
    std::vector<std::int64_t> batches = {1, 16, 64};
    Network scanned = networks.front(); // whose blocks' scan is measured
    std::int64_t frames = 1024;         // of a clip, 10 ms each
    std::int64_t filterbankBatch = 64;  // clips
    std::int64_t scanBatch = 16;        // clips
    std::int64_t trainingBatch = 16;    // clips
    std::int64_t gemmSize = 8192;
    std::int64_t copyBytes = std::int64_t{1} << 30;
    double seconds = 1; // for each figure, at least

    std::function<void(const std::string&)> progress = {}; // what is measured now
    std::function<void(const std::string&)> note = {};     // what was left out, and why
};

// Input and output stay on the device ("features on the GPU"); with "from_memory" clips are copied there and logits
// back. What does not fit is left out, and said. Ends early when a stop is asked for.
nlohmann::ordered_json measureGpu(Accelerator& gpu, const GpuBenchmark& what, const std::stop_token& stop);
// The same of GPU `index`, which chooseDevice() has found usable.
nlohmann::ordered_json measureGpu(int index, const std::string& title, const GpuBenchmark& what,
                                  const std::stop_token& stop);

void printGpu(const nlohmann::ordered_json& result);

} // namespace dass::cli
