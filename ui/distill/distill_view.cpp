#include "ui/distill/distill_view.h"

#include "app/distill/model_export.h"
#include "app/distill/run_control.h"
#include "app/distill/run_details.h"
#include "app/jobs/path_text.h"
#include "app/session/settings.h"
#include "ui/distill/desktop_notice.h"
#include "ui/distill/empty_runs.h"
#include "ui/distill/guide_page.h"
#include "ui/distill/monitor_page.h"
#include "ui/distill/new_job_page.h"
#include "ui/distill/run_head.h"
#include "ui/distill/run_words.h"
#include "ui/distill/runs_panel.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/text_format.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QStorageInfo>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>

namespace dass {

namespace {

constexpr int kStatusHeight = 40;
constexpr int kProgressWidth = 136;

} // namespace

DistillView::DistillView(Settings& settings, const ModelShelf& models, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_models(models), m_actions(this), m_list(settings.runFolders()),
      m_pages(new QStackedWidget), m_empty(new EmptyRuns(m_actions)),
      m_monitor(new MonitorPage(m_list, settings, m_actions)), m_newJob(new NewJobPage), m_guide(new GuidePage),
      m_statusBar(new QWidget), m_status(new ElidedLabel(TextSize::Body, TextTone::Text)), m_progress(new QProgressBar),
      m_statusSteps(new ElidedLabel(TextSize::Body, TextTone::Secondary)),
      m_statusRight(new ElidedLabel(TextSize::Body, TextTone::Secondary))
{
    m_pages->addWidget(m_empty);
    for (QWidget* page : std::initializer_list<QWidget*>{m_monitor, m_newJob, m_guide})
        m_pages->addWidget(page);
    m_statusBar->setFixedHeight(kStatusHeight);
    auto* row = new QHBoxLayout(m_statusBar);
    row->setContentsMargins(Panel::kInset, 0, Panel::kInset, 0);
    row->setSpacing(8);
    m_progress->setTextVisible(false);
    m_progress->setFixedSize(kProgressWidth, 4);
    m_progress->setRange(0, 1000);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_statusRight->setAlignment(Qt::AlignRight);
    row->addWidget(m_status);
    row->addWidget(m_progress);
    row->addWidget(m_statusSteps);
    row->addWidget(m_statusRight, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(new Hairline(Qt::Horizontal));
    layout->addWidget(m_statusBar);

    connectActions();
    connectForms();
    connect(&m_list, &RunList::foldersChanged, this, [this] {
        m_settings.setRunFolders(m_list.folders());
        updatePage();
    });
    connect(&m_list, &RunList::changed, this, &DistillView::updateActions);
    connect(&m_list, &RunList::changed, this, &DistillView::updateStatus);
    connect(&m_list, &RunList::detailsChanged, this, &DistillView::updateStatus);
    connect(&m_list, &RunList::ended, this, &DistillView::tellEnd);
    connect(m_monitor->runs(), &RunsPanel::selectionChanged, this, &DistillView::updateActions);
    connect(m_monitor->runs(), &RunsPanel::selectionChanged, this, &DistillView::updateStatus);
    connect(m_monitor->runs(), &RunsPanel::contextMenuRequested, this, [this](const QPoint& position) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        m_actions.fillRunMenu(menu);
        menu->popup(position);
    });
    updatePage();
    updateActions();
    updateStatus();
}

QWidget* DistillView::makeHeaderControls()
{
    auto* controls = new QWidget;
    auto* row = new QHBoxLayout(controls);
    row->setContentsMargins(0, 0, 8, 0);
    row->setSpacing(8);
    row->addStretch();
    auto* open = new HintButton(tr("Open run folder…"), {}, controls);
    open->setIcon(m_actions.open->icon());
    connect(open, &QPushButton::clicked, m_actions.open, &QAction::trigger);
    auto* newJob = new HintButton(tr("New job…"), {}, controls);
    newJob->setIcon(themedIcon(Icon::Plus, IconTone::OnAccent));
    newJob->setPrimary(true);
    connect(newJob, &QPushButton::clicked, m_actions.newJob, &QAction::trigger);
    row->addWidget(open);
    row->addWidget(newJob);
    return controls;
}

QMenu* DistillView::makeMenu(QWidget* parent)
{
    auto* menu = new QMenu(tr("&Distill"), parent);
    m_actions.fillMenu(menu);
    return menu;
}

void DistillView::saveLayout() const
{
    m_monitor->saveLayout();
}

const RunSummary* DistillView::current() const
{
    return m_list.find(m_monitor->runs()->current());
}

void DistillView::connectActions()
{
    const auto withFolder = [this](QAction* action, const QString& failure, void (*act)(const std::filesystem::path&)) {
        connect(action, &QAction::triggered, this, [this, failure, act] {
            if (const RunSummary* run = current())
                perform(failure, [folder = toPath(run->folder), act](const std::stop_token&) { act(folder); });
        });
    };
    withFolder(m_actions.pause, tr("The run could not be paused."), &askToPause);
    withFolder(m_actions.stop, tr("The run could not be stopped."), &askToStop);
    connect(m_actions.resume, &QAction::triggered, this, &DistillView::resume);
    connect(m_actions.cancel, &QAction::triggered, this, &DistillView::askToCancel);
    connect(m_actions.remove, &QAction::triggered, this, &DistillView::askToDelete);
    connect(m_actions.open, &QAction::triggered, this, &DistillView::askForFolder);
    connect(m_actions.forget, &QAction::triggered, this, [this] {
        if (const RunSummary* run = current())
            m_list.remove(QString(run->folder));
    });
    connect(m_actions.showFolder, &QAction::triggered, this, [this] {
        if (const RunSummary* run = current())
            QDesktopServices::openUrl(QUrl::fromLocalFile(run->folder));
    });
    connect(m_actions.use, &QAction::triggered, this, [this] {
        if (const RunSummary* run = current())
            emit modelRequested(run->folder);
    });
    connect(m_actions.test, &QAction::triggered, this, [this] {
        if (const RunSummary* run = current())
            emit testRequested(run->folder);
    });
    connect(m_actions.exportModel, &QAction::triggered, this, &DistillView::askWhereToExport);
}

void DistillView::askWhereToExport()
{
    const RunSummary* run = current();
    if (!run)
        return;
    auto* dialog = new QFileDialog(this, tr("Export the model as a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(QDir::homePath());
    dialog->selectFile(run->name);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, from = run->folder](const QString& folder) { exportTo(from, folder); });
    dialog->open();
}

void DistillView::exportTo(const QString& from, const QString& folder)
{
    perform(
        tr("The model could not be exported."),
        [from = toPath(from), folder = toPath(folder)](const std::stop_token& stop) {
            exportModel(from, folder, stop);
        },
        [this, folder] { emit succeeded(tr("The model was exported with its card."), folder); });
}

void DistillView::perform(const QString& failure, FolderTasks::Work work, std::function<void()> done)
{
    m_tasks.add(std::move(work), this, [this, failure, done = std::move(done)](const QString& error) {
        if (!error.isEmpty())
            emit noticed(failure, sentenceText(error));
        else if (done)
            done();
        m_list.refresh();
    });
}

void DistillView::askForFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Open run folder"), reachable(m_settings.lastRunsFolder()));
    if (!folder.isEmpty())
        openFolder(folder);
}

void DistillView::openFolder(const QString& folder)
{
    m_settings.setLastRunsFolder(QFileInfo(folder).absolutePath());
    auto found = std::make_shared<QStringList>();
    perform(
        tr("The folder could not be opened."),
        [folder, found](const std::stop_token&) { *found = findRuns(toPath(folder)); },
        [this, folder, found] {
            if (found->isEmpty()) {
                emit noticed(tr("No run was found."),
                             tr("Neither %1 nor a folder in it holds spec.json or status.json, as dass distill writes "
                                "them.")
                                 .arg(folder));
                return;
            }
            for (auto run = found->crbegin(); run != found->crend(); ++run)
                m_list.add(*run);
            m_monitor->runs()->choose(found->first());
        });
}

void DistillView::follow(const QString& folder)
{
    m_list.add(folder);
    m_monitor->runs()->choose(folder);
    m_list.refresh();
    updatePage();
}

void DistillView::resume()
{
    const RunSummary* run = current();
    if (!run)
        return;
    const std::filesystem::path folder = toPath(run->folder);
    const bool isLive = isAtWork(run->phase) || run->phase == RunPhase::Silent;
    if (run->phase == RunPhase::Paused || (isLive && run->pauseAsked)) // of a dead one the file is left over
        perform(tr("The run could not go on."), [folder](const std::stop_token&) { askToGoOn(folder); });
    else
        perform(tr("The run could not be started."),
                [folder, anew = run->phase == RunPhase::Waiting](const std::stop_token&) { startRun(folder, !anew); });
}

void DistillView::askToCancel()
{
    const RunSummary* run = current();
    if (!run)
        return;
    auto* box = new QMessageBox(QMessageBox::Question, tr("Cancel the run"), tr("Cancel %1 now?").arg(run->name),
                                QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("Its process ends as soon as it can, also in the middle of an evaluation. The folder "
                               "stays, and the run can be resumed."));
    QPushButton* yes = box->addButton(tr("&Cancel the run"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("&Keep it running"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::finished, this, [this, box, yes, asked = *run] {
        if (box->clickedButton() == yes)
            perform(tr("The run could not be cancelled."), [asked](const std::stop_token&) { cancelRun(asked); });
    });
    box->open();
}

void DistillView::askToDelete()
{
    const RunSummary* run = current();
    if (!run)
        return;
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Delete the run"), tr("Delete %1?").arg(run->name),
                                QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(
        (run->hasModel ? tr("Its model (model.safetensors, config.json, model-card.md), specification, checkpoints, "
                            "metrics, tables, log, and the lists in data that the specification names are deleted for "
                            "good from %1.")
                       : tr("Its specification, checkpoints, metrics, tables, log, and the lists in data that the "
                            "specification names are deleted for good from %1."))
            .arg(run->folder) +
        ' ' + tr("Other files stay."));
    QPushButton* yes = box->addButton(tr("&Delete"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("&Keep it"), QMessageBox::RejectRole));
    connect(box, &QMessageBox::finished, this, [this, box, yes, folder = run->folder] {
        if (box->clickedButton() == yes)
            perform(
                tr("The run could not be deleted."), [folder](const std::stop_token&) { deleteRun(toPath(folder)); },
                [this, folder] { m_list.remove(folder); });
    });
    box->open();
}

void DistillView::updatePage()
{
    m_pages->setCurrentWidget(m_list.folders().isEmpty() ? static_cast<QWidget*>(m_empty) : m_monitor);
    m_statusBar->show();
}

void DistillView::updateActions()
{
    m_actions.update(current());
    if (const RunSummary* run = current())
        offerSmallerBatch(*run);
}

void DistillView::updateStatus()
{
    const RunSummary* run = current();
    const bool shown = run && isAtWork(run->phase) && run->steps > 0;
    m_progress->setVisible(shown);
    if (!run) {
        m_status->setText(m_list.folders().isEmpty() ? tr("No runs yet") : tr("Reading the runs…"));
        m_statusSteps->setText({});
        m_statusRight->setText({});
        return;
    }
    m_status->setText(shown ? tr("%1, epoch %2").arg(run->name).arg(run->epoch)
                            : run->name + QStringLiteral(", ") + phaseWords(run->phase));
    m_progress->setValue(static_cast<int>(run->share() * 1000));
    m_statusSteps->setText(
        shown ? tr("%1, %2 of %3 steps")
                    .arg(percentText(run->share()), QLocale().toString(run->step), QLocale().toString(run->steps))
              : QString());
    const auto details = m_list.details(run->folder);
    const std::int64_t rows = details ? details->metrics.steps.rows() : 0;
    m_statusRight->setTone(run->space.isLow() ? TextTone::Danger : TextTone::Secondary);
    m_statusRight->setText(useWords(*run, rows > 0 ? details->metrics.steps.value(StepValue::Waiting, rows - 1) : NAN));
}

void DistillView::tellEnd(const RunSummary& run)
{
    QString title;
    QString text;
    switch (run.phase) {
    case RunPhase::Finished:
        title = tr("%1 is finished.").arg(run.name);
        text = run.bestMeanAveragePrecision ? tr("Its best mAP is %1. Use in Analyze opens the model.")
                                                  .arg(scoreText(*run.bestMeanAveragePrecision))
                                            : tr("Use in Analyze opens the model.");
        break;
    case RunPhase::Failed:
    case RunPhase::Died:
        title = tr("%1 has failed.").arg(run.name);
        text = troubleWords(run);
        break;
    default:
        return; // stopped, as somebody wanted
    }
    if (run.phase == RunPhase::Finished)
        emit succeeded(title, text);
    else
        emit noticed(title, text);
    showDesktopNotice(title, text);
}

} // namespace dass
