#include "core/overview/overview_builder.h"

#include "core/features/fbank.h"

#include <vector>

namespace dass {

namespace {

constexpr std::size_t kBlock = 16000; // samples between looks at the stop token: a few milliseconds of decoding

} // namespace

Outcome buildOverview(AudioReader& reader, WaveformPyramid& waveform, MelPyramid& mel, std::stop_token stop,
                      const ProgressSink<OverviewProgress>& progress)
{
    FbankStream fbank;
    std::vector<float> block(kBlock);
    std::vector<float> frames;
    OverviewProgress done;
    while (!stop.stop_requested()) {
        const std::size_t got = reader.read(block);
        const std::span<const float> samples(block.data(), got);
        if (got == 0) {
            waveform.finish();
            return Outcome::Finished;
        }
        waveform.append(samples);
        frames.clear();
        fbank.push(samples, frames);
        mel.append(frames);
        done.samples += static_cast<std::int64_t>(got);
        if (progress)
            progress(done);
    }
    return Outcome::Cancelled;
}

} // namespace dass
