#include "app/session/recording_prober.h"

#include <utility>

namespace dass {

void RecordingProber::add(const QStringList& paths)
{
    m_waiting << paths;
    next();
}

void RecordingProber::addAgain(const QString& path)
{
    if (!m_waiting.contains(path))
        m_waiting << path;
    next();
}

void RecordingProber::drop()
{
    m_waiting.clear();
}

void RecordingProber::cancel()
{
    if (m_job)
        m_job->cancel();
}

void RecordingProber::next()
{
    if (m_job || m_waiting.isEmpty())
        return;
    m_job = std::make_unique<ProbeJob>(std::exchange(m_waiting, {}));
    connect(m_job.get(), &ProbeJob::probed, this, [this](quint64, const ProbedFile& file) { emit probed(file); });
    connect(m_job.get(), &ProbeJob::ended, this, [this] {
        m_job.release()->deleteLater();
        const QStringList stillWaiting = m_waiting;
        next();
        emit ended(stillWaiting);
    });
    m_job->start();
}

} // namespace dass
