// Runs and the model of an AnalyzeSession.

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/path_text.h"
#include "app/jobs/probe_job.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

ModelChoice choiceOf(const QString& path, const RunSettings& run)
{
    ModelChoice choice;
    choice.path = toPath(path);
    choice.options.device = run.device.toStdString();
    choice.options.precision = run.precision;
    choice.options.threads = run.threads;
    return choice;
}

} // namespace

void AnalyzeSession::setModel(const QString& path, bool remember)
{
    m_modelPath = path;
    m_rememberModel = remember;
    loadModel();
}

void AnalyzeSession::loadModel()
{
    m_reloadWanted = false;
    m_modelState = ModelState::Loading;
    m_modelError.clear();
    m_model.reset();
    m_loaded.reset();
    forgetLookups();
    if (m_modelJob) { // ends in its own time; what it still says has an id that is not waited for
        ModelJob* old = m_modelJob.release();
        old->setParent(this);
        connect(old, &ModelJob::ended, old, &QObject::deleteLater);
    }
    m_modelJob = std::make_unique<ModelJob>(m_store, choiceOf(m_modelPath, m_run));
    connect(m_modelJob.get(), &ModelJob::loaded, this, &AnalyzeSession::takeModel);
    connect(m_modelJob.get(), &ModelJob::ended, this, &AnalyzeSession::endModel);
    m_modelJob->start();
    emit modelChanged();
}

void AnalyzeSession::takeModel(quint64 id, const ModelReady& ready)
{
    if (!m_modelJob || id != m_modelJob->id())
        return;
    m_model = ready.info;
    m_loaded = ready.model;
    m_modelPrecision = ready.precision;
    m_modelDevice = ready.device;
    m_whyCpu = ready.whyCpu;
    m_modelState = ModelState::Ready;
    updateLabels();
    emit modelChanged();
    startNext();
}

void AnalyzeSession::endModel(quint64 id, JobEnd end, const QString& error)
{
    if (!m_modelJob || id != m_modelJob->id())
        return;
    m_modelJob.release()->deleteLater();
    if (end != JobEnd::Failed) {
        if (m_rememberModel) // the bundled one by no path, so that it is found after an update
            m_settings.setModelPath(m_modelPath == bundledModelFolder() ? QString() : m_modelPath);
        return;
    }
    m_modelState = ModelState::Failed;
    m_modelError = error;
    dropQueue();
    emit modelChanged();
    emit noticed(tr("The model could not be loaded."), error);
    endBatchIfOver();
}

void AnalyzeSession::setRunSettings(const RunSettings& wanted)
{
    RunSettings run = wanted;
    run.keepInBounds();
    if (run == m_run)
        return;
    const bool reload = run.precision != m_run.precision || run.threads != m_run.threads || run.device != m_run.device;
    m_run = run;
    m_settings.setRun(run);
    forgetLookups();
    followChannel();
    emit runSettingsChanged();
    if (!reload || m_modelPath.isEmpty()) {
        startNext(); // with what these settings made before
        return;
    }
    if (m_running)
        m_reloadWanted = true;
    else
        loadModel();
}

bool AnalyzeSession::canRun() const
{
    return m_current && !m_running && !m_paused && !m_readingSaved && m_modelState == ModelState::Ready;
}

void AnalyzeSession::run()
{
    if (!canRun())
        return;
    for (const auto& recording : m_recordings)
        if (recording->state != RecordingState::Done || (recording.get() == m_current && !isUpToDate(*recording)))
            enqueue(recording.get());
    if (m_queue.empty())
        enqueue(m_current, StoredLookup::None);
    startNext();
}

void AnalyzeSession::run(OpenRecording* recording)
{
    enqueue(recording, StoredLookup::None);
    startNext();
}

void AnalyzeSession::retry(OpenRecording* recording)
{
    if (recording == m_running)
        return;
    recording->warnings.clear();
    probeAgain(*recording);
    decodeAnew(recording);
    run(recording);
}

// lookup: Wanted, or None when a new result is asked for whatever there is.
void AnalyzeSession::enqueue(OpenRecording* recording, StoredLookup lookup)
{
    if (recording == m_running || isQueued(recording))
        return;
    recording->lookup = lookup;
    recording->state = RecordingState::Waiting;
    recording->failure.clear();
    m_queue.push_back(recording);
    emit recordingChanged(recording);
}

void AnalyzeSession::startNext()
{
    if (m_queue.empty())
        return;
    const bool begins = !m_batchTime.isValid();
    if (m_modelState != ModelState::Ready || (begins && !m_queue.front()->looked)) { // the queue waits for it
        if (!m_running)
            emit runningChanged();
        return;
    }
    if (begins) {
        m_batch = {};
        m_batchTime.start();
        m_pausedMs = 0;
    }
    lookUpStored();
    OpenRecording* recording = m_queue.front();
    const bool isAwaited =
        !recording->looked || recording->lookup == StoredLookup::Wanted || recording->lookup == StoredLookup::UnderWay;
    if (m_running || m_paused || m_readingSaved || isAwaited)
        return;
    m_queue.pop_front();
    recording->state = RecordingState::Tagging;
    recording->failure.clear();
    recording->setAside();
    recording->model = m_model;
    m_running = recording;

    TaggingRequest request;
    request.file = toPath(recording->path);
    request.settings = m_run.forRun();
    request.model = choiceOf(m_modelPath, m_run);
    request.keepIn = resultStore();
    m_taggingJob = std::make_unique<TaggingJob>(m_store, std::move(request));
    connect(m_taggingJob.get(), &TaggingJob::progressed, this, &AnalyzeSession::takeUpdate);
    connect(m_taggingJob.get(), &TaggingJob::ended, this, &AnalyzeSession::endRun);
    connect(m_taggingJob.get(), &TaggingJob::fileChanged, this, [this](quint64 id) {
        if (m_taggingJob && id == m_taggingJob->id())
            probeAgain(*m_running);
    });
    connect(m_taggingJob.get(), &TaggingJob::notKept, this, [this](quint64, const QString& error) {
        if (!std::exchange(m_notKeptTold, true)) // a full disk is one trouble, however long the batch
            emit noticed(tr("Results are not kept for the next start."), error);
    });
    m_taggingJob->start();
    if (recording == m_current)
        showAnotherResult();
    emit recordingChanged(recording);
    emit runningChanged();
}

// Of the current recording. What is under way about the one of before does not count.
void AnalyzeSession::showAnotherResult()
{
    m_digest = std::make_shared<Digest>();
    m_digestRequest = 0;
    updateLabels();
    followChannel();
    emit digestChanged();
    emit resultChanged();
    requestDigest();
}

void AnalyzeSession::cancel()
{
    dropQueue();
    m_batch.cancelled = true;
    if (m_taggingJob)
        m_taggingJob->cancel();
    setPaused(false);
    if (!m_taggingJob)
        endBatchIfOver();
    emit runningChanged();
}

void AnalyzeSession::dropQueue()
{
    m_runAgain = false;
    for (OpenRecording* recording : std::exchange(m_queue, {})) {
        if (recording->hasResult()) // it was to be tagged again
            recording->state = recording->result.complete ? RecordingState::Done : RecordingState::Cancelled;
        emit recordingChanged(recording);
    }
}

void AnalyzeSession::endBatchIfOver()
{
    if (m_running || !m_queue.empty())
        return;
    setPaused(false); // a queue that only waited for the model can be paused, too
    if (!m_batchTime.isValid())
        return;
    m_batch.seconds = static_cast<double>(m_batchTime.elapsed() - m_pausedMs) / 1000.0;
    m_batchTime.invalidate();
    emit runningChanged();
    emit batchEnded(m_batch);
}

void AnalyzeSession::takeUpdate(quint64 id, const TaggingUpdate& update)
{
    if (!m_taggingJob || id != m_taggingJob->id())
        return;
    m_running->result = update.result;
    m_running->progress = update.progress;
    m_running->provenance = update.provenance;
    dropQuickOfAnotherChannel(m_running);
    emit recordingChanged(m_running);
    if (m_running == m_current) {
        followChannel(); // the settings may be others by now
        emit resultChanged();
        requestDigest();
    }
}

void AnalyzeSession::endRun(quint64 id, JobEnd end, const QString& error)
{
    if (!m_taggingJob || id != m_taggingJob->id())
        return;
    OpenRecording* recording = std::exchange(m_running, nullptr);
    recording->paused = false;
    const QString before = m_modelDevice;
    if (m_loaded) // the GPU may have failed
        m_modelDevice = QString::fromStdString(m_loaded->device());
    if (m_modelDevice == before) // else the speed is that of neither
        rememberSpeed(m_taggingJob->request(), *recording);
    m_taggingJob.release()->deleteLater();
    probeIfChanged(*recording);
    const bool again = std::exchange(m_runAgain, false) && end != JobEnd::Cancelled;
    const bool asBefore = end != JobEnd::Finished && recording->earlierIsMore();
    if (asBefore)
        recording->bringBack();
    recording->earlier.reset();
    if (asBefore || end == JobEnd::Finished)
        recording->takeWarnings();
    switch (end) {
    case JobEnd::Finished:
        recording->state = RecordingState::Done;
        recording->file = FileState::There; // and these are its tags
        ++m_batch.tagged;
        break;
    case JobEnd::Cancelled:
        recording->state = recording->result.complete ? RecordingState::Done : RecordingState::Cancelled;
        m_batch.cancelled = true;
        break;
    case JobEnd::Failed:
        recording->state = RecordingState::Failed;
        recording->failure = error;
        ++m_batch.failed;
        break;
    }
    if (recording == m_current && asBefore) {
        showAnotherResult();
    } else if (recording == m_current) {
        emit resultChanged();
        requestDigest();
    }
    emit recordingChanged(recording);
    if (again && !isUpToDate(*recording))
        enqueue(recording);
    endBatchIfOver();
    if (m_reloadWanted)
        loadModel();
    startNext();
}

} // namespace dass
