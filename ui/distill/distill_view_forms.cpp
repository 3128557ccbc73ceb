// How the Distill workspace starts runs.

#include "app/distill/job_checks.h"
#include "app/distill/job_draft.h"
#include "app/distill/run_control.h"
#include "app/distill/small_file.h"
#include "app/jobs/path_text.h"
#include "app/session/model_shelf.h"
#include "app/session/settings.h"
#include "core/base/available_memory.h"
#include "core/base/error.h"
#include "core/base/free_path.h"
#include "core/distill/memory_shortage.h"
#include "core/distill/run_files.h"
#include "ui/distill/distill_view.h"
#include "ui/distill/guide_page.h"
#include "ui/distill/monitor_page.h"
#include "ui/distill/new_job_page.h"
#include "ui/distill/run_head.h"
#include "ui/distill/runs_panel.h"

#include <QFileInfo>
#include <QStackedWidget>

namespace dass {

namespace {

// Paths with their names: those that come with the program, those that were downloaded, and those that were added.
QList<std::pair<QString, QString>> startModels(const ModelShelf& shelf)
{
    QList<std::pair<QString, QString>> models;
    for (const ShelvedModel& model : shelf.models())
        if (!model.isRelease())
            models << std::pair(model.path, model.name);
    return models;
}

std::string specOf(const std::filesystem::path& folder)
{
    const auto text = readSmallFile(folder / distill::kSpecName, kMostSpec);
    if (!text)
        throw Error(ErrorCode::NotFound, (folder / distill::kSpecName).string() + ": cannot be read");
    return *text;
}

} // namespace

void DistillView::connectForms()
{
    connect(m_actions.newJob, &QAction::triggered, this, [this] {
        m_newJob->begin(m_settings.lastRunsFolder());
        m_pages->setCurrentWidget(m_newJob);
        m_statusBar->hide();
    });
    connect(m_actions.guide, &QAction::triggered, this, [this] {
        m_guide->begin(m_settings.lastRunsFolder(), startModels(m_models));
        m_pages->setCurrentWidget(m_guide);
        m_statusBar->hide();
    });
    connect(m_actions.duplicate, &QAction::triggered, this, &DistillView::duplicate);
    connect(m_newJob, &NewJobPage::closed, this, &DistillView::updatePage);
    connect(m_guide, &GuidePage::closed, this, &DistillView::updatePage);
    connect(m_newJob, &NewJobPage::noticed, this, &DistillView::noticed);
    connect(m_newJob, &NewJobPage::succeeded, this, &DistillView::succeeded);
    connect(m_guide, &GuidePage::noticed, this, &DistillView::noticed);
    connect(m_newJob, &NewJobPage::startRequested, this, &DistillView::startJob);
    connect(m_guide, &GuidePage::prepared, this, &DistillView::startJob);
    connect(m_monitor->head(), &RunHead::remedyRequested, this, [this] {
        if (m_fittingBatch > 0)
            startWithBatch(m_remedyFor, m_fittingBatch);
    });
}

void DistillView::startJob(const QString& folder, const QString& spec)
{
    m_settings.setLastRunsFolder(QFileInfo(folder).absolutePath());
    perform(
        tr("The run could not be started."),
        [folder = toPath(folder), spec = spec.toStdString()](const std::stop_token&) {
            makeRun(folder, spec);
            startRun(folder, false);
        },
        [this, folder] { follow(folder); });
}

void DistillView::duplicate()
{
    const RunSummary* run = current();
    if (!run)
        return;
    auto text = std::make_shared<std::string>();
    const QString place = QFileInfo(run->folder).absolutePath();
    perform(
        tr("The run could not be duplicated."),
        [text, folder = toPath(run->folder)](const std::stop_token&) {
            *text = specOf(folder);
            JobDraft::read(*text);
        },
        [this, text, place, name = run->name] {
            m_newJob->begin(place, JobDraft::read(*text), name);
            m_pages->setCurrentWidget(m_newJob);
            m_statusBar->hide();
        });
}

void DistillView::offerSmallerBatch(const RunSummary& run)
{
    const bool isShort = run.phase == RunPhase::Failed && isOutOfMemory(run.error) &&
                         distill::helpsSmallerBatch(run.error.toStdString());
    if (!isShort) {
        m_remedyFor.clear();
        m_fittingBatch = 0;
        m_monitor->head()->setRemedy({});
        return;
    }
    if (m_remedyFor == run.folder)
        return;
    m_remedyFor = run.folder;
    auto batch = std::make_shared<std::int64_t>(0);
    m_tasks.add(
        [batch, folder = toPath(run.folder)](const std::stop_token& stop) {
            *batch = fittingBatch(specOf(folder), folder, availableMemory(), stop);
        },
        this,
        [this, batch, folder = run.folder](const QString&) {
            if (m_remedyFor != folder || *batch <= 0)
                return;
            m_fittingBatch = *batch;
            m_monitor->head()->setRemedy(tr("Start again with a batch of %1").arg(*batch));
        });
}

void DistillView::startWithBatch(const QString& from, std::int64_t batch)
{
    auto made = std::make_shared<QString>();
    perform(
        tr("The run could not be started."),
        [made, from, batch](const std::stop_token&) {
            JobDraft draft = JobDraft::read(specOf(toPath(from)));
            draft.setValue(QStringLiteral("/batch"), static_cast<qlonglong>(batch));
            const std::filesystem::path folder = freePath(toPath(from + QStringLiteral("-batch-%1").arg(batch)));
            *made = fromPath(folder);
            makeRun(folder, draft.text());
            startRun(folder, false);
        },
        [this, made] { follow(*made); });
}

} // namespace dass
