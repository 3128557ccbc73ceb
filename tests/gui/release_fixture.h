#pragma once

#include "app/jobs/model_download_job.h"
#include "tests/gui/loopback_server.h"
#include "tests/gui/tiny_model.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace dass {

// A real, small model on a server of this computer, and the release that names it.
class ReleaseFixture
{
public:
    ReleaseFixture()
    {
        makeTinyModel(dir.filePath("made").toStdU16String(), {"horn", "whistle", "drum, deep", "horn (far)", "ice"});
        for (const QString name : {"config.json", "README.md", "model.safetensors"}) {
            QFile file(dir.filePath("made/" + name));
            if (file.open(QIODevice::ReadOnly))
                server.files[pathOf(name)].body = file.readAll();
            ReleaseFile entry;
            entry.name = name;
            entry.url = server.url(QString::fromLatin1(pathOf(name)));
            entry.mostBytes = 10'000'000;
            entry.optional = name == QLatin1String("README.md");
            release.files.push_back(entry);
        }
        release.id = "tiny_1.0";
        release.name = "Tiny 1.0";
        release.authors = "Nobody in particular";
        release.licence = "CC0";
        release.page = server.url("/tiny");
        release.aboutBytes = weights().body.size() + 2000;
        state();
        rules.stalled = std::chrono::seconds(20);
        rules.pauses = {std::chrono::milliseconds(1), std::chrono::milliseconds(1)};
    }

    static QByteArray pathOf(const QString& name) { return "/tiny/resolve/main/" + name.toLatin1(); }
    ServedFile& weights() { return server.files[pathOf("model.safetensors")]; }
    ServedFile& config() { return server.files[pathOf("config.json")]; }
    ReleaseFile& weightsEntry() { return release.files.back(); }
    static QByteArray sha256Of(const QByteArray& bytes)
    {
        return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    }

    // The server says what Hugging Face says of a file that it keeps outside of git.
    void state()
    {
        weightsEntry().checksum = ReleaseFile::Checksum::StatedByServer;
        weights().headers = {"X-Linked-Etag: \"" + sha256Of(weights().body) + "\"",
                             "X-Linked-Size: " + QByteArray::number(weights().body.size()), "X-Repo-Commit: abc123"};
    }

    void list(const QByteArray& sha256)
    {
        weightsEntry().checksum = ReleaseFile::Checksum::Listed;
        weightsEntry().sha256 = sha256;
        weights().headers.clear();
    }

    QString folder() const { return dir.filePath("models"); }
    QString installed(const QString& name = {}) const
    {
        return folder() + "/tiny_1.0" + (name.isEmpty() ? "" : "/" + name);
    }
    QString staging(const QString& name) const { return folder() + "/.downloads/tiny_1.0/" + name; }

    std::unique_ptr<ModelDownloadJob> job() const
    {
        return std::make_unique<ModelDownloadJob>(release, folder(), rules);
    }

    static QStringList filesIn(const QString& folder)
    {
        QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden);
        names.sort();
        return names;
    }

    // One job, to its end. error: what it said.
    JobEnd download()
    {
        const auto work = job();
        QSignalSpy ended(work.get(), &ModelDownloadJob::ended);
        work->start();
        if (!ended.wait(60'000))
            return JobEnd::Failed;
        error = ended.front().at(2).toString();
        return ended.front().at(1).value<JobEnd>();
    }

    bool isInstalledWhole()
    {
        QFile file(installed("model.safetensors"));
        return file.open(QIODevice::ReadOnly) && file.readAll() == weights().body &&
               QFileInfo::exists(installed("config.json")) && !QFileInfo::exists(staging({})) &&
               filesIn(installed()) == QStringList({"README.md", "config.json", "model.safetensors", "origin.json"});
    }

    QTemporaryDir dir;
    LoopbackServer server;
    ModelRelease release;
    FetchRules rules;
    QString error;
};

} // namespace dass
