// Ten hours at a hop of 1 s with 527 classes: what moving a slider in the window costs.
#include "core/inference/events.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <random>
#include <vector>

namespace {

// Mostly quiet; some thirty classes come and go. The rest is noise up to 0.05, which a threshold of 3 % cuts into one
// and a half million events, more than any recording has.
const dass::TaggingResult& tenHours()
{
    static const dass::TaggingResult result = [] {
        constexpr std::int64_t kRows = 36000;
        constexpr std::int64_t kClasses = 527;
        dass::TaggingSettings settings;
        settings.hopSeconds = 1;
        dass::TaggingResult made;
        made.timing = dass::RowTiming(settings);
        made.probabilities = std::make_shared<dass::ProbabilityMatrix>(kClasses);
        std::mt19937 random(1);
        std::uniform_real_distribution<float> noise(0, 0.05F);
        std::vector<float> row(kClasses);
        for (std::int64_t r = 0; r < kRows; ++r) {
            for (std::int64_t c = 0; c < kClasses; ++c) {
                const double wave = c % 17 == 0 ? std::sin(static_cast<double>(r) * 0.02 + static_cast<double>(c)) : -1;
                row[static_cast<std::size_t>(c)] = noise(random) + static_cast<float>(0.45 * (wave + 1));
            }
            made.probabilities->append(row);
        }
        made.samples = kRows * 16000;
        made.frames = kRows * 100;
        made.complete = true;
        return made;
    }();
    return result;
}

// A threshold of its own for every third class, or none.
std::vector<dass::ClassThreshold> ownThresholds(bool some)
{
    std::vector<dass::ClassThreshold> own;
    for (std::int64_t c = 0; some && c < 527; c += 3)
        own.push_back({c, 0.4});
    return own;
}

void findEvents(benchmark::State& state)
{
    dass::EventSettings settings;
    settings.threshold = static_cast<double>(state.range(0)) / 100;
    settings.topK = state.range(1);
    settings.mergeGapSeconds = 2;
    settings.ownThresholds = ownThresholds(state.range(2) != 0);
    std::size_t events = 0;
    for (auto _ : state)
        events = dass::findEvents(tenHours(), settings).size();
    state.counters["events"] = static_cast<double>(events);
}
BENCHMARK(findEvents)
    ->ArgsProduct({{0, 1, 3, 30, 90}, {0, 10}, {0}})
    ->Args({30, 0, 1})
    ->ArgNames({"percent", "top", "own"})
    ->Unit(benchmark::kMillisecond);

// What goes beyond a threshold, of all classes: an end threshold, smoothing over rows, roll-up of a tenth of the
// classes into ten parents each.
void findShapedEvents(benchmark::State& state)
{
    dass::EventSettings settings;
    settings.mergeGapSeconds = 2;
    if (state.range(0) != 0)
        settings.endThreshold = 0.2;
    settings.smoothing = static_cast<dass::Smoothing>(state.range(1));
    settings.smoothingRows = static_cast<int>(state.range(2));
    for (std::int64_t c = 0; state.range(3) != 0 && c < 50; ++c)
        for (std::int64_t parent = 0; parent < 10; ++parent)
            settings.rollUp.push_back({500 - c, parent});
    std::size_t events = 0;
    for (auto _ : state)
        events = dass::findEvents(tenHours(), settings).size();
    state.counters["events"] = static_cast<double>(events);
}
BENCHMARK(findShapedEvents)
    ->Args({1, 0, 1, 0})
    ->Args({0, 1, 5, 0})
    ->Args({0, 2, 5, 0})
    ->Args({0, 2, 31, 0})
    ->Args({0, 0, 1, 1})
    ->ArgNames({"end", "smoothing", "rows", "roll_up"})
    ->Unit(benchmark::kMillisecond);

void summarise(benchmark::State& state)
{
    for (auto _ : state)
        benchmark::DoNotOptimize(dass::summarise(tenHours(), {.threshold = 0.3}));
}
BENCHMARK(summarise)->Unit(benchmark::kMillisecond);

} // namespace
