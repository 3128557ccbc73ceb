#include "app/session/saved_recording.h"

#include "app/session/open_recording.h"
#include "app/session/tagged_channel.h"

#include <QFileInfo>

namespace dass {

SavedRecording savedForm(const OpenRecording& recording, const RunSettings& run)
{
    SavedRecording saved;
    saved.path = recording.path;
    saved.file = recording.file;
    saved.samples = recording.length();
    saved.state = recording.state;
    // What there is so far is worth as much as after a cancellation.
    const OpenRecording::Made kept = recording.earlierIsMore() ? *recording.earlier : recording.made();
    const bool hasResult = kept.result.probabilities && kept.result.probabilities->rows() > 0;
    if (recording.state == RecordingState::Tagging || (recording.state == RecordingState::Waiting && hasResult))
        saved.state = kept.result.complete ? RecordingState::Done
                      : hasResult          ? RecordingState::Cancelled
                                           : RecordingState::Waiting;
    saved.failure = recording.failure;
    saved.warnings = recording.warnings;
    for (const std::string& warning : kept.result.warnings) // of the earlier one they were dropped
        if (const QString line = QString::fromStdString(warning); !saved.warnings.contains(line))
            saved.warnings << line;
    if (recording.start && recording.start->source == StartSource::Typed)
        saved.typedStart = recording.start;
    saved.corrections = recording.corrections;
    saved.model = kept.model;
    if (hasResult && kept.provenance && kept.model) {
        saved.result = kept.result;
        saved.provenance = kept.provenance;
        saved.identity = {kept.provenance->inputBytes, kept.provenance->inputModified, {}};
    } else {
        saved.resultId = kept.unreadResult;
        if (recording.file != FileState::There) // else it is looked at when it is saved
            saved.identity = recording.savedIdentity;
    }
    const FileIdentity& before = recording.savedIdentity;
    if (before.bytes == saved.identity.bytes && before.modified == saved.identity.modified)
        saved.identity.sample = before.sample;
    // Pictures of the channel that the result is of.
    const std::optional<int> channel =
        taggedChannel(recording, saved.provenance ? saved.provenance.get() : recording.provenance.get(), run);
    if (recording.decode == DecodeState::Finished && recording.shownChannel == channel) {
        saved.waveform = recording.waveform;
        saved.mel = recording.mel;
    } else if (recording.quickChannel == channel) {
        saved.waveform = recording.quickWaveform;
        saved.mel = recording.quickMel;
    }
    return saved;
}

std::unique_ptr<OpenRecording> openedFrom(const SavedRecording& saved)
{
    auto recording = std::make_unique<OpenRecording>();
    recording->path = saved.path;
    recording->name = QFileInfo(saved.path).fileName();
    recording->file = saved.file;
    recording->savedIdentity = saved.identity;
    recording->savedSamples = saved.samples;
    recording->failure = saved.failure;
    recording->state = saved.state == RecordingState::Failed ? RecordingState::Failed : RecordingState::Waiting;
    recording->warnings = saved.warnings;
    recording->start = saved.typedStart;
    recording->model = saved.model;
    recording->unreadResult = saved.resultId;
    return recording;
}

} // namespace dass
