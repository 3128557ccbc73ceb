#include "core/niah/haystack_cost.h"

#include "core/base/error.h"
#include "core/base/seconds_since.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace dass::niah {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kProbeFrames = 6000; // a minute

// One voice of a babble, and how long all of them take to decode: by their sizes, as what is decoded grows with them.
struct Voices
{
    std::vector<float> samples;
    double seconds = 0;
};

Voices measureVoices(const fs::path& fileOrFolder, const std::stop_token& stop)
{
    Voices voices;
    const auto bytesOf = [](const fs::path& file) {
        std::error_code gone;
        const auto bytes = fs::file_size(file, gone);
        return gone ? 0.0 : static_cast<double>(bytes);
    };
    const std::vector<fs::path> files = voicesIn(fileOrFolder.empty() ? bundledBabble() : fileOrFolder);
    double bytes = 0;
    for (const fs::path& file : files)
        bytes += bytesOf(file);
    for (const fs::path& file : files) {
        try {
            const auto begin = Clock::now();
            voices.samples = decodeSamples(file, kMostVoiceSamples, stop);
            voices.seconds = secondsSince(begin) * bytes / std::max(1.0, bytesOf(file));
        } catch (const Error&) { // a folder holds other things too
            continue;
        }
        if (!voices.samples.empty() || stop.stop_requested())
            return voices;
    }
    return voices; // of none: making the haystack will say why
}

} // namespace

std::optional<double> haystackSeconds(const HaystackSpec& spec, const HaystackOptions& options,
                                      const std::stop_token& stop)
{
    std::int64_t frames = 0;
    for (const std::int64_t length : options.lengths)
        frames = std::max(frames, length);
    if (spec.kind == HaystackKind::Zero || frames == 0)
        return 0;
    HaystackOptions probe = options;
    probe.lengths = {std::min(frames, kProbeFrames)};
    probe.progress = {};
    double before = 0;
    std::unique_ptr<SoundSource> voice;
    if (spec.kind == HaystackKind::Babble) {
        Voices voices = measureVoices(spec.file, stop);
        before = voices.seconds;
        if (voices.samples.empty())
            return stop.stop_requested() ? std::nullopt : std::optional(before);
        voice = loopSamples(std::move(voices.samples));
    }
    const auto begin = Clock::now();
    if (!(voice ? Haystack::of(*voice, probe, stop) : Haystack::make(spec, probe, stop)))
        return std::nullopt;
    return before + secondsSince(begin) * static_cast<double>(frames) / static_cast<double>(probe.lengths.front());
}

} // namespace dass::niah
