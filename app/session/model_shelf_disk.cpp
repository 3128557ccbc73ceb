// What a ModelShelf knows of the disk, which it asks elsewhere: it may not answer.

#include "app/jobs/file_look.h"
#include "app/session/installed_files.h"
#include "app/session/model_shelf.h"
#include "app/session/settings.h"
#include "core/base/error.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

// By the path alone.
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

void showRest(ShelvedModel& release, qint64 bytes)
{
    release.download = bytes >= 0 ? ShelvedModel::Download::Paused : ShelvedModel::Download::None;
    release.done = std::max<qint64>(bytes, 0);
    release.total = std::max(release.release.aboutBytes, release.done);
}

// Away at once under another name, so that nobody meets half a model; then at leisure.
void removeModel(const QString& path, const QString& gone)
{
    QDir().mkpath(QFileInfo(gone).path());
    QDir(gone).removeRecursively(); // of an earlier start that ended while it deleted
    if (!QDir().rename(path, gone))
        throw Error(ErrorCode::Io, path.toStdString() + ": cannot be renamed; may its folder be written to?");
    QDir(gone).removeRecursively();
}

} // namespace

void ModelShelf::refresh(const QString& current)
{
    if (!current.isEmpty())
        m_current = current;
    list();
    lookForAdded();
    lookAtFolder();
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

ModelShelf::Folder ModelShelf::lookInto(const QString& folder, const std::vector<ModelRelease>& releases)
{
    Folder found;
    const QDir own(folder);
    for (const QString& name : own.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
        if (QFileInfo::exists(own.filePath(name + QStringLiteral("/model.safetensors"))))
            found.installed << name;
    for (const ModelRelease& release : releases)
        found.rest[release.id] = ModelDownloadJob::bytesLeftOver(release, folder);
    return found;
}

// One question at a time, as each may wait for ever.
void ModelShelf::lookAtFolder()
{
    if (std::exchange(m_looking, true))
        return;
    m_outdated = false;
    askDisk(
        this, [folder = folder(), releases = m_releases] { return lookInto(folder, releases); },
        [this](const Folder& found) {
            m_looking = false;
            if (m_outdated)
                lookAtFolder();
            else
                takeFolder(found);
        });
}

// What was done here: an answer that is on its way may tell of before.
void ModelShelf::lookAfterChange()
{
    m_outdated = true;
    lookAtFolder();
}

void ModelShelf::takeFolder(const Folder& found)
{
    m_rest = found.rest;
    QStringList installed = found.installed;
    installed.removeIf([this](const QString& name) { return m_removing.contains(name); });
    if (installed != m_installed) {
        m_installed = installed;
        list();
    }
    using Download = ShelvedModel::Download;
    for (const auto& [id, bytes] : found.rest) {
        ShelvedModel* release = at(id);
        if (!release || m_downloads.contains(id) ||
            (release->download != Download::None && release->download != Download::Paused))
            continue; // is at work, or says more
        const std::pair before(release->download, release->done);
        showRest(*release, bytes);
        if (before != std::pair(release->download, release->done))
            emit modelChanged(id);
    }
    if (m_readsAll)
        readAll(); // what was not known when that was asked for
    if (std::exchange(m_looked, true))
        return;
    for (const QString& id : std::exchange(m_wanted, {}))
        download(id);
}

void ModelShelf::addInstalled(const QString& name)
{
    if (!m_installed.contains(name)) {
        m_installed << name;
        m_installed.sort();
    }
    m_rest.erase(name);
    m_removing.remove(name); // an earlier one, of which only the bytes are still there
    list();
    lookAfterChange();
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
    const auto keepInstalled = [&](const QString& name) {
        ShelvedModel model = onDisk(Kind::Installed, own.filePath(name));
        if (const ModelRelease* from = release(name))
            model.name = from->name; // until it has been read
        keep(std::move(model));
    };
    for (const QString& name : std::as_const(m_installed))
        keepInstalled(name);
    const QFileInfo current(m_current);
    if (!m_current.isEmpty() && current.absolutePath() == own.absolutePath())
        keepInstalled(current.fileName()); // which the disk need not be asked about
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
        const auto rest = m_rest.find(release.id);
        showRest(model, rest == m_rest.end() ? -1 : rest->second);
        keep(std::move(model));
    }
    emit changed();
}

// What a download that has ended left, more exactly than its last report.
void ModelShelf::lookForRest(const ShelvedModel& release)
{
    askDisk(
        this,
        [release = release.release, folder = folder()] { return ModelDownloadJob::bytesLeftOver(release, folder); },
        [this, id = release.release.id](qint64 bytes) {
            using Download = ShelvedModel::Download;
            ShelvedModel* model = at(id);
            if (!model || (model->download != Download::Paused && model->download != Download::Failed))
                return; // goes on, or was discarded
            const bool failed = model->download == Download::Failed;
            m_rest[id] = bytes;
            showRest(*model, bytes);
            if (failed)
                model->download = Download::Failed; // its error says more
            emit modelChanged(id);
        });
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
    const QString name = QFileInfo(path).fileName();
    m_removing.insert(name); // from the list at once
    m_installed.removeAll(name);
    if (m_current == path)
        m_current.clear();
    auto job = std::make_unique<JobThread>(nextJobId());
    connect(job.get(), &JobThread::ended, this, [this, path, name](quint64 id, JobEnd end, const QString&) {
        const auto done = std::ranges::find(m_deletions, id, [](const auto& one) { return one->id(); });
        if (done == m_deletions.end())
            return;
        done->release()->deleteLater();
        m_deletions.erase(done);
        m_removing.remove(name);
        if (end == JobEnd::Failed)
            emit removeFailed(path);
        lookAfterChange();
    });
    const QString gone = QStringLiteral("%1/.downloads/removed-%2").arg(folder()).arg(job->id());
    job->start([path, gone](const std::stop_token&) {
        removeModel(path, gone);
        return Outcome::Finished;
    });
    m_deletions.push_back(std::move(job));
    list();
}

void ModelShelf::discard(const QString& releaseId)
{
    m_wanted.remove(releaseId);
    ShelvedModel* model = at(releaseId);
    if (!model || !model->isRelease() || m_downloads.contains(releaseId) || m_discarding.contains(releaseId))
        return;
    m_discarding.insert(releaseId);
    askDisk(
        this,
        [release = model->release, folder = folder()] {
            ModelDownloadJob::discard(release, folder);
            return ModelDownloadJob::bytesLeftOver(release, folder);
        },
        [this, releaseId](qint64 bytes) {
            m_discarding.remove(releaseId);
            m_outdated = true; // a listing that is on its way may tell of before
            m_rest[releaseId] = bytes;
            if (ShelvedModel* release = at(releaseId)) {
                release->error.clear();
                showRest(*release, bytes);
                emit modelChanged(releaseId);
            }
            if (m_wanted.remove(releaseId)) // meanwhile
                download(releaseId);
        });
}

} // namespace dass
