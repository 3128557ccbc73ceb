#include "app/jobs/probe_job.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

ProbeJob::ProbeJob(QStringList files, QObject* parent)
    : QObject(parent), m_files(std::move(files)), m_thread(nextJobId())
{
    qRegisterMetaType<AudioInfo>();
    connect(&m_thread, &JobThread::ended, this, &ProbeJob::ended);
}

void ProbeJob::start()
{
    m_thread.start([this](std::stop_token stop) { return probe(std::move(stop)); });
}

Outcome ProbeJob::probe(std::stop_token stop)
{
    for (const QString& file : m_files) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        try {
            const AudioReader reader(file.toStdU16String());
            emit probed(id(), file, reader.info());
        } catch (const Error&) {
            continue; // the job that tags or shows the file reports it
        }
    }
    return Outcome::Finished;
}

} // namespace dass
