#include "app/jobs/scan_job.h"

#include "core/report/recording_list.h"

#include <QDirIterator>

#include <utility>

namespace dass {

ScanJob::ScanJob(QStringList folders, QObject* parent)
    : QObject(parent), m_folders(std::move(folders)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ScanJob::ended);
}

void ScanJob::start()
{
    m_thread.start([this](std::stop_token stop) { return scan(std::move(stop)); });
}

Outcome ScanJob::scan(std::stop_token stop)
{
    for (const QString& folder : m_folders) {
        QStringList files;
        QDirIterator walk(folder, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            const QString file = walk.next();
            if (looksLikeRecording(std::filesystem::path(file.toStdU16String())))
                files << file;
        }
        files.sort();
        emit found(id(), files);
    }
    return Outcome::Finished;
}

} // namespace dass
