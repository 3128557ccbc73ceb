// Results of earlier starts that a RunQueue takes instead of tagging again.

#include "app/jobs/restore_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/chosen_model.h"
#include "app/session/run_queue.h"
#include "app/session/settings.h"

#include <utility>

namespace dass {

// Looks for results of earlier runs for all that waits, so that what is done shows at once, wherever it stands in the
// queue. One job at a time.
void RunQueue::lookUpStored()
{
    if (m_restoreJob)
        return;
    QStringList files;
    for (OpenRecording* recording : m_waiting) {
        if (recording->lookup != StoredLookup::Wanted || !recording->looked)
            continue;
        recording->lookup = StoredLookup::UnderWay;
        files << recording->path;
        m_lookedUp.insert(recording->path, recording);
    }
    if (files.isEmpty())
        return;
    m_restoreJob = std::make_unique<RestoreJob>(RestoreRequest{std::move(files), m_model.provenance(m_run), store()});
    connect(m_restoreJob.get(), &RestoreJob::looked, this, &RunQueue::takeStored);
    connect(m_restoreJob.get(), &RestoreJob::ended, this, [this](quint64 id) {
        if (!m_restoreJob || id != m_restoreJob->id())
            return;
        m_restoreJob.release()->deleteLater();
        startNext();
    });
    m_restoreJob->start();
    emit changed();
}

void RunQueue::takeStored(quint64 id, const QString& file, const std::shared_ptr<const StoredResult>& stored,
                          const QString& problem)
{
    if (!m_restoreJob || id != m_restoreJob->id())
        return;
    if (!problem.isEmpty())
        emit noticed(tr("A stored result was not used."), problem);
    OpenRecording* recording = m_lookedUp.take(file);
    if (!recording || recording->path != file || recording->lookup != StoredLookup::UnderWay)
        return; // it lies elsewhere by now, or is asked for anew
    recording->lookup = StoredLookup::Missed;
    if (stored)
        restore(recording, *stored);
    startNext();
}

void RunQueue::restore(OpenRecording* recording, const StoredResult& stored)
{
    std::erase(m_waiting, recording);
    recording->state = RecordingState::Done;
    recording->file = FileState::There; // and the result is of it as it is
    recording->dropWarnings();
    recording->result = stored.result;
    recording->isEarlierResult = false;
    recording->progress = {};
    recording->provenance = std::make_shared<const Provenance>(stored.provenance);
    recording->model = m_model.info();
    recording->unreadResult.clear();
    recording->takeWarnings();
    ++m_batch.restored;
    emit fileRead(recording);
    emit restored(recording);
    settle();
}

void RunQueue::forgetLookups()
{
    if (m_restoreJob) {
        RestoreJob* job = m_restoreJob.release(); // ends in its own time
        job->setParent(this);
        connect(job, &RestoreJob::ended, job, &QObject::deleteLater);
        job->cancel();
    }
    m_lookedUp.clear();
    for (OpenRecording* recording : m_waiting)
        if (recording->lookup != StoredLookup::None)
            recording->lookup = StoredLookup::Wanted;
}

} // namespace dass
