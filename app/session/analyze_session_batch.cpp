// Order, pauses and stored results of an AnalyzeSession's batch.

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/path_text.h"
#include "app/jobs/probe_job.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/analyze_session.h"
#include "core/base/version.h"
#include "core/results/batch_list.h"

#include <QHash>

#include <algorithm>
#include <utility>

namespace dass {

void AnalyzeSession::move(OpenRecording* recording, int to)
{
    const int from = indexOf(recording);
    to = std::clamp(to, 0, static_cast<int>(m_recordings.size()) - 1);
    if (from < 0 || from == to)
        return;
    const auto first = m_recordings.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);

    QHash<const OpenRecording*, int> place;
    for (std::size_t i = 0; i < m_recordings.size(); ++i)
        place.insert(m_recordings[i].get(), static_cast<int>(i));
    std::ranges::stable_sort(m_queue, {}, [&](const OpenRecording* waiting) { return place.value(waiting); });
    emit recordingMoved(from, to);
}

bool AnalyzeSession::isQueued(const OpenRecording* recording) const
{
    return std::ranges::find(m_queue, recording) != m_queue.end();
}

void AnalyzeSession::openBatch(const std::vector<BatchEntry>& entries)
{
    QStringList files;
    for (const BatchEntry& entry : entries)
        files << fromPath(entry.file);
    addFiles(files, !m_current, false);
    for (qsizetype i = 0; i < files.size(); ++i) {
        OpenRecording* recording = m_byPath.value(files[i]);
        if (recording && entries[static_cast<std::size_t>(i)].wanted && recording->state != RecordingState::Done)
            enqueue(recording);
    }
    startNext();
}

bool AnalyzeSession::canRunAll() const
{
    return !m_recordings.empty() && (m_modelState == ModelState::Ready || m_modelState == ModelState::Loading);
}

void AnalyzeSession::runAll()
{
    if (!canRunAll())
        return;
    m_runAgain = m_running != nullptr; // its settings may be those of before
    for (const auto& recording : m_recordings)
        enqueue(recording.get());
    startNext();
}

// Done with the model and the settings of now.
bool AnalyzeSession::isUpToDate(const OpenRecording& recording) const
{
    if (recording.state != RecordingState::Done || !recording.provenance || !m_model || m_reloadWanted)
        return false;
    const Provenance& made = *recording.provenance;
    const TaggingSettings now = m_run.forRun();
    const bool sameCut = now.mode != TaggingMode::Windows || (made.settings.windowSeconds == now.windowSeconds &&
                                                              made.settings.hopSeconds == now.hopSeconds);
    return made.modelSha256 == m_model->sha256 && made.settings.mode == now.mode && sameCut &&
           made.settings.pooling == now.pooling && made.settings.channel == now.channel &&
           (m_run.precision == Precision::Auto || made.precision == nameOf(m_modelPrecision));
}

void AnalyzeSession::setPaused(bool paused)
{
    if (paused == m_paused || (paused && !canPause()))
        return;
    m_paused = paused;
    if (paused)
        m_pauseTime.start();
    else
        m_pausedMs += m_pauseTime.elapsed();
    if (m_taggingJob)
        m_taggingJob->setPaused(paused);
    if (m_running) {
        m_running->paused = paused;
        emit recordingChanged(m_running);
    }
    emit runningChanged();
    startNext();
}

// Looks for results of earlier runs for all that waits, so that what is done shows at once, wherever it stands in the
// queue. One job at a time.
void AnalyzeSession::lookUpStored()
{
    if (m_restoreJob)
        return;
    QStringList files;
    for (OpenRecording* recording : m_queue) {
        if (recording->lookup != StoredLookup::Wanted || !recording->looked)
            continue;
        recording->lookup = StoredLookup::UnderWay;
        files << recording->path;
    }
    if (files.isEmpty())
        return;
    Provenance run;
    run.programVersion = kVersion;
    run.modelSha256 = m_model->sha256;
    run.modelClasses = m_model->classes;
    run.device = m_modelDevice.toStdString();
    run.precision = nameOf(m_modelPrecision);
    run.settings = m_run.forRun();
    m_restoreJob = std::make_unique<RestoreJob>(RestoreRequest{std::move(files), std::move(run), resultStore()});
    connect(m_restoreJob.get(), &RestoreJob::looked, this, &AnalyzeSession::takeStored);
    connect(m_restoreJob.get(), &RestoreJob::ended, this, [this](quint64 id) {
        if (!m_restoreJob || id != m_restoreJob->id())
            return;
        m_restoreJob.release()->deleteLater();
        startNext();
    });
    m_restoreJob->start();
    emit runningChanged();
}

ResultStore AnalyzeSession::resultStore() const
{
    return {toPath(m_settings.cacheFolder()), m_settings.resultsLimit()};
}

void AnalyzeSession::takeStored(quint64 id, const QString& file, const std::shared_ptr<const StoredResult>& stored,
                                const QString& problem)
{
    if (!m_restoreJob || id != m_restoreJob->id())
        return;
    if (!problem.isEmpty())
        emit noticed(tr("A stored result was not used."), problem);
    OpenRecording* recording = m_byPath.value(file);
    if (!recording || recording->lookup != StoredLookup::UnderWay || !isQueued(recording))
        return;
    recording->lookup = StoredLookup::Missed;
    if (stored)
        restore(recording, *stored);
    startNext();
}

void AnalyzeSession::restore(OpenRecording* recording, const StoredResult& stored)
{
    std::erase(m_queue, recording);
    recording->state = RecordingState::Done;
    recording->file = FileState::There; // and the result is of it as it is
    recording->dropWarnings();
    recording->result = stored.result;
    recording->isEarlierResult = false;
    recording->progress = {};
    recording->provenance = std::make_shared<const Provenance>(stored.provenance);
    dropQuickOfAnotherChannel(recording);
    recording->model = m_model;
    recording->unreadResult.clear();
    recording->takeWarnings();
    probeIfChanged(*recording);
    ++m_batch.restored;
    if (recording == m_current) {
        updateLabels();
        followChannel();
        emit resultChanged();
        requestDigest();
    }
    emit recordingChanged(recording);
    endBatchIfOver();
}

// What was found, or not, was about another model or other settings.
void AnalyzeSession::forgetLookups()
{
    if (m_restoreJob) {
        RestoreJob* job = m_restoreJob.release(); // ends in its own time
        job->setParent(this);
        connect(job, &RestoreJob::ended, job, &QObject::deleteLater);
        job->cancel();
    }
    for (OpenRecording* recording : m_queue)
        if (recording->lookup != StoredLookup::None)
            recording->lookup = StoredLookup::Wanted;
}

} // namespace dass
