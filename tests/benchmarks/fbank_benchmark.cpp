// Speed of the filterbank on one core, as times real time.
#include "core/features/fbank.h"

#include <benchmark/benchmark.h>

#include <random>

namespace {

void fbankOfOneMinute(benchmark::State& state)
{
    constexpr std::size_t kSeconds = 60;
    std::mt19937 generator(1);
    std::uniform_real_distribution<float> uniform(-0.5F, 0.5F);
    std::vector<float> samples(kSeconds * dass::fbank::kSampleRate);
    for (float& sample : samples)
        sample = uniform(generator);

    const auto block = static_cast<std::size_t>(state.range(0));
    dass::FbankStream stream;
    std::vector<float> frames;
    frames.reserve(kSeconds * 101 * dass::fbank::kMelBins);
    for (auto _ : state) {
        frames.clear();
        for (std::size_t at = 0; at < samples.size(); at += block)
            stream.push(std::span(samples).subspan(at, std::min(block, samples.size() - at)), frames);
        benchmark::DoNotOptimize(frames.data());
    }
    state.counters["x_real_time"] =
        benchmark::Counter(static_cast<double>(kSeconds), benchmark::Counter::kIsIterationInvariantRate);
}

// Block sizes in samples: a hop, a decoder's frame, a second, all at once.
BENCHMARK(fbankOfOneMinute)->Arg(160)->Arg(1152)->Arg(16'000)->Arg(960'000)->Unit(benchmark::kMillisecond);

} // namespace
