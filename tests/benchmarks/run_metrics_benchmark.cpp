// A training run of a million steps: what opening it in the monitor costs, and what drawing a curve of it does.
#include "app/distill/metrics_reader.h"
#include "tests/base/temporary_folder.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdio>
#include <filesystem>

namespace {

constexpr std::int64_t kSteps = 1'000'000;

const std::filesystem::path& millionSteps()
{
    static const dass::test::TemporaryFolder folder;
    static const std::filesystem::path path = [] {
        const std::filesystem::path file = folder.path() / "metrics.jsonl";
        std::FILE* const stream = std::fopen(file.c_str(), "wb");
        for (std::int64_t step = 1; step <= kSteps; ++step) {
            const double x = static_cast<double>(step) / kSteps;
            std::fprintf(stream,
                         "{\"kind\":\"step\",\"step\":%lld,\"epoch\":%lld,\"loss\":%.17g,\"loss_label\":%.17g,"
                         "\"loss_kd\":%.17g,\"lr\":%.17g,\"clips_per_s\":%.17g,\"waiting_share\":%.17g}\n",
                         static_cast<long long>(step), static_cast<long long>(step / 40'000 + 1),
                         0.1 + std::exp(-5 * x) + 0.01 * std::sin(1e5 * x), 0.02 + 0.3 * std::exp(-9 * x),
                         0.09 + std::exp(-4 * x), 1e-4 * (1 - x), 131 + std::sin(3e5 * x), 0.03 * x);
        }
        std::fclose(stream);
        return file;
    }();
    return path;
}

void openRun(benchmark::State& state)
{
    const auto bytes = static_cast<std::int64_t>(std::filesystem::file_size(millionSteps()));
    for (auto _ : state) {
        dass::MetricsReader reader(millionSteps());
        reader.update();
        if (reader.metrics().steps.rows() != kSteps)
            state.SkipWithError("rows are missing");
    }
    state.SetBytesProcessed(state.iterations() * bytes);
}
BENCHMARK(openRun)->Unit(benchmark::kMillisecond);

// Extremes and a mean over 200 steps for each of 1500 columns of pixels, as one curve of the monitor takes them.
void drawCurve(benchmark::State& state)
{
    dass::MetricsReader reader(millionSteps());
    reader.update();
    const dass::StepTable steps = reader.metrics().steps;
    constexpr std::int64_t kColumns = 1500;
    for (auto _ : state)
        for (std::int64_t column = 0; column < kColumns; ++column) {
            const std::int64_t first = column * kSteps / kColumns;
            const std::int64_t last = (column + 1) * kSteps / kColumns;
            benchmark::DoNotOptimize(steps.range(dass::StepValue::Loss, first, last));
            benchmark::DoNotOptimize(
                steps.mean(dass::StepValue::Loss, (first + last) / 2 - 100, (first + last) / 2 + 100));
        }
}
BENCHMARK(drawCurve)->Unit(benchmark::kMillisecond);

} // namespace
