// The table of a GPU, measured on a device that is main memory: every figure is there, and what does not fit is left
// out.
#include "app/cli/benchmark_gpu.h"
#include "tests/model/fake_accelerator.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace dass::cli {
namespace {

GpuBenchmark small()
{
    GpuBenchmark what;
    what.networks = {{"tiny", DassConfig::of({8, 16, 32, 64}, {1, 1, 1, 1}, 10)}};
    what.scanned = what.networks.front();
    what.batches = {1, 2};
    what.frames = 128;
    what.filterbankBatch = 2;
    what.scanBatch = 1;
    what.trainingBatch = 2;
    what.gemmSize = 32;
    what.copyBytes = 1 << 16;
    what.seconds = 0;
    return what;
}

TEST(BenchmarkGpu, measuresEverything)
{
    FakeAccelerator::Plan plan;
    FakeAccelerator device(plan);
    const auto result = measureGpu(device, small(), {});
    EXPECT_EQ(result["device"], "cuda:7");
    EXPECT_EQ(result["title"], "Fake GPU");
    EXPECT_GT(result["machine"]["gemm_fp32_gflop_per_second"].get<double>(), 0);
    EXPECT_GT(result["machine"]["copy_gb_per_second"].get<double>(), 0);
    ASSERT_EQ(result["filterbank"].size(), 1U);
    EXPECT_GT(result["filterbank"][0]["microseconds_per_clip"].get<double>(), 0);
    ASSERT_EQ(result["scan"].size(), 2U);
    for (const auto& row : result["scan"]) {
        EXPECT_GE(row["microseconds_per_clip"].get<double>(), 0);
        EXPECT_GT(row["projection_microseconds_per_clip"].get<double>(), 0);
    }
    ASSERT_EQ(result["networks"].size(), 4U); // two precisions, two batches
    EXPECT_EQ(result["networks"][0]["precision"], "fp32");
    EXPECT_EQ(result["networks"][3]["precision"], "bf16");
    EXPECT_EQ(result["networks"][3]["batch"], 2);
    for (const auto& row : result["networks"]) {
        EXPECT_GT(row["clips_per_second"].get<double>(), 0);
        EXPECT_GT(row["clips_per_second_from_memory"].get<double>(), 0);
        const auto& kinds = row["microseconds_per_clip_by_kind"];
        for (const char* kind : {"SS2D: projections and scan", "LayerNorm", "depthwise convolution and SiLU"})
            EXPECT_GT(kinds[kind].get<double>(), 0) << kind;
    }
    ASSERT_EQ(result["training"].size(), 2U);
    EXPECT_GT(result["training"][1]["steps_per_second"].get<double>(), 0);
    testing::internal::CaptureStdout();
    printGpu(result);
    const std::string table = testing::internal::GetCapturedStdout();
    EXPECT_NE(table.find("tiny"), std::string::npos) << table;
    EXPECT_NE(table.find("of a copy's"), std::string::npos) << table;
    EXPECT_NE(table.find("filterbank"), std::string::npos) << table;
}

TEST(BenchmarkGpu, leavesOutWhatDoesNotFit)
{
    FakeAccelerator::Plan plan;
    plan.mostInputs = 1;
    FakeAccelerator device(plan);
    GpuBenchmark what = small();
    std::vector<std::string> notes;
    what.note = [&](const std::string& words) { notes.push_back(words); };
    const auto result = measureGpu(device, what, {});
    EXPECT_EQ(notes, std::vector<std::string>(2, "tiny does not fit into the memory of Fake GPU"));
    ASSERT_EQ(result["networks"].size(), 2U);
    EXPECT_EQ(result["networks"][0]["batch"], 1);
    EXPECT_EQ(result["networks"][1]["batch"], 1);
    EXPECT_GT(plan.released, 0);
}

TEST(BenchmarkGpu, leavesOutProductsThatDoNotFit)
{
    FakeAccelerator::Plan plan;
    plan.failure = "CUDA error: out of memory";
    plan.failsLate = true;
    plan.failsAfter = 0;
    FakeAccelerator device(plan);
    GpuBenchmark what = small();
    std::vector<std::string> notes;
    what.note = [&](const std::string& words) {
        notes.push_back(words);
        plan.dead = false; // there is memory for all that follows
        plan.failsAfter = 1'000'000;
    };
    const auto result = measureGpu(device, what, {});
    EXPECT_EQ(notes,
              std::vector<std::string>{"what products and copies take does not fit into the memory of Fake GPU"});
    EXPECT_TRUE(result["machine"].is_null());
    EXPECT_EQ(result["scan"].size(), 2U);
    testing::internal::CaptureStdout();
    printGpu(result);
    EXPECT_NE(testing::internal::GetCapturedStdout().find("tiny"), std::string::npos);
}

TEST(BenchmarkGpu, endsWithAStop)
{
    FakeAccelerator::Plan plan;
    FakeAccelerator device(plan);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_TRUE(measureGpu(device, small(), stop.get_token())["networks"].empty());
}

} // namespace
} // namespace dass::cli
