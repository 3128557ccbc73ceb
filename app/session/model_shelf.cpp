#include "app/session/model_shelf.h"

#include "app/jobs/file_look.h"
#include "app/session/installed_files.h"
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

// By the path alone: the disk may not answer.
QString nameOf(const QString& path)
{
    static const QStringList weights{"safetensors", "pth", "pt", "ckpt"};
    const QFileInfo info(path);
    return weights.contains(info.suffix()) ? info.completeBaseName() : info.fileName();
}

ShelvedModel onDisk(ShelvedModel::Kind kind, const QString& path)
{
    ShelvedModel model;
    model.kind = kind;
    model.path = path;
    model.name = nameOf(path);
    return model;
}

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

void ModelShelf::refresh(const QString& current)
{
    if (!current.isEmpty())
        m_current = current;
    list();
    lookForAdded();
}

void ModelShelf::lookForAdded()
{
    for (const QString& path : m_settings.addedModels()) {
        if (m_lookingFor.contains(path))
            continue;
        m_lookingFor.insert(path);
        lookForFile(path, this, [this, path](bool there) {
            m_lookingFor.remove(path);
            if (there == m_there.contains(path))
                return;
            if (there)
                m_there.insert(path);
            else
                m_there.remove(path);
            list();
        });
    }
}

void ModelShelf::list()
{
    std::vector<ShelvedModel> old = std::exchange(m_models, {});
    const auto keep = [&](ShelvedModel model) {
        if (find(model.key()))
            return;
        if (const auto before = std::ranges::find(old, model.key(), &ShelvedModel::key);
            before != old.end() && before->kind == model.kind)
            model = *before;
        m_models.push_back(std::move(model));
    };
    using Kind = ShelvedModel::Kind;
    for (const QString& path : bundledModelFolders())
        keep(onDisk(Kind::Bundled, path));
    const QDir own(folder());
    for (const QString& name : own.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (QFileInfo::exists(own.filePath(name + QStringLiteral("/model.safetensors")))) {
            ShelvedModel model = onDisk(Kind::Installed, own.filePath(name));
            if (const ModelRelease* from = release(name))
                model.name = from->name; // until it has been read
            keep(std::move(model));
        }
    QStringList addedPaths = m_settings.addedModels();
    if (!m_current.isEmpty() && !find(m_current) && !addedPaths.contains(m_current)) {
        if (m_settings.modelPath() == m_current) { // chosen by an earlier version, which knew no list
            addedPaths << m_current;
            m_settings.setAddedModels(addedPaths);
        }
        keep(onDisk(Kind::Added, m_current));
    }
    for (const QString& path : addedPaths)
        if (m_there.contains(path) || path == m_current) // else on a disk that is not there at present
            keep(onDisk(Kind::Added, path));
    for (const ModelRelease& release : m_releases) {
        if (find(own.filePath(release.id)))
            continue; // installed
        ShelvedModel model;
        model.kind = Kind::Release;
        model.name = release.name;
        model.release = release;
        lookForRest(model);
        keep(std::move(model));
    }
    emit changed();
}

// What an earlier download left.
void ModelShelf::lookForRest(ShelvedModel& release) const
{
    const qint64 bytes = ModelDownloadJob::bytesLeftOver(release.release, folder());
    release.download = bytes >= 0 ? ShelvedModel::Download::Paused : ShelvedModel::Download::None;
    release.done = std::max<qint64>(bytes, 0);
    release.total = std::max(release.release.aboutBytes, release.done);
}

void ModelShelf::readAll()
{
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

void ModelShelf::remove(const QString& path)
{
    const ShelvedModel* model = find(path);
    if (!model || model->isRelease() || model->kind == ShelvedModel::Kind::Bundled)
        return;
    if (model->kind == ShelvedModel::Kind::Added) {
        QStringList paths = m_settings.addedModels();
        paths.removeAll(path);
        m_settings.setAddedModels(paths);
        if (m_current == path)
            m_current.clear();
        m_adding.removeAll(path);
        refresh({});
        return;
    }
    // Away at once under another name, so that nobody meets half a model; then at leisure from the disk.
    QDir().mkpath(folder() + QStringLiteral("/.downloads"));
    const QString gone = QStringLiteral("%1/.downloads/removed-%2").arg(folder()).arg(nextJobId());
    QDir(gone).removeRecursively(); // of an earlier start that ended while it deleted
    if (!QDir().rename(path, gone)) {
        emit removeFailed(path);
        return;
    }
    auto job = std::make_unique<JobThread>(nextJobId());
    connect(job.get(), &JobThread::ended, this, [this](quint64 id) {
        const auto done = std::ranges::find(m_deletions, id, [](const auto& one) { return one->id(); });
        if (done == m_deletions.end())
            return;
        done->release()->deleteLater();
        m_deletions.erase(done);
    });
    job->start([gone](const std::stop_token&) {
        QDir(gone).removeRecursively();
        return Outcome::Finished;
    });
    m_deletions.push_back(std::move(job));
    refresh({});
}

void ModelShelf::download(const QString& releaseId)
{
    ShelvedModel* model = at(releaseId);
    if (!model || !model->isRelease() || m_downloads.contains(releaseId))
        return;
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
        const QString path = QDir(folder()).filePath(releaseId);
        const QString name = model->name;
        refresh({});
        readAll();
        emit installed(path, name);
        return;
    }
    lookForRest(*model);
    model->bytesPerSecond = 0;
    if (end == JobEnd::Failed) {
        model->download = ShelvedModel::Download::Failed;
        model->error = error;
        emit downloadFailed(model->name, error);
    }
    emit modelChanged(releaseId);
}

void ModelShelf::pause(const QString& releaseId)
{
    if (const auto running = m_downloads.find(releaseId); running != m_downloads.end())
        running->second.job->cancel();
}

void ModelShelf::discard(const QString& releaseId)
{
    ShelvedModel* model = at(releaseId);
    if (!model || !model->isRelease() || m_downloads.contains(releaseId))
        return;
    ModelDownloadJob::discard(model->release, folder());
    model->error.clear();
    lookForRest(*model);
    emit modelChanged(releaseId);
}

} // namespace dass
