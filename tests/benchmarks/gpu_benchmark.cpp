// The table of `dass benchmark --device cuda` for machines that have only LibTorch and nvcc: gpu_benchmark [cuda:N]
// [--json].
#include "app/cli/benchmark_gpu.h"
#include "core/base/error.h"
#include "core/model/device.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <string>

int main(int count, char** arguments)
{
    std::string device = "cuda";
    bool json = false;
    for (int i = 1; i < count; ++i) {
        if (std::string(arguments[i]) == "--json")
            json = true;
        else
            device = arguments[i];
    }
    try {
        const dass::DeviceChoice choice = dass::chooseDevice(device, 0);
        if (!choice.gpu)
            throw dass::Error(dass::ErrorCode::Unsupported, "no GPU: " + choice.reason);
        dass::cli::GpuBenchmark what;
        what.progress = [](const std::string& name) { std::fprintf(stderr, "measuring %s\n", name.c_str()); };
        what.note = [](const std::string& words) { std::fprintf(stderr, "%s\n", words.c_str()); };
        const auto result = dass::cli::measureGpu(*choice.gpu, choice.name, what, {});
        if (json)
            std::cout << result.dump(2) << '\n';
        else
            dass::cli::printGpu(result);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", dass::describe(error).c_str());
        return 1;
    }
}
