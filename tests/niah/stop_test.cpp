#include "tests/niah/run_fixture.h"

namespace dass::niah {
namespace {

// Each may take a minute, and none is wanted any more.
TEST_F(NiahRun, NoFurtherModelIsReadAfterAStop)
{
    std::stop_source source;
    int loaded = 0;
    int stopAt = 0;
    RunOptions options;
    options.load = [&](const std::filesystem::path&, const ModelOptions& how) {
        if (++loaded == stopAt)
            source.request_stop();
        return TaggingModel::load(smallModel(), how);
    };
    const Json json = spec({{"models", {smallModel().string(), "second", "third"}}});
    for (const int at : {1, 2, 3, 4, 5}) { // three to be known, then each again for what it costs
        source = std::stop_source();
        loaded = 0;
        stopAt = at;
        const std::string folder = "out" + std::to_string(at);
        EXPECT_EQ(run(json, folder, options, source.get_token()), Outcome::Cancelled) << at;
        EXPECT_EQ(loaded, at);
    }
}

} // namespace
} // namespace dass::niah
