#pragma once

#include "core/overview/mel_pyramid.h"
#include "core/overview/waveform_pyramid.h"

#include <filesystem>
#include <memory>

namespace dass {

// Waveform and spectrogram of a whole recording as coarse as a screen needs them (at most 32768 columns), so that it is
// seen at once while it is decoded again for what lies below.
struct QuickOverview
{
    std::shared_ptr<const WaveformPyramid> waveform;
    std::shared_ptr<const MelPyramid> mel;
};

// Of finished pyramids; at most 5 MB. The file appears whole. Throws Error(Io).
void writeQuickOverview(const std::filesystem::path& file, const WaveformPyramid& waveform, const MelPyramid& mel);

// Throws Error(NotFound, BadFile, Io). Any bytes may be in the file.
QuickOverview readQuickOverview(const std::filesystem::path& file);

} // namespace dass
