#include "app/session/model_shelf.h"

#include "app/session/settings.h"
#include "core/base/error.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr double kSpeedMemory = 0.8; // of a second's speed in the next one's
constexpr qint64 kSpeedEveryMs = 500;

} // namespace

ModelShelf::ModelShelf(Settings& settings, const QString& releases, FetchRules rules, QObject* parent)
    : QObject(parent), m_settings(settings), m_rules(std::move(rules))
{
    try {
        m_releases = readReleases(releases);
    } catch (const Error& error) {
        m_listError = QString::fromStdString(error.what());
    }
    refresh({});
}

ModelShelf::~ModelShelf()
{
    for (auto& [id, running] : m_downloads)
        running.job->cancel(); // all at once, then wait for each
}

QString ModelShelf::folder() const
{
    return m_settings.dataFolder() + QStringLiteral("/models");
}

const ShelvedModel* ModelShelf::find(const QString& key) const
{
    const auto found = std::ranges::find(m_models, key, &ShelvedModel::key);
    return key.isEmpty() || found == m_models.end() ? nullptr : &*found;
}

const ModelRelease* ModelShelf::release(const QString& id) const
{
    const auto found = std::ranges::find(m_releases, id, &ModelRelease::id);
    return found == m_releases.end() ? nullptr : &*found;
}

ShelvedModel* ModelShelf::at(const QString& key)
{
    return const_cast<ShelvedModel*>(find(key));
}

QStringList ModelShelf::paths() const
{
    QStringList paths;
    for (const ShelvedModel& model : m_models)
        if (!model.isRelease() && (!model.description || model.description->tags))
            paths << model.path;
    return paths;
}

void ModelShelf::readAll()
{
    m_readsAll = true;
    for (const ShelvedModel& model : m_models)
        if (!model.isRelease() && !model.description && !m_reading.contains(model.path) &&
            std::ranges::find(m_toRead, model.path) == m_toRead.end())
            m_toRead.push_back(model.path);
    startReading();
}

void ModelShelf::startReading()
{
    if (m_reader || m_toRead.empty())
        return;
    m_reading = QStringList(m_toRead.begin(), m_toRead.end());
    m_reader = std::make_unique<ModelReaderJob>(std::exchange(m_toRead, {}));
    connect(m_reader.get(), &ModelReaderJob::described, this,
            [this](quint64, const QString& asked, const std::shared_ptr<const ModelDescription>& description) {
                takeDescription(asked, description);
            });
    connect(m_reader.get(), &ModelReaderJob::ended, this, [this] {
        m_reader.release()->deleteLater();
        m_reading.clear();
        if (m_toRead.empty())
            m_adding.clear();
        startReading();
    });
    m_reader->start();
}

void ModelShelf::takeDescription(const QString& asked, const std::shared_ptr<const ModelDescription>& description)
{
    const bool adding = m_adding.contains(asked);
    if (adding && !description->info) {
        emit notAdded(description->path, description->error);
        return;
    }
    if (adding && !find(description->path)) {
        QStringList paths = m_settings.addedModels();
        paths.removeAll(description->path);
        m_settings.setAddedModels(paths << description->path);
        m_there.insert(description->path); // it has just been read
        list();
    }
    ShelvedModel* model = at(description->path);
    if (!model)
        return; // removed meanwhile
    model->description = description;
    if (description->info)
        model->name = QString::fromStdString(description->info->name);
    emit modelChanged(description->path);
    if (adding)
        emit added(description->path);
}

void ModelShelf::add(const QStringList& filesAndFolders)
{
    for (const QString& path : filesAndFolders) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        m_adding << absolute;
        m_toRead.push_back(absolute);
    }
    startReading();
}

void ModelShelf::download(const QString& releaseId)
{
    ShelvedModel* model = at(releaseId);
    if (!model || !model->isRelease() || m_downloads.contains(releaseId))
        return;
    if (!m_looked || m_discarding.contains(releaseId)) { // it may be installed, or is about to be gone
        m_wanted.insert(releaseId);
        return;
    }
    model->download = ShelvedModel::Download::Running;
    model->error.clear();
    model->bytesPerSecond = 0;
    Running& running = m_downloads[releaseId];
    running.reported = -1;
    running.job = std::make_unique<ModelDownloadJob>(model->release, folder(), m_rules);
    connect(running.job.get(), &ModelDownloadJob::progressed, this,
            [this, releaseId](quint64, const DownloadProgress& progress) { takeProgress(releaseId, progress); });
    connect(running.job.get(), &ModelDownloadJob::ended, this,
            [this, releaseId](quint64, JobEnd end, const QString& error) { endDownload(releaseId, end, error); });
    running.job->start();
    emit modelChanged(releaseId);
}

void ModelShelf::takeProgress(const QString& releaseId, const DownloadProgress& progress)
{
    ShelvedModel* model = at(releaseId);
    const auto running = m_downloads.find(releaseId);
    if (!model || running == m_downloads.end())
        return;
    model->done = progress.done;
    model->total = progress.total;
    model->download = progress.checking ? ShelvedModel::Download::Checking : ShelvedModel::Download::Running;
    auto& [job, since, reported] = running->second;
    if (reported < 0) { // what was there already does not count as fast
        since.start();
        reported = progress.done;
    } else if (const qint64 ms = since.elapsed(); ms >= kSpeedEveryMs) {
        const double now = static_cast<double>(progress.done - reported) * 1000 / static_cast<double>(ms);
        model->bytesPerSecond =
            model->bytesPerSecond > 0 ? kSpeedMemory * model->bytesPerSecond + (1 - kSpeedMemory) * now : now;
        since.restart();
        reported = progress.done;
    }
    emit modelChanged(releaseId);
}

void ModelShelf::endDownload(const QString& releaseId, JobEnd end, const QString& error)
{
    const auto running = m_downloads.find(releaseId);
    if (running == m_downloads.end())
        return;
    running->second.job.release()->deleteLater();
    m_downloads.erase(running);
    ShelvedModel* model = at(releaseId);
    if (!model)
        return;
    if (end == JobEnd::Finished) {
        const QString name = model->name;
        addInstalled(releaseId);
        readAll();
        emit installed(QDir(folder()).filePath(releaseId), name);
        return;
    }
    const bool failed = end == JobEnd::Failed;
    model->download = failed ? ShelvedModel::Download::Failed : ShelvedModel::Download::Paused;
    model->bytesPerSecond = 0;
    model->error = failed ? error : QString();
    const QString name = model->name;
    m_outdated = true; // an answer that is on its way may tell of before
    lookForRest(*model);
    emit modelChanged(releaseId);
    if (failed)
        emit downloadFailed(name, error);
}

void ModelShelf::pause(const QString& releaseId)
{
    m_wanted.remove(releaseId);
    if (const auto running = m_downloads.find(releaseId); running != m_downloads.end())
        running->second.job->cancel();
}

} // namespace dass
