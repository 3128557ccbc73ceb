#include "app/jobs/scan_job.h"

#include "app/jobs/path_text.h"
#include "core/report/recording_list.h"

#include <QDirIterator>
#include <QFileInfo>

#include <utility>

namespace dass {

namespace {

constexpr qsizetype kBatch = 200; // files that the window takes at a time without a stutter

} // namespace

ScanJob::ScanJob(QStringList paths, QObject* parent) : QObject(parent), m_paths(std::move(paths)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ScanJob::ended);
}

void ScanJob::start()
{
    m_thread.start([this](std::stop_token stop) { return scan(std::move(stop)); });
}

Outcome ScanJob::scan(std::stop_token stop)
{
    QStringList named;
    QStringList folders;
    for (const QString& path : m_paths) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        (QFileInfo(path).isDir() ? folders : named) << path;
    }
    emit sorted(id(), named, folders);
    for (const QString& folder : folders) {
        QStringList files;
        QDirIterator walk(folder, QDir::Files | QDir::Readable, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            const QString file = walk.next();
            if (looksLikeRecording(toPath(file)))
                files << file;
        }
        files.sort();
        for (qsizetype first = 0; first < files.size(); first += kBatch) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            emit found(id(), files.mid(first, kBatch));
        }
    }
    return Outcome::Finished;
}

} // namespace dass
