#pragma once

#include "core/audio/audio_reader.h"
#include "core/inference/events.h"
#include "core/inference/tagging_settings.h"
#include "core/model/tagging_model.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dass {

// Where a result came from: what must be known to trust it, to repeat it, and to tell whether it is still up to date.
struct Provenance
{
    std::string programVersion;

    std::string inputPath; // absolute, UTF-8
    std::uint64_t inputBytes = 0;
    std::int64_t inputModified = 0; // nanoseconds since 1970
    std::string container;
    std::string codec;
    int sampleRate = 0;
    int channels = 0;
    std::int64_t samples = 0; // decoded, at 16 kHz; 0 before the run

    std::string modelName;
    std::string modelArchitecture;
    std::string modelSha256;
    std::int64_t modelClasses = 0;
    std::string device;
    std::string precision;

    TaggingSettings settings;
    EventSettings events;
    std::vector<std::string> classNames;     // of events.classes; empty = all
    std::vector<std::string> thresholdNames; // of events.ownThresholds, in their order
    std::string corrections;                 // by a person, as correctionsText(); empty = none
    std::int64_t selectionStart = 0;         // events that touch it alone, in samples at 16 kHz; empty = of the whole
    std::int64_t selectionEnd = 0;

    bool complete = false;
    std::vector<std::string> warnings;
};

// The file that a run is about: its path, size and time of change. Throws Error(NotFound) when it is not there.
void describeInput(Provenance& provenance, const std::filesystem::path& file);

// The settings for events, and the names of the classes that they are about: `labels` are those of their model.
void describeEvents(Provenance& provenance, const EventSettings& events, const std::vector<Label>& labels);

// All that is known before a run: samples, complete and warnings are still missing. Throws Error(NotFound) when the
// file is no longer there.
Provenance describeRun(const AudioInfo& audio, const TaggingModel& model, const TaggingSettings& settings,
                       const EventSettings& events);

std::string nameOf(TaggingMode mode);                     // "windows", "dense"
TaggingMode taggingModeFromName(const std::string& name); // throws Error(InvalidArgument)

std::string toJson(const Provenance& provenance, int indent = 2); // one object, without a line break at its end

// The contents of the file that lies beside a recording's results: toJson with, under "formats", the names of the
// formats whose files it vouches for.
std::string provenanceFileText(const Provenance& provenance, const std::vector<std::string>& formats);

// The formats that a provenance file vouches for, if it tells of a complete run of the same program, model and settings
// on the same file, unchanged since. None for a file that is missing or cannot be read, and none where either is about
// a selection: a table that was cut never stands for the recording's.
std::vector<std::string> formatsUpToDate(const std::filesystem::path& provenanceFile, const Provenance& wanted);

// A provenance file, if it is one, no longer vouches for the formats whose names begin so. Throws Error(Io) when it
// cannot be written.
void withdrawFormats(const std::filesystem::path& provenanceFile, std::string_view beginning);

} // namespace dass
