#include "core/model/checkpoint.h"
#include "core/model/labels.h"
#include "tests/cli/cli_fixture.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace dass {
namespace {

using Json = nlohmann::json;
using BenchmarkTest = CliTest;

// Beside a training step stands what its matrix products alone would take, as beside a forward pass: three times as
// many of them.
TEST_F(BenchmarkTest, PutsTheGemmFloorBesideTrainingSteps)
{
    const DassConfig config = DassConfig::of({32, 64, 128, 256}, {1, 1, 3, 1}); // of the first one that is trained
    saveHuggingFace(m_folder.path() / "nano", config, freshParameters(config, 7), defaultLabels(config.classes));
    const ProcessResult result = run({"benchmark", "--model", "nano", "--device", "cpu", "--precision", "fp32",
                                      "--seconds", "0", "--training", "--batch", "1", "--json"});
    ASSERT_EQ(result.code, 0) << result.err;
    const Json report = Json::parse(result.out);
    const Json& forward = report.at("models").at(0);
    ASSERT_EQ(report.at("training").size(), 3U);
    EXPECT_NEAR(report.at("training").at(0).at("gemm_gflop").get<double>(), 3 * forward.at("gemm_gflop").get<double>(),
                1e-9);
    for (const Json& step : report.at("training")) {
        const double floor = step.at("gemm_floor_seconds").get<double>();
        EXPECT_GT(floor, 0);
        EXPECT_NEAR(step.at("gemm_floor_share").get<double>(), floor / step.at("seconds_per_clip").get<double>(), 1e-9);
    }
}

} // namespace
} // namespace dass
