#include "app/jobs/job_thread.h"

#include "core/base/error.h"
#include "core/base/release_elsewhere.h"
#include "core/base/thread_priority.h"

#include <atomic>
#include <exception>
#include <memory>
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

// Else the jthread asks to stop and joins.
JobThread::~JobThread()
{
    if (m_over)
        releaseElsewhere(std::make_shared<std::jthread>(std::move(m_thread)));
}

void JobThread::start(Body body, JobPriority priority)
{
    m_thread = std::jthread([this, body = std::move(body), priority](std::stop_token stop) mutable {
        if (priority == JobPriority::Background)
            lowerThreadPriority(); // before the body has OpenMP start its threads
        JobEnd end = JobEnd::Failed;
        QString error;
        try {
            end = body(stop) == Outcome::Finished ? JobEnd::Finished : JobEnd::Cancelled;
        } catch (const std::exception& exception) {
            error = QString::fromStdString(describe(exception));
        }
        body = nullptr;
        m_ended.store(true, std::memory_order_release);
        QMetaObject::invokeMethod(
            this,
            [this, end, error] {
                m_over = m_ended.load(std::memory_order_acquire);
                emit ended(m_id, end, error);
            },
            Qt::QueuedConnection);
    });
}

void JobThread::cancel()
{
    m_thread.request_stop();
}

} // namespace dass
