// What sessions keep of an AnalyzeSession, and how it comes back.

#include "app/jobs/scan_job.h"
#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "app/session/saved_recording.h"
#include "app/session/saved_tags.h"
#include "app/session/session_document.h"

#include <QFileInfo>

#include <utility>

namespace dass {

void AnalyzeSession::restoreSavedTags(const SavedTags& tags)
{
    m_restoring = true;
    restoreTags(m_tags, *m_labels, tags);
    m_restoring = false;
}

SessionDocument AnalyzeSession::document() const
{
    SessionDocument document;
    document.recordings.reserve(m_recordings.size());
    for (const auto& recording : m_recordings)
        document.recordings.push_back(savedForm(*recording, m_run));
    document.current = indexOf(m_current);
    document.modelPath = m_model.path() == bundledModelFolder() ? QString() : m_model.path();
    if (m_model.info())
        document.modelSha256 = QString::fromStdString(m_model.info()->sha256);
    document.run = m_run;
    document.view = m_view;
    document.timeOfDay = timeOfDay();
    document.tags = savedTags(m_tags, *m_labels);
    return document;
}

void AnalyzeSession::closeAll()
{
    for (ScanJob* scan : std::exchange(m_scans, {}))
        scan->cancel(); // what it still finds belongs to what is closed
    setCurrent(nullptr);
    m_runs.drop();
    while (!m_recordings.empty()) {
        m_overviews.forget(m_recordings.back().get());
        emit recordingClosing(m_recordings.back().get());
        m_byPath.remove(m_recordings.back()->path);
        m_recordings.pop_back();
        emit recordingRemoved(static_cast<int>(m_recordings.size()));
    }
    m_prober.drop();
    m_runs.settle();
}

void AnalyzeSession::openSaved(const SessionDocument& document)
{
    closeAll();
    RunSettings run = document.run;
    run.threads = m_run.threads;
    run.device = m_run.device;
    setRunSettings(run);
    setViewSettings(document.view);
    setTimeOfDay(document.timeOfDay);
    m_tagsToRestore = std::make_unique<SavedTags>(document.tags);
    m_tagsAwaitResult =
        document.current >= 0 && !document.recordings.at(static_cast<std::size_t>(document.current)).resultId.empty();
    restoreSavedTags(document.tags);
    QStringList toProbe;
    for (const SavedRecording& saved : document.recordings) {
        auto recording = openedFrom(saved);
        OpenRecording* added = recording.get();
        m_byPath.insert(saved.path, added);
        m_recordings.push_back(std::move(recording));
        emit recordingAdded(static_cast<int>(m_recordings.size()) - 1);
        if (saved.corrections)
            m_corrections->adopt(added, saved.corrections);
        if (saved.file != FileState::Missing)
            toProbe << saved.path;
    }
    if (document.current >= 0)
        setCurrent(m_recordings.at(static_cast<std::size_t>(document.current)).get());
    if (m_labelsOf && !m_tagsAwaitResult)
        m_tagsToRestore.reset(); // these labels are those that they are about
    m_prober.add(toProbe);
}

void AnalyzeSession::setReadingSaved(bool on)
{
    m_runs.setHeld(on);
}

void AnalyzeSession::takeSaved(const SavedRecording& read)
{
    OpenRecording* recording = m_byPath.value(read.path);
    if (!recording || recording == m_runs.running() || recording->hasResult())
        return;
    if (read.result.probabilities) {
        recording->result = read.result;
        recording->provenance = read.provenance;
        recording->model = read.model;
        if (!m_runs.isWaiting(recording)) // else it keeps this until its run is finished
            recording->state = read.state;
        if (recording->state == RecordingState::Done)
            recording->failure.clear();
        recording->unreadResult.clear();
    }
    if (recording == m_current)
        followChannel(); // to the one that these coarse pictures are of
    recording->quickWaveform = read.waveform;
    recording->quickMel = read.mel;
    recording->quickChannel = channelOf(*recording);
    emit recordingChanged(recording);
    if (recording != m_current)
        return;
    updateLabels();
    m_tagsAwaitResult = false;
    if (const auto tags = std::exchange(m_tagsToRestore, nullptr))
        restoreSavedTags(*tags);
    emit overviewChanged();
    emit resultChanged();
    requestDigest();
}

bool AnalyzeSession::relocate(OpenRecording* recording, const QString& path, FileState state)
{
    if (m_byPath.contains(path))
        return false;
    m_byPath.remove(recording->path);
    m_byPath.insert(path, recording);
    recording->path = path;
    recording->name = QFileInfo(path).fileName();
    recording->file = state;
    recording->fileBytes = -1;
    recording->decode = DecodeState::None;
    if (recording->lookup == StoredLookup::UnderWay)
        recording->lookup = StoredLookup::Wanted; // the answer would come under the path of before
    if (recording->state == RecordingState::Failed && !recording->hasResult()) {
        recording->state = RecordingState::Waiting;
        recording->failure.clear();
    }
    m_prober.add({path});
    if (recording->corrections)
        m_corrections->adopt(recording, recording->corrections);
    emit recordingChanged(recording);
    if (recording == m_current)
        showOverview(recording);
    return true;
}

} // namespace dass
