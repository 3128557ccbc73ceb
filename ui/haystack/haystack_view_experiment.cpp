// The experiment's half of the Haystack workspace.

#include "app/haystack/number_list.h"
#include "app/jobs/file_look.h"
#include "app/session/analyze_session.h"
#include "core/niah/record.h"
#include "ui/haystack/activity_bar.h"
#include "ui/haystack/builder_panel.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/cell_panel.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/experiment_panel.h"
#include "ui/haystack/haystack_view.h"
#include "ui/haystack/plan_panel.h"
#include "ui/haystack/tested_model.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/text_format.h"

#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QSplitter>

#include <algorithm>
#include <memory>

namespace dass {

namespace {

constexpr const char* kExperimentsFolder = "experiments";

QString stageWords(const std::string& stage)
{
    if (stage == "reading needles")
        return HaystackView::tr("Reading the needles");
    if (stage == "making haystack")
        return HaystackView::tr("Making the haystack");
    return HaystackView::tr("Scoring");
}

} // namespace

QSplitter* HaystackView::makeExperiment()
{
    const QString folder = QDir(m_shell.settings().dataFolder()).filePath(kExperimentsFolder);
    m_plan = new PlanPanel(m_experiment, m_session, folder);
    m_results = new ExperimentPanel(m_experiment);
    m_cell = new CellPanel(m_experiment);
    m_files = new ExperimentFiles(m_experiment, *m_results, folder, this);
    auto* row = new QSplitter(Qt::Horizontal);
    row->addWidget(m_plan);
    row->addWidget(m_results);
    row->addWidget(makeScroll(m_cell));

    connect(m_results, &ExperimentPanel::exportRequested, m_files, &ExperimentFiles::exportTables);
    connect(m_results, &ExperimentPanel::figureRequested, m_files, &ExperimentFiles::saveFigure);
    connect(m_results, &ExperimentPanel::openRequested, m_files, &ExperimentFiles::open);
    connect(m_files, &ExperimentFiles::told, this, [this](const QString& words) {
        m_told = words;
        showActivity();
    });
    connect(m_files, &ExperimentFiles::noticed, this, &HaystackView::noticed);
    connect(&m_experiment, &HaystackExperiment::noticed, this, &HaystackView::noticed);
    connect(&m_experiment, &HaystackExperiment::progressed, this, &HaystackView::showActivity);
    for (const auto signal : {&HaystackExperiment::stateChanged, &HaystackExperiment::resultsChanged})
        connect(&m_experiment, signal, this, [this] {
            m_told.clear();
            showPage();
        });
    connect(m_plan, &PlanPanel::followingChanged, this, &HaystackView::showPage);
    connect(m_cell, &CellPanel::openRequested, this, &HaystackView::openCell);
    return row;
}

void HaystackView::addExperimentTo(QMenu* menu)
{
    const auto add = [this, menu](const char* id, const QString& text, const QKeySequence& keys, const auto& act) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QLatin1String(id));
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    add("haystack.run", tr("&Run the experiment"), QKeySequence("Ctrl+Return"), [this] { runExperiment(); });
    add("haystack.pause", tr("&Pause the experiment"), {}, [this] { m_experiment.pause(); });
    add("haystack.cancel", tr("&Cancel the experiment"), {}, [this] { m_experiment.cancel(); });
    QAction* duplicate =
        add("haystack.duplicate", tr("&Duplicate the experiment"), {}, [this] { m_experiment.duplicate(); });
    menu->addSeparator();
    QAction* open =
        add("haystack.open", tr("&Open an experiment…"), QKeySequence("Ctrl+Alt+H"), [this] { m_files->open(); });
    QAction* openSpecification =
        add("haystack.open_spec", tr("Open a spec&ification…"), {}, [this] { m_files->openSpecification(); });
    const auto enable = [=, this] { // what runs keeps its plan and folder
        const bool stands = !m_experiment.isRunning();
        open->setEnabled(stands);
        openSpecification->setEnabled(stands);
        duplicate->setEnabled(stands && m_experiment.state() != HaystackExperiment::State::Planned);
        showGrowable();
    };
    connect(&m_experiment, &HaystackExperiment::stateChanged, this, enable);
    enable();
    add("haystack.save_spec", tr("Save the specification…"), {}, [this] { m_files->saveSpecification(); });
    add("haystack.tables", tr("Export ta&bles…"), {}, [this] { m_files->exportTables(); });
    add("haystack.figure", tr("Save the &figure…"), {}, [this] { m_files->saveFigure(); });
}

void HaystackView::runExperiment()
{
    const HintButton& run = *m_plan->runButton();
    if (run.isEnabled())
        m_plan->run();
    else
        emit noticed(tr("The experiment cannot be started"), run.toolTip());
}

void HaystackView::openCell(quint64 index, qint64 needle)
{
    const std::shared_ptr<const ExperimentResults> results = m_experiment.results();
    if (!results || index >= results->experiment->cells.size())
        return;
    const niah::Cell& cell = results->experiment->cells[index].cell;
    const niah::Spec* made = results->recorded.get();
    if (!made || cell.haystack >= made->haystacks.size() || cell.model >= made->models.size()) {
        emit noticed(tr("The cell cannot be opened"),
                     tr("%1 does not say what it was made of")
                         .arg(QDir::toNativeSeparators(QDir(m_experiment.folder()).filePath(niah::kRecordName))));
        return;
    }
    const quint64 request = ++m_cellRequest;
    const auto& needles = results->experiment->needles;
    const bool named = needle >= 0 && needle < static_cast<qint64>(needles.size());
    if (!named) {
        openCellWith(*results, index, m_session.current());
        return;
    }
    const QString path = QString::fromStdString(needles[static_cast<std::size_t>(needle)].name);
    if (const int known = m_session.indexOfPath(path); known >= 0) {
        openCellWith(*results, index, known);
        return;
    }
    lookForFile(path, this, [this, results, index, needle, request](bool there) {
        if (request == m_cellRequest) // else another was opened meanwhile
            openCellWith(*results, index, addCellNeedle(*results->experiment, needle, there));
    });
}

void HaystackView::openCellWith(const ExperimentResults& results, quint64 index, int chosen)
{
    const niah::Cell& cell = results.experiment->cells[index].cell;
    const niah::Spec& made = *results.recorded;
    HaystackChoice choice = m_session.choice();
    choice.haystack = made.haystacks[cell.haystack];
    choice.frames = cell.frames;
    choice.position = cell.position;
    choice.snrDb = cell.snrDb;
    choice.pooling = cell.pooling;
    choice.insertion = made.insertion;
    choice.crossfadeSeconds = made.crossfadeSeconds;
    // A cell's mixture has one needle: the others of the list are not ticked.
    if (chosen >= 0) {
        m_session.setCurrent(chosen);
        m_session.hideOnly(chosen);
    }
    m_session.setChoice(choice);
    m_tested->useCell(made.models[cell.model]);
}

// Where it cannot be added, the builder keeps its own.
int HaystackView::addCellNeedle(const niah::Experiment& experiment, qint64 needle, bool there)
{
    const niah::NeedleRecord& record = experiment.needles[static_cast<std::size_t>(needle)];
    const QString path = QString::fromStdString(record.name);
    if (there && m_session.indexOfPath(path) < 0) {
        NeedleClip clip{path, QFileInfo(path).completeBaseName(), {}};
        for (const std::int64_t label : record.labels)
            clip.mids.push_back(experiment.labels[static_cast<std::size_t>(label)].mid);
        m_session.addNeedles({clip});
    }
    const int added = m_session.indexOfPath(path);
    if (added < 0)
        emit noticed(tr("The cell's needle is not there"),
                     tr("'%1' cannot be added to the builder, which keeps its own").arg(path));
    return added < 0 ? m_session.current() : added;
}

void HaystackView::showGrowable()
{
    const bool running = m_experiment.isRunning();
    const bool growable = !running && !m_session.needles().empty();
    m_builder->setGrowable(growable, running ? tr("The experiment is going on") : tr("Add clips first"));
    if (auto* action = m_menu->findChild<QAction*>(QStringLiteral("haystack.grow")))
        action->setEnabled(growable);
}

void HaystackView::growIntoExperiment()
{
    if (m_experiment.isRunning() || m_session.needles().empty())
        return;
    m_plan->growFromBuilder();
    m_told = tr("The plan is that of what is built: change its axes, then run it");
    showActivity();
}

QString HaystackView::finishedWords() const
{
    const auto& results = m_experiment.results();
    if (!results || results->failed() == 0)
        return tr("The experiment is finished");
    return tr("The experiment is finished; cells that could not be scored: %1. Each says why when it is chosen")
        .arg(results->failed());
}

bool HaystackView::showExperimentActivity()
{
    using State = HaystackExperiment::State;
    const niah::RunProgress& now = m_experiment.progress();
    switch (m_experiment.state()) {
    case State::Running:
        m_bar->showProgress(m_experiment.results() && now.stage == "scoring" ? tr("Scoring, %1 of %2 cells done")
                                                                                   .arg(m_experiment.results()->done())
                                                                                   .arg(m_experiment.results()->total())
                                                                             : stageWords(now.stage),
                            now.fraction.value_or(0),
                            now.secondsLeft ? tr("%1 left").arg(longDurationText(*now.secondsLeft)) : QString());
        return true;
    case State::Stopping:
        m_bar->showProgress(tr("Stopping; what is scored is kept"), now.fraction.value_or(0), {});
        return true;
    case State::Paused:
        m_bar->showIdle(tr("The experiment is paused; it can go on at any time"));
        break;
    case State::Cancelled:
        m_bar->showIdle(tr("The experiment was cancelled; what was scored is kept"));
        break;
    case State::Finished:
        m_bar->showIdle(finishedWords());
        break;
    case State::Failed:
        m_bar->showIdle(m_experiment.error());
        break;
    case State::Planned:
        m_bar->showIdle({});
    }
    return false;
}

} // namespace dass
