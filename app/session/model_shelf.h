#pragma once

#include "app/jobs/model_download_job.h"
#include "app/jobs/model_reader_job.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <vector>

namespace dass {

class Settings;

// A model that can be chosen, or a released one that can be had.
struct ShelvedModel
{
    enum class Kind { Bundled, Installed, Added, Release };
    enum class Download { None, Running, Checking, Paused, Failed };

    Kind kind = Kind::Added;
    QString path;                                        // empty of a release
    QString name;                                        // the folder's or file's until the model has been read
    std::shared_ptr<const ModelDescription> description; // null until it has been read; of a release

    // Of a release. Failed with done > 0 and Paused can go on.
    ModelRelease release;
    Download download = Download::None;
    qint64 done = 0;
    qint64 total = 0;
    double bytesPerSecond = 0; // 0: not known yet
    QString error;             // one line, of Failed

    bool isRelease() const { return kind == Kind::Release; }
    QString key() const { return isRelease() ? release.id : path; }
};

// The models that a person has at hand: those that come with the program, those that were installed from the list of
// releases (they lie in the person's data folder), files and folders that were added (they stay where they are), and
// the releases that could be installed. GUI thread; reading, fetching and deleting are done by jobs, and the disk is
// asked elsewhere: until it answers, what was known before is listed.
class ModelShelf : public QObject
{
    Q_OBJECT
public:
    // releases: the list (JSON); one that cannot be read is told by listError(). rules: of downloads.
    ModelShelf(Settings& settings, const QString& releases, FetchRules rules = FetchRules(), QObject* parent = nullptr);
    ~ModelShelf() override; // stops downloads, of which what has come is kept

    const std::vector<ShelvedModel>& models() const { return m_models; }
    const ShelvedModel* find(const QString& key) const; // by path, or a release's id; null: none. Valid until changed.
    QStringList paths() const;                          // that can be chosen
    const ModelRelease* release(const QString& id) const; // of the list, installed or not; null: none
    const QString& listError() const { return m_listError; }

    // Looks at the disk again. current: the model in use, which is listed wherever it lies. Other models of a person's
    // are listed once they are known to be there, which may take a while: they may lie on a network's disk.
    void refresh(const QString& current);
    void lookForAdded(); // again, whether they are there
    void readAll();      // what has not been read yet, and later what the folder of installed models turns out to hold

    void add(const QStringList& filesAndFolders); // those that hold a model; the others are told by notAdded()
    void remove(const QString& path);             // Added: forgets it. Installed: deletes it from the disk
    void download(const QString& releaseId);      // or goes on with it
    void pause(const QString& releaseId);
    void discard(const QString& releaseId); // what has come of it

signals:
    void changed();                        // any model, or which there are
    void modelChanged(const QString& key); // this one's progress, state or description alone
    void added(const QString& path);
    void notAdded(const QString& path, const QString& error);
    void installed(const QString& path, const QString& name);
    void downloadFailed(const QString& name, const QString& error);
    void removeFailed(const QString& path);

private:
    struct Running
    {
        std::unique_ptr<ModelDownloadJob> job;
        QElapsedTimer sinceReport;
        qint64 reported = 0;
    };

    // What the folder of installed models holds.
    struct Folder
    {
        QStringList installed;          // names
        std::map<QString, qint64> rest; // of a release's id: bytes that an earlier download left; -1: none
    };

    ShelvedModel* at(const QString& key);
    QString folder() const;
    void startReading();
    void takeDescription(const QString& asked, const std::shared_ptr<const ModelDescription>& description);
    void takeProgress(const QString& releaseId, const DownloadProgress& progress);
    void endDownload(const QString& releaseId, JobEnd end, const QString& error);

    // model_shelf_disk.cpp
    void list();
    static Folder lookInto(const QString& folder, const std::vector<ModelRelease>& releases);
    void lookAtFolder();
    void lookAfterChange();
    void takeFolder(const Folder& found);
    void addInstalled(const QString& name);
    void lookForRest(const ShelvedModel& release);

    Settings& m_settings;
    FetchRules m_rules;
    QString m_current;
    QString m_listError;
    QSet<QString> m_there;      // of the added models
    QSet<QString> m_lookingFor; // likewise
    QStringList m_installed;    // names, in their order
    std::map<QString, qint64> m_rest;
    bool m_looked = false;      // into the folder
    bool m_looking = false;     // now
    bool m_outdated = false;    // its answer is no longer wanted
    bool m_readsAll = false;    // what is found
    QSet<QString> m_removing;   // names of installed models
    QSet<QString> m_discarding; // ids of releases
    QSet<QString> m_wanted;     // likewise: to be downloaded once what goes on is over
    std::vector<ModelRelease> m_releases;
    std::vector<ShelvedModel> m_models;
    std::vector<QString> m_toRead;
    QStringList m_reading; // by the job
    QStringList m_adding;  // of both, what a person wants listed
    std::map<QString, Running> m_downloads;
    std::vector<std::unique_ptr<JobThread>> m_deletions;
    std::unique_ptr<ModelReaderJob> m_reader;
};

} // namespace dass
