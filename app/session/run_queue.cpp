#include "app/session/run_queue.h"

#include "app/jobs/path_text.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/chosen_model.h"
#include "app/session/run_forecast.h"
#include "app/session/settings.h"

#include <algorithm>
#include <utility>

namespace dass {

RunQueue::RunQueue(Settings& settings, ChosenModel& model, const RunSettings& run, std::shared_ptr<ModelStore> store,
                   QObject* parent)
    : QObject(parent), m_settings(settings), m_model(model), m_run(run), m_store(std::move(store))
{
}

RunQueue::~RunQueue() = default;

void RunQueue::add(OpenRecording* recording, StoredLookup lookup)
{
    if (recording == m_running || isWaiting(recording))
        return;
    recording->lookup = lookup;
    recording->state = RecordingState::Waiting;
    recording->failure.clear();
    m_waiting.push_back(recording);
    emit recordingChanged(recording);
}

void RunQueue::runAgain()
{
    m_runAgain = m_running != nullptr;
}

void RunQueue::startNext()
{
    if (m_waiting.empty())
        return;
    const bool begins = !m_batchTime.isValid();
    if (!m_model.isReady() || (begins && !m_waiting.front()->looked)) { // the queue waits for it
        if (!m_running)
            emit changed();
        return;
    }
    if (begins) {
        m_batch = {};
        m_batchTime.start();
        m_pausedMs = 0;
    }
    lookUpStored();
    OpenRecording* next = m_waiting.front();
    const bool isAwaited =
        !next->looked || next->lookup == StoredLookup::Wanted || next->lookup == StoredLookup::UnderWay;
    if (!canStart() || isAwaited)
        return;
    m_waiting.pop_front();
    start(next);
}

void RunQueue::start(OpenRecording* recording)
{
    recording->state = RecordingState::Tagging;
    recording->failure.clear();
    recording->setAside();
    recording->model = m_model.info();
    m_running = recording;

    TaggingRequest request;
    request.file = toPath(recording->path);
    request.settings = m_run.forRun();
    request.model = m_model.choice(m_run);
    request.keepIn = store();
    m_job = std::make_unique<TaggingJob>(m_store, std::move(request));
    connect(m_job.get(), &TaggingJob::progressed, this, &RunQueue::update);
    connect(m_job.get(), &TaggingJob::ended, this, &RunQueue::end);
    connect(m_job.get(), &TaggingJob::fileChanged, this, [this](quint64 id) {
        if (m_job && id == m_job->id())
            emit fileChanged(m_running);
    });
    connect(m_job.get(), &TaggingJob::notKept, this, [this](quint64, const QString& error) {
        if (!std::exchange(m_notKeptTold, true)) // a full disk is one trouble, however long the batch
            emit noticed(tr("Results are not kept for the next start."), error);
    });
    m_job->start();
    emit started(recording);
    emit changed();
}

void RunQueue::update(quint64 id, const TaggingUpdate& update)
{
    if (!m_job || id != m_job->id())
        return;
    m_running->result = update.result;
    m_running->progress = update.progress;
    m_running->provenance = update.provenance;
    emit progressed(m_running);
}

void RunQueue::end(quint64 id, JobEnd end, const QString& error)
{
    if (!m_job || id != m_job->id())
        return;
    OpenRecording* recording = std::exchange(m_running, nullptr);
    recording->paused = false;
    if (!m_model.followDevice()) // else the speed is that of neither
        rememberSpeed(m_settings, m_job->request(), *recording);
    m_job.release()->deleteLater();
    emit fileRead(recording);
    const bool again = std::exchange(m_runAgain, false) && end != JobEnd::Cancelled;
    const bool asBefore = end != JobEnd::Finished && recording->earlierIsMore();
    if (asBefore)
        recording->bringBack();
    recording->earlier.reset();
    if (asBefore || end == JobEnd::Finished)
        recording->takeWarnings();
    count(*recording, end, error);
    emit ended(recording, asBefore);
    if (again && !isUpToDate(*recording))
        add(recording);
    settle();
    if (!m_model.fits(m_run)) // what it is loaded for was changed during the run
        m_model.reload(m_run);
    startNext();
}

void RunQueue::count(OpenRecording& recording, JobEnd end, const QString& error)
{
    switch (end) {
    case JobEnd::Finished:
        recording.state = RecordingState::Done;
        recording.file = FileState::There; // and these are its tags
        ++m_batch.tagged;
        break;
    case JobEnd::Cancelled:
        recording.state = recording.result.complete ? RecordingState::Done : RecordingState::Cancelled;
        m_batch.cancelled = true;
        break;
    case JobEnd::Failed:
        recording.state = RecordingState::Failed;
        recording.failure = error;
        ++m_batch.failed;
        break;
    }
}

void RunQueue::cancel()
{
    drop();
    m_batch.cancelled = true;
    if (m_job)
        m_job->cancel();
    setPaused(false);
    if (!m_job)
        settle();
    emit changed();
}

void RunQueue::drop()
{
    m_runAgain = false;
    m_lookedUp.clear();
    for (OpenRecording* recording : std::exchange(m_waiting, {})) {
        if (recording->hasResult()) // it was to be tagged again
            recording->state = recording->result.complete ? RecordingState::Done : RecordingState::Cancelled;
        emit recordingChanged(recording);
    }
}

void RunQueue::remove(OpenRecording* recording)
{
    std::erase(m_waiting, recording);
    m_lookedUp.removeIf([&](const auto& entry) { return entry.value() == recording; });
}

void RunQueue::settle()
{
    if (m_running || !m_waiting.empty())
        return;
    setPaused(false); // a queue that only waited for the model can be paused, too
    if (!m_batchTime.isValid())
        return;
    m_batch.seconds = static_cast<double>(m_batchTime.elapsed() - m_pausedMs) / 1000.0;
    m_batchTime.invalidate();
    emit changed();
    emit batchEnded(m_batch);
}

void RunQueue::sort(const QHash<const OpenRecording*, int>& place)
{
    std::ranges::stable_sort(m_waiting, {}, [&](const OpenRecording* recording) { return place.value(recording); });
}

void RunQueue::setHeld(bool on)
{
    m_held = on;
    emit changed();
    if (!on)
        startNext(); // what was asked for meanwhile
}

void RunQueue::setPaused(bool paused)
{
    if (paused == m_paused || (paused && !canPause()))
        return;
    m_paused = paused;
    if (paused)
        m_pauseTime.start();
    else
        m_pausedMs += m_pauseTime.elapsed();
    if (m_job)
        m_job->setPaused(paused);
    if (m_running) {
        m_running->paused = paused;
        emit recordingChanged(m_running);
    }
    emit changed();
    startNext();
}

void RunQueue::stop()
{
    if (m_job)
        m_job->cancel();
    if (m_restoreJob)
        m_restoreJob->cancel();
}

bool RunQueue::isWaiting(const OpenRecording* recording) const
{
    return std::ranges::find(m_waiting, recording) != m_waiting.end();
}

bool RunQueue::isUpToDate(const OpenRecording& recording) const
{
    if (recording.state != RecordingState::Done || !recording.provenance || !m_model.info() || !m_model.fits(m_run))
        return false;
    const Provenance& made = *recording.provenance;
    const TaggingSettings now = m_run.forRun();
    const bool sameCut = now.mode != TaggingMode::Windows || (made.settings.windowSeconds == now.windowSeconds &&
                                                              made.settings.hopSeconds == now.hopSeconds);
    return made.modelSha256 == m_model.info()->sha256 && made.settings.mode == now.mode && sameCut &&
           made.settings.pooling == now.pooling && made.settings.channel == now.channel &&
           (m_run.precision == Precision::Auto || made.precision == nameOf(m_model.precision()));
}

ResultStore RunQueue::store() const
{
    return {toPath(m_settings.cacheFolder()), m_settings.resultsLimit()};
}

} // namespace dass
