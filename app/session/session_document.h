#pragma once

#include "app/session/open_recording.h"
#include "app/session/settings.h"
#include "core/results/file_identity.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dass {

struct SavedBuilder;

// One open recording as a session keeps it. What is large (rows, pictures) is shared, and lies in files of its own.
struct SavedRecording
{
    QString path; // absolute
    FileState file = FileState::There;
    FileIdentity identity; // when it was saved
    std::int64_t samples = 0;
    RecordingState state = RecordingState::Waiting; // never Tagging
    QString failure;
    QStringList warnings;
    std::optional<RecordingStart> typedStart;
    std::shared_ptr<const CorrectionList> corrections; // null: not known
    std::shared_ptr<const ModelInfo> model;            // that made the result

    TaggingResult result; // with no probabilities: none, or not read yet
    std::shared_ptr<const Provenance> provenance;
    std::string resultId; // in the session's folder of results; empty: none

    std::shared_ptr<const WaveformPyramid> waveform; // of all of it; null: not known
    std::shared_ptr<const MelPyramid> mel;
    bool hasOverview = false; // in a file beside the result
};

// Tags by LabelTree::key(), since indices are a model's own.
struct SavedTags
{
    struct Coloured
    {
        QString key;
        int colour = 0;

        bool operator==(const Coloured&) const = default;
    };
    struct Threshold
    {
        QString key;
        double threshold = 0;

        bool operator==(const Threshold&) const = default;
    };
    bool automatic = true;
    std::vector<Coloured> chosen; // in the order of ticking
    std::vector<Coloured> given;
    QStringList kept;
    QStringList leftOut;
    std::optional<std::vector<Threshold>> thresholds = {}; // of their own; none: an earlier version, which knew none

    bool operator==(const SavedTags&) const = default;
};

// What of the current recording was in view. Samples at 16 kHz.
struct SavedView
{
    double start = 0;
    double end = 0; // not after the start: all of it
    std::int64_t playhead = 0;
    std::int64_t selectionStart = 0;
    std::int64_t selectionEnd = 0;

    bool operator==(const SavedView&) const = default;
};

// Everything that a session file keeps. A value: may go from thread to thread.
struct SessionDocument
{
    std::vector<SavedRecording> recordings; // no path twice
    int current = -1;
    QString modelPath; // empty: the bundled one
    QString modelSha256;
    RunSettings run; // without device and threads, which are the machine's
    ViewSettings view;
    SpectrogramChoice spectrogram;
    bool timeOfDay = false;
    SavedTags tags;
    SavedView shown;
    std::string
        haystack; // the builder of the Haystack workspace, its own JSON (app/haystack/builder_state.h); empty: none
    std::shared_ptr<const SavedBuilder> builder; // that, as it was read when the session was opened; null: nobody has
    QString savedAs; // of unsaved work: the session file that it belongs to; empty: none yet
};

} // namespace dass
