#pragma once

#include "app/jobs/file_fetch.h"
#include "app/jobs/job_thread.h"
#include "app/jobs/release_list.h"
#include "core/model/tagging_model.h"

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>

namespace dass {

struct DownloadProgress
{
    qint64 done = 0;
    qint64 total = 0;      // as far as it is known: the list's estimate until the server has said it
    bool checking = false; // all of it is there and is being read as a model
};

// Downloads a released model into a folder of models (FOLDER/<id>), where it appears whole: its files are fetched and
// checked one by one in FOLDER/.downloads/<id>, read as strictly as any model, and that folder is then renamed. What
// has come stays there when the job is cancelled, fails or the program ends, and a later job goes on from there.
// Nothing of a release is ever run. GUI thread.
class ModelDownloadJob : public QObject
{
    Q_OBJECT
public:
    using Check = std::function<ModelInfo(const std::filesystem::path&)>; // readModelInfo, or another in tests

    ModelDownloadJob(ModelRelease release, QString folder, FetchRules rules = FetchRules(), Check check = {},
                     QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); } // returns at once

    // What an earlier job left of a release: bytes, or -1 where there is nothing to go on with.
    static qint64 bytesLeftOver(const ModelRelease& release, const QString& folder);
    // Throws that away. Not while a job is at it.
    static void discard(const ModelRelease& release, const QString& folder);

signals:
    void progressed(quint64 id, const dass::DownloadProgress& progress);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome download(const std::stop_token& stop);
    void install(const std::filesystem::path& staging, const QByteArray& sha256, const QByteArray& revision);

    const ModelRelease m_release;
    const QString m_folder;
    const FetchRules m_rules;
    const Check m_check;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass

Q_DECLARE_METATYPE(dass::DownloadProgress)
