#include "app/jobs/scan_job.h"

#include "core/report/recording_list.h"

#include <QDirIterator>

#include <utility>

namespace dass {

namespace {

constexpr qsizetype kBatch = 200; // files that the window takes at a time without a stutter

} // namespace

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
        for (qsizetype first = 0; first < files.size(); first += kBatch) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            emit found(id(), files.mid(first, kBatch));
        }
    }
    return Outcome::Finished;
}

} // namespace dass
