#include "app/session/open_recording.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr std::int64_t kTolerance = 8000; // half a second: containers round their durations

std::int64_t statedSamples(const std::optional<AudioInfo>& info)
{
    return info && info->duration ? static_cast<std::int64_t>(*info->duration * 16000.0 + 0.5) : 0;
}

} // namespace

void OpenRecording::setAside()
{
    earlier.reset();
    if (hasResult() || !unreadResult.empty())
        earlier = made();
    dropWarnings();
    result = {};
    progress = {};
    provenance.reset();
    unreadResult.clear();
    isEarlierResult = false;
}

bool OpenRecording::earlierIsMore() const
{
    if (!earlier)
        return false;
    const TaggingResult& before = earlier->result;
    if (!before.probabilities) // one that could not be read
        return !hasResult();
    return before.complete || before.frames >= result.frames;
}

void OpenRecording::bringBack()
{
    Made before = std::move(earlier.value());
    earlier.reset();
    isEarlierResult = true;
    result = std::move(before.result);
    progress = before.progress;
    model = std::move(before.model);
    provenance = std::move(before.provenance);
    unreadResult = std::move(before.unreadResult);
}

void OpenRecording::takeWarnings()
{
    for (const std::string& warning : result.warnings)
        if (const QString line = QString::fromStdString(warning); !warnings.contains(line))
            warnings << line;
}

void OpenRecording::dropWarnings()
{
    for (const std::string& warning : result.warnings)
        warnings.removeAll(QString::fromStdString(warning));
}

std::int64_t OpenRecording::length() const
{
    if (decode == DecodeState::Finished)
        return decodedSamples;
    if (state == RecordingState::Done && result.complete)
        return result.samples;
    return std::max({statedSamples(info), decodedSamples, result.samples, savedSamples});
}

std::int64_t OpenRecording::axisLength() const
{
    return brokeOff() ? statedSamples(info) : length();
}

bool OpenRecording::brokeOff() const
{
    return damaged() && decode == DecodeState::Finished && decodedSamples + kTolerance < statedSamples(info);
}

double OpenRecording::progressShare() const
{
    if (state == RecordingState::Done)
        return 1;
    // What was decoded for the eye is the truth; a header can promise more than there is.
    const std::int64_t expected =
        decode == DecodeState::Finished ? decodedSamples / 160 : progress.framesExpected.value_or(0);
    if (expected <= 0)
        return 0;
    return std::clamp(static_cast<double>(progress.framesDone) / static_cast<double>(expected), 0.0, 1.0);
}

} // namespace dass
