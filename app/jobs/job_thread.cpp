#include "app/jobs/job_thread.h"

#include "core/base/error.h"
#include "core/base/thread_priority.h"

#include <atomic>
#include <exception>
#include <utility>

namespace dass {

quint64 nextJobId()
{
    static std::atomic<quint64> last{0};
    return ++last;
}

JobThread::JobThread(quint64 id, QObject* parent) : QObject(parent), m_id(id)
{
    qRegisterMetaType<JobEnd>();
}

JobThread::~JobThread() = default; // the jthread asks to stop and joins

void JobThread::start(Body body, JobPriority priority)
{
    m_thread = std::jthread([this, body = std::move(body), priority](std::stop_token stop) {
        if (priority == JobPriority::Background)
            lowerThreadPriority(); // before the body has OpenMP start its threads
        JobEnd end = JobEnd::Failed;
        QString error;
        try {
            end = body(stop) == Outcome::Finished ? JobEnd::Finished : JobEnd::Cancelled;
        } catch (const std::exception& exception) {
            error = QString::fromStdString(describe(exception));
        }
        emit ended(m_id, end, error);
    });
}

void JobThread::cancel()
{
    m_thread.request_stop();
}

} // namespace dass
