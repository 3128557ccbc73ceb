#pragma once

#include "core/audio/clip_cutter.h"
#include "core/base/run_control.h"
#include "core/inference/events.h"
#include "core/model/tagging_model.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace dass {

struct ClipSettings
{
    SoundFormat format = SoundFormat::Flac;
    double paddingSeconds = 0; // before and after each event, as far as there is sound; at most kMostPadding

    static constexpr double kMostPadding = 600;
};

// A file for the sound of each event: `stem`_<start>_<label>.<format>, as in dawn_00-01-23.450_Dog.flac, in order of
// time. The start is the event's, to the millisecond, without the padding. Letters and digits of the label stay, what
// is between them becomes a hyphen; names that differ in nothing but capitals, or not at all, are numbered. A name that
// would be longer than file systems take loses the end of the recording's. The files' own tags say label, recording,
// span and peak probability.
std::vector<ClipFile> clipFiles(std::span<const Event> events, const std::vector<Label>& labels,
                                const std::filesystem::path& stem, const ClipSettings& settings);

// Cuts them out of the recording; each appears whole or not at all. Progress is the number that are there. After a
// stop, or an error, those that are there stay. Makes the folder. Throws as ClipCutter does.
Outcome writeClips(const std::filesystem::path& recording, std::span<const ClipFile> clips, const std::stop_token& stop,
                   const ProgressSink<std::size_t>& progress = {});

// How a provenance file names such clips among the formats that it vouches for: with all that shapes them.
std::string clipsFormatName(const ClipSettings& settings);

// The provenance file beside `stem`, if there is one, vouches for no clips of this format any more. To be called before
// such clips are written: other ones may have the same names, and a run may end between two of them. Throws Error(Io).
void withdrawClips(const std::filesystem::path& stem, SoundFormat format);

} // namespace dass
