#include "app/jobs/model_download_job.h"

#include "app/jobs/path_text.h"
#include "app/jobs/progress_gate.h"
#include "core/base/error.h"
#include "core/model/model_files.h"
#include "core/model/model_info.h"
#include "core/model/model_origin.h"

#include <QCoreApplication>
#include <QDate>
#include <QDir>
#include <QLockFile>
#include <QScopeGuard>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

struct DownloadWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::ModelDownloadJob)
};

QString stagingOf(const ModelRelease& release, const QString& folder)
{
    return folder + QStringLiteral("/.downloads/") + release.id;
}

[[noreturn]] void fail(ErrorCode code, const QString& what)
{
    throw Error(code, what.toStdString());
}

} // namespace

ModelDownloadJob::ModelDownloadJob(ModelRelease release, QString folder, FetchRules rules, Check check, QObject* parent)
    : QObject(parent), m_release(std::move(release)), m_folder(std::move(folder)), m_rules(std::move(rules)),
      m_check(check ? std::move(check) : readModelInfo), m_thread(nextJobId())
{
    qRegisterMetaType<DownloadProgress>();
    connect(&m_thread, &JobThread::ended, this, &ModelDownloadJob::ended);
}

void ModelDownloadJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return download(stop); });
}

Outcome ModelDownloadJob::download(const std::stop_token& stop)
{
    const QString staging = stagingOf(m_release, m_folder);
    if (!QDir().mkpath(staging))
        fail(ErrorCode::Io, DownloadWords::tr("the folder '%1' cannot be made").arg(QDir::toNativeSeparators(staging)));
    QLockFile lock(staging + QStringLiteral(".lock"));
    lock.setStaleLockTime(0); // a download may take hours; a lock is stale when its process is gone
    if (!lock.tryLock())
        fail(ErrorCode::Io, DownloadWords::tr("%1 is being downloaded by another window").arg(m_release.name));

    ProgressGate gate;
    DownloadProgress last; // also what the gate keeps back
    auto tellLast = qScopeGuard([&] {
        if (last.done > 0)
            emit progressed(id(), last);
    });
    qint64 before = 0; // bytes of the files that are there
    QByteArray sha256;
    QByteArray revision;
    for (const ReleaseFile& file : m_release.files) {
        last.done = before + bytesFetched(file, toPath(staging));
        last.total = std::max(m_release.aboutBytes, last.done);
        const auto report = [&](const FetchProgress& progress) {
            const qint64 done = before + progress.done;
            const bool weights = file.name == QLatin1String(kWeightsName);
            const qint64 total = weights && progress.total >= 0 ? before + progress.total : m_release.aboutBytes;
            last = {done, std::max(total, done), false};
            if (gate.open())
                emit progressed(id(), last);
        };
        const auto fetched = fetchFile(file, toPath(staging), m_rules, stop, report);
        if (!fetched)
            return Outcome::Cancelled;
        before += bytesFetched(file, toPath(staging));
        if (file.name == QLatin1String(kWeightsName)) {
            sha256 = fetched->sha256;
            revision = fetched->revision;
        }
    }
    tellLast.dismiss();
    emit progressed(id(), {before, before, true});
    install(toPath(staging), sha256, revision);
    return Outcome::Finished;
}

void ModelDownloadJob::install(const std::filesystem::path& staging, const QByteArray& sha256,
                               const QByteArray& revision)
{
    ModelInfo info;
    try {
        info = m_check(staging);
    } catch (const Error& error) {
        fail(error.code(),
             DownloadWords::tr("%1 has come as its authors published it, but is no model that this program reads: %2")
                 .arg(m_release.name, QString::fromStdString(error.what())));
    }
    if (info.sha256 != sha256.toStdString()) // changed on the disk since it was fetched, perhaps days ago
        fail(ErrorCode::BadFile,
             DownloadWords::tr("%1 has changed on the disk since it was fetched; discard it and download it again")
                 .arg(m_release.name));
    writeModelOrigin(staging,
                     {m_release.id.toStdString(), m_release.name.toStdString(), m_release.page.toString().toStdString(),
                      m_release.licence.toStdString(), revision.toStdString(), info.sha256,
                      QDate::currentDate().toString(Qt::ISODate).toStdString()});
    for (const ReleaseFile& file : m_release.files)
        QFile::remove(stagingOf(m_release, m_folder) + QLatin1Char('/') + file.name + QStringLiteral(".state"));
    const std::filesystem::path target = toPath(m_folder) / toPath(m_release.id);
    std::error_code error;
    std::filesystem::rename(staging, target, error);
    if (error)
        fail(ErrorCode::Io, DownloadWords::tr("%1 is there, but its folder cannot be renamed to '%2': %3")
                                .arg(m_release.name, fromPath(target), QString::fromStdString(error.message())));
}

qint64 ModelDownloadJob::bytesLeftOver(const ModelRelease& release, const QString& folder)
{
    const QString staging = stagingOf(release, folder);
    if (!QDir(staging).exists())
        return -1;
    qint64 bytes = 0;
    for (const ReleaseFile& file : release.files)
        bytes += bytesFetched(file, toPath(staging));
    return bytes > 0 ? bytes : -1;
}

void ModelDownloadJob::discard(const ModelRelease& release, const QString& folder)
{
    QLockFile lock(stagingOf(release, folder) + QStringLiteral(".lock"));
    lock.setStaleLockTime(0);
    if (lock.tryLock(0)) // else another window is downloading it
        QDir(stagingOf(release, folder)).removeRecursively();
}

} // namespace dass
