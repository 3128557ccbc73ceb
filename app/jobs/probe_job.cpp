#include "app/jobs/probe_job.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"

#include <QFileInfo>

#include <utility>

namespace dass {

ProbeJob::ProbeJob(QStringList files, QObject* parent)
    : QObject(parent), m_files(std::move(files)), m_thread(nextJobId())
{
    qRegisterMetaType<ProbedFile>();
    connect(&m_thread, &JobThread::ended, this, &ProbeJob::ended);
}

void ProbeJob::start()
{
    m_thread.start([this](std::stop_token stop) { return probe(std::move(stop)); });
}

Outcome ProbeJob::probe(std::stop_token stop)
{
    for (const QString& path : m_files) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        ProbedFile file;
        file.path = path;
        const QFileInfo facts(path);
        if (facts.isDir()) {
            file.isFolder = true;
            emit probed(id(), file);
            continue;
        }
        if (facts.exists()) {
            file.bytes = facts.size();
            file.changed = facts.lastModified();
        }
        try {
            const auto reader = AudioReader::open(toPath(path), {}, stop);
            if (!reader)
                return Outcome::Cancelled;
            file.info = reader->info();
        } catch (const Error&) {
            file.info.reset(); // the job that tags or shows the file reports it
        }
        file.start = findRecordingStart(toPath(path), stop);
        emit probed(id(), file);
    }
    return Outcome::Finished;
}

} // namespace dass
