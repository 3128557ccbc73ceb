#include "app/cli/benchmark_gpu.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <utility>

namespace dass::cli {

namespace {

using OrderedJson = nlohmann::ordered_json;

const char* text(const OrderedJson& row, const char* name)
{
    return row[name].get_ref<const std::string&>().c_str();
}

double number(const OrderedJson& row, const char* name)
{
    return row[name].get<double>();
}

void printKinds(const OrderedJson& networks)
{
    std::printf("\n%-12s %5s %6s %12s\n", "layers", "", "batch", "us a clip");
    for (const OrderedJson& row : networks) {
        std::vector<std::pair<double, std::string>> kinds;
        for (const auto& [kind, value] : row["microseconds_per_clip_by_kind"].items())
            kinds.emplace_back(value.get<double>(), kind);
        std::ranges::sort(kinds, std::greater<>());
        for (const auto& [value, kind] : kinds)
            std::printf("%-12s %5s %6.0f %12.1f  %s\n", text(row, "network"), text(row, "precision"),
                        number(row, "batch"), value, kind.c_str());
    }
}

} // namespace

void printGpu(const nlohmann::ordered_json& result)
{
    const OrderedJson& machine = result["machine"];
    std::printf("%s (%s), %.0f MB free", text(result, "title"), text(result, "device"),
                number(result, "free_memory_mb"));
    if (!machine.is_null()) // left out where its matrices do not fit
        std::printf("; matrix product %.0f GFLOP/s fp32, %.0f bf16; copy %.0f GB/s",
                    number(machine, "gemm_fp32_gflop_per_second"), number(machine, "gemm_bf16_gflop_per_second"),
                    number(machine, "copy_gb_per_second"));
    std::printf("\n\n");
    for (const OrderedJson& row : result["filterbank"])
        std::printf(
            "filterbank, sound and features on the GPU, batch %.0f: %.1f us a clip, %.0f x real time, %.0f GB/s\n",
            number(row, "batch"), number(row, "microseconds_per_clip"), number(row, "times_real_time"),
            number(row, "gb_per_second"));
    for (const OrderedJson& row : result["scan"])
        std::printf("scan of %s's blocks, %s: %.1f us a clip, %.0f GB/s, %.0f %% of a copy's; its projections "
                    "%.1f us\n",
                    text(row, "network"), text(row, "precision"), number(row, "microseconds_per_clip"),
                    number(row, "gb_per_second"), 100 * number(row, "share_of_copy"),
                    number(row, "projection_microseconds_per_clip"));
    std::printf("\n%-12s %5s %6s %9s %12s %12s %14s %9s\n", "network", "", "batch", "clips/s", "x real time",
                "ms a batch", "from memory/s", "peak MB");
    for (const OrderedJson& row : result["networks"])
        std::printf("%-12s %5s %6.0f %9.0f %12.0f %12.2f %14.0f %9.0f\n", text(row, "network"), text(row, "precision"),
                    number(row, "batch"), number(row, "clips_per_second"), number(row, "times_real_time"),
                    number(row, "milliseconds_per_batch"), number(row, "clips_per_second_from_memory"),
                    number(row, "peak_memory_mb"));
    printKinds(result["networks"]);
    std::printf("\n%-12s %5s %6s %9s %9s %9s\n", "training", "", "batch", "steps/s", "clips/s", "peak MB");
    for (const OrderedJson& row : result["training"])
        std::printf("%-12s %5s %6.0f %9.2f %9.0f %9.0f\n", text(row, "network"), text(row, "precision"),
                    number(row, "batch"), number(row, "steps_per_second"), number(row, "clips_per_second"),
                    number(row, "peak_memory_mb"));
}

} // namespace dass::cli
