// What sessions keep of an AnalyzeSession, and how it comes back.

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/probe_job.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/scan_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "app/session/session_document.h"

#include <QFileInfo>

#include <utility>

namespace dass {

namespace {

QString modelSha(const std::shared_ptr<const ModelInfo>& model)
{
    return model ? QString::fromStdString(model->sha256) : QString();
}

} // namespace

SavedRecording AnalyzeSession::savedForm(const OpenRecording& recording) const
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
        channelOf(recording, saved.provenance ? saved.provenance.get() : recording.provenance.get());
    if (recording.decode == DecodeState::Finished && recording.shownChannel == channel) {
        saved.waveform = recording.waveform;
        saved.mel = recording.mel;
    } else if (recording.quickChannel == channel) {
        saved.waveform = recording.quickWaveform;
        saved.mel = recording.quickMel;
    }
    return saved;
}

SavedTags AnalyzeSession::savedTags() const
{
    SavedTags saved;
    saved.automatic = m_tags.isAutomatic();
    for (const TagChoice::Chosen& tag : m_tags.chosen())
        saved.chosen.push_back({m_labels->key(tag.classIndex), tag.colour});
    const auto& given = m_tags.givenColours();
    for (auto colour = given.cbegin(); colour != given.cend(); ++colour)
        saved.given.push_back({m_labels->key(colour.key()), colour.value()});
    std::ranges::sort(saved.given, {}, &SavedTags::Coloured::key);
    for (const std::int64_t c : m_tags.lists().kept)
        saved.kept << m_labels->key(c);
    for (const std::int64_t c : m_tags.lists().leftOut)
        saved.leftOut << m_labels->key(c);
    saved.thresholds.emplace();
    for (const auto& [c, threshold] : m_tags.ownThresholds())
        saved.thresholds->push_back({m_labels->key(c), threshold});
    return saved;
}

void AnalyzeSession::restoreTags(const SavedTags& saved)
{
    QHash<QString, std::int64_t> classes;
    for (std::int64_t c = 0; c < m_labels->classes(); ++c)
        classes.insert(m_labels->key(c), c);
    std::vector<TagChoice::Chosen> chosen;
    for (const SavedTags::Coloured& tag : saved.chosen)
        if (const auto found = classes.constFind(tag.key); found != classes.constEnd())
            chosen.push_back({*found, tag.colour});
    QHash<std::int64_t, int> given;
    for (const SavedTags::Coloured& tag : saved.given)
        if (const auto found = classes.constFind(tag.key); found != classes.constEnd())
            given.insert(*found, tag.colour);
    TagChoice::Lists lists;
    for (const auto& [keys, list] : {std::pair(&saved.kept, &lists.kept), std::pair(&saved.leftOut, &lists.leftOut)})
        for (const QString& key : *keys)
            if (const auto found = classes.constFind(key); found != classes.constEnd())
                list->push_back(*found);
    TagChoice::Thresholds thresholds;
    if (!saved.thresholds)
        thresholds = m_tags.ownThresholds(); // those that are remembered
    else
        for (const SavedTags::Threshold& tag : *saved.thresholds)
            if (const auto found = classes.constFind(tag.key); found != classes.constEnd())
                thresholds[*found] = tag.threshold;
    m_restoring = true;
    m_tags.restore(saved.automatic, std::move(chosen), given, lists, thresholds);
    m_restoring = false;
}

SessionDocument AnalyzeSession::document() const
{
    SessionDocument document;
    document.recordings.reserve(m_recordings.size());
    for (const auto& recording : m_recordings)
        document.recordings.push_back(savedForm(*recording));
    document.current = indexOf(m_current);
    document.modelPath = m_modelPath == bundledModelFolder() ? QString() : m_modelPath;
    document.modelSha256 = modelSha(m_model);
    document.run = m_run;
    document.view = m_view;
    document.timeOfDay = timeOfDay();
    document.tags = savedTags();
    return document;
}

void AnalyzeSession::closeAll()
{
    for (ScanJob* scan : std::exchange(m_scans, {}))
        scan->cancel(); // what it still finds belongs to what is closed
    setCurrent(nullptr);
    dropQueue();
    m_viewed.clear();
    while (!m_recordings.empty()) {
        emit recordingClosing(m_recordings.back().get());
        m_byPath.remove(m_recordings.back()->path);
        m_recordings.pop_back();
        emit recordingRemoved(static_cast<int>(m_recordings.size()));
    }
    m_toProbe.clear();
    endBatchIfOver();
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
    restoreTags(document.tags);
    for (const SavedRecording& saved : document.recordings) {
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
        OpenRecording* added = recording.get();
        m_byPath.insert(saved.path, added);
        m_recordings.push_back(std::move(recording));
        emit recordingAdded(static_cast<int>(m_recordings.size()) - 1);
        if (saved.corrections)
            m_corrections->adopt(added, saved.corrections);
        if (saved.file != FileState::Missing)
            m_toProbe << saved.path;
    }
    if (document.current >= 0)
        setCurrent(m_recordings.at(static_cast<std::size_t>(document.current)).get());
    if (m_labelsOf && !m_tagsAwaitResult)
        m_tagsToRestore.reset(); // these labels are those that they are about
    probeNext();
}

void AnalyzeSession::setReadingSaved(bool on)
{
    m_readingSaved = on;
    emit runningChanged();
    if (!on)
        startNext(); // what was asked for meanwhile
}

void AnalyzeSession::takeSaved(const SavedRecording& read)
{
    OpenRecording* recording = m_byPath.value(read.path);
    if (!recording || recording == m_running || recording->hasResult())
        return;
    if (read.result.probabilities) {
        recording->result = read.result;
        recording->provenance = read.provenance;
        recording->model = read.model;
        if (!isQueued(recording)) // else it keeps this until its run is finished
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
        restoreTags(*tags);
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
    m_toProbe << path;
    probeNext();
    if (recording->corrections)
        m_corrections->adopt(recording, recording->corrections);
    emit recordingChanged(recording);
    if (recording == m_current)
        startOverview(recording);
    return true;
}

} // namespace dass
