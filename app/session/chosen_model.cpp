#include "app/session/chosen_model.h"

#include "app/jobs/path_text.h"
#include "app/session/installed_files.h"
#include "core/base/version.h"

#include <utility>

namespace dass {

ChosenModel::ChosenModel(Settings& settings, std::shared_ptr<ModelStore> store, QObject* parent)
    : QObject(parent), m_settings(settings), m_store(std::move(store))
{
}

void ChosenModel::choose(const QString& path, const RunSettings& run, bool remember)
{
    m_path = path;
    m_remember = remember;
    load(run);
}

void ChosenModel::reload(const RunSettings& run)
{
    if (!m_path.isEmpty())
        load(run);
}

void ChosenModel::load(const RunSettings& run)
{
    m_wanted = choice(run);
    m_state = ModelState::Loading;
    m_error.clear();
    m_info.reset();
    m_network.reset();
    if (m_job) { // ends in its own time; what it still says has an id that is not waited for
        ModelJob* old = m_job.release();
        old->setParent(this);
        connect(old, &ModelJob::ended, old, &QObject::deleteLater);
    }
    m_job = std::make_unique<ModelJob>(m_store, m_wanted);
    connect(m_job.get(), &ModelJob::loaded, this, &ChosenModel::take);
    connect(m_job.get(), &ModelJob::ended, this, &ChosenModel::end);
    m_job->start();
    emit loading();
}

bool ChosenModel::fits(const RunSettings& run) const
{
    return m_path.isEmpty() || choice(run) == m_wanted;
}

ModelChoice ChosenModel::choice(const RunSettings& run) const
{
    ModelChoice choice;
    choice.path = toPath(m_path);
    choice.options.device = run.device.toStdString();
    choice.options.precision = run.precision;
    choice.options.threads = run.threads;
    return choice;
}

void ChosenModel::take(quint64 id, const ModelReady& model)
{
    if (!m_job || id != m_job->id())
        return;
    m_info = model.info;
    m_network = model.model;
    m_precision = model.precision;
    m_device = model.device;
    m_whyCpu = model.whyCpu;
    m_state = ModelState::Ready;
    emit ready();
}

void ChosenModel::end(quint64 id, JobEnd end, const QString& error)
{
    if (!m_job || id != m_job->id())
        return;
    m_job.release()->deleteLater();
    if (end != JobEnd::Failed) {
        if (m_remember) // the bundled one by no path, so that it is found after an update
            m_settings.setModelPath(m_path == bundledModelFolder() ? QString() : m_path);
        return;
    }
    m_state = ModelState::Failed;
    m_error = error;
    emit failed(error);
}

bool ChosenModel::followDevice()
{
    if (!m_network)
        return false;
    const QString before = std::exchange(m_device, QString::fromStdString(m_network->device()));
    return m_device != before;
}

Provenance ChosenModel::provenance(const RunSettings& run) const
{
    Provenance made;
    made.programVersion = kVersion;
    made.modelSha256 = m_info->sha256;
    made.modelClasses = m_info->classes;
    made.device = m_device.toStdString();
    made.precision = nameOf(m_precision);
    made.settings = run.forRun();
    return made;
}

} // namespace dass
