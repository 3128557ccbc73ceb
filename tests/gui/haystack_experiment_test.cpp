#include "app/haystack/experiment_plan.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/cell_panel.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/experiment_panel.h"
#include "ui/haystack/plan_panel.h"
#include "ui/haystack/result_plots.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/text_format.h"

#include <QAction>
#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QTreeWidget>

#include <cmath>

using namespace dass;

namespace {

using State = HaystackExperiment::State;

QByteArray contentsOf(const QString& file)
{
    QFile in(file);
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
}

// cells.csv without the time that cells took, and without the name of the model, which a specification may give.
QStringList comparable(const QByteArray& table)
{
    QStringList lines;
    for (const QByteArray& line : table.split('\n')) {
        QList<QByteArray> fields = line.split(',');
        if (fields.size() > 12)
            fields[12].clear();
        lines << QString::fromUtf8(fields.join(','));
    }
    return lines;
}

void type(QLineEdit* field, const QString& text)
{
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

} // namespace

// Experiments in the Haystack workspace, on real widgets with the bundled model and the sample's sounds.
class HaystackExperimentTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void planFollowsItsFields();
    void theFirstPlanShowsWhatTheTestIsAbout();
    void runsAndShowsWhatTheTablesSay();
    void pausedGoesOnToTheSameNumbers();
    void modelsAreComparedWhereSeveralAreChosen();
    void presetsFillInTheAxes();
    void folderThatIsNoneIsTold();

private:
    static void planSmall(HaystackWindow& haystack)
    {
        PlanPanel* plan = haystack.view.plan();
        type(plan->lengths(), "10.24, 15");
        type(plan->positions(), "0, 1");
        niah::Spec small = haystack.view.experiment().plan();
        small.needles.files.resize(3);
        small.haystacks = {{niah::HaystackKind::White, {}, 1, {}}};
        haystack.view.experiment().setPlan(small);
    }

    static bool waitFor(HaystackExperiment& experiment, State state)
    {
        return QTest::qWaitFor([&] { return experiment.state() == state; }, 100000);
    }

    static bool waitForCells(HaystackExperiment& experiment, std::int64_t cells)
    {
        return QTest::qWaitFor([&] { return experiment.results() && experiment.results()->done() == cells; }, 30000);
    }
};

void HaystackExperimentTest::planFollowsItsFields()
{
    HaystackWindow haystack;
    QVERIFY(!haystack.view.plan()->runButton()->isEnabled()); // no needles yet
    QVERIFY(haystack.waitForExample());
    HaystackExperiment& experiment = haystack.view.experiment();
    QCOMPARE(experiment.plan().needles.files.size(), std::size_t{6});
    QCOMPARE(experiment.plan().needles.files[0].labels, std::string("/m/0bt9lr"));
    QVERIFY(haystack.view.plan()->runButton()->isEnabled());
    PlanPanel* plan = haystack.view.plan();
    type(plan->lengths(), "20, 1 min, 10 s");
    QCOMPARE(experiment.plan().lengths, (std::vector<std::int64_t>{1024, 2000, 6000}));
    type(plan->positions(), "0.5");
    type(plan->ratios(), "-10, 10");
    QCOMPARE(plannedCells(experiment.plan()), std::int64_t{3 + 6}); // silence has one ratio
    plan->lengths()->selectAll();
    QTest::keyClicks(plan->lengths(), "soon");
    QTest::keyClick(plan->lengths(), Qt::Key_Return);
    QVERIFY(!plan->runButton()->isEnabled());
    QCOMPARE(experiment.plan().lengths.size(), std::size_t{3});
    type(plan->lengths(), "10.24");
    QVERIFY(plan->runButton()->isEnabled());
    plan->positions()->selectAll();
    QTest::keyClicks(plan->positions(), "0.25");
    haystack.view.session().setLabels(0, {"/m/03kmc9"}); // what is being typed stays
    QCOMPARE(experiment.plan().needles.files[0].labels, std::string("/m/03kmc9"));
    QCOMPARE(plan->positions()->text(), QString("0.25"));
    type(plan->positions(), "0.5");
    QVERIFY(QTest::qWaitFor([&] { return experiment.estimate().has_value(); }, 60000));
    QCOMPARE(experiment.estimate()->needles, std::int64_t{6});
    QVERIFY(experiment.estimate()->memoryBytes > 0);
}

// With the example's sounds: a part of the very plan that stands there at first, where it shows most.
void HaystackExperimentTest::theFirstPlanShowsWhatTheTestIsAbout()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    haystack.view.session().stop();
    HaystackExperiment& experiment = haystack.view.experiment();
    niah::Spec plan = experiment.plan();
    QCOMPARE(plan.needles.files.size(), std::size_t{6});
    // Two cores hear three hours of sound in less than a minute.
    std::int64_t frames = 0;
    for (const niah::Cell& cell : niah::cellsOf(plan))
        frames += cell.frames * 6;
    QVERIFY2(frames < 3 * 360000, qPrintable(QString::number(frames)));
    plan.haystacks.resize(1);
    plan.lengths = {plan.lengths.front(), plan.lengths.back()};
    plan.positions = {0.5};
    experiment.setPlan(plan);
    haystack.view.plan()->run();
    QVERIFY2(waitFor(experiment, State::Finished), qPrintable(experiment.error()));
    QVERIFY(waitForCells(experiment, 2));
    const ExperimentResults& results = *experiment.results();
    for (std::size_t c = 0; c < results.cells.size(); ++c) {
        const niah::Cell& cell = results.experiment->cells[c].cell;
        const double retention = results.cells[c].scores.retention;
        if (!cell.baseline && cell.frames > niah::kNeedleFrames)
            QVERIFY2(retention < 0.95, qPrintable(QString::number(retention)));
    }
}

void HaystackExperimentTest::runsAndShowsWhatTheTablesSay()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    planSmall(haystack);
    HaystackExperiment& experiment = haystack.view.experiment();
    QTest::mouseClick(haystack.view.plan()->runButton(), Qt::LeftButton);
    QCOMPARE(experiment.state(), State::Running);
    QVERIFY(!haystack.view.plan()->lengths()->isEnabled());
    QVERIFY2(waitFor(experiment, State::Finished), qPrintable(experiment.error()));
    QVERIFY(waitForCells(experiment, 4));

    // The heat map's numbers are those of the engine's own table.
    const QStringList table = QString::fromUtf8(contentsOf(experiment.folder() + "/cells.csv")).split("\r\n");
    QCOMPARE(table.size(), 1 + 4 + 1);
    const ExperimentResults& results = *experiment.results();
    HeatMap* map = haystack.view.results()->heatMap();
    QCOMPARE(map->grid().lengths, (std::vector<std::int64_t>{1024, 1500}));
    QCOMPARE(map->grid().positions, (std::vector<double>{0, 1}));
    for (const QString& line : table.mid(1, 4)) {
        const QStringList fields = line.split(',');
        const auto row = fields[6] == "1" ? 1U : 0U;
        const auto column = fields[5] == "1500" ? 1U : 0U;
        const int cell = map->grid().cellAt(row, column);
        QVERIFY(cell >= 0);
        const double retention = results.cells[static_cast<std::size_t>(cell)].scores.retention;
        QVERIFY(std::abs(retention - fields[11].toDouble()) < 1e-5);
    }
    QCOMPARE(haystack.view.results()->curves()->lines().size(), std::size_t{1});
    QCOMPARE(haystack.view.results()->curves()->lines()[0].points.size(), std::size_t{2});

    // A click on a cell tells its needles.
    const QPointF middle = map->grid().rectOf(1, 1, map->area()).center();
    QTest::mouseClick(map, Qt::LeftButton, {}, middle.toPoint());
    QTreeWidget* needles = haystack.view.cell()->needles();
    QVERIFY(QTest::qWaitFor([&] { return needles->topLevelItemCount() == 3; }, 30000));
    QVERIFY(haystack.view.cell()->retention().contains('%'));
    const NeedleScore& first = experiment.needles().front();
    QVERIFY(first.alone - first.mixture >= experiment.needles().back().alone - experiment.needles().back().mixture);
    const QString needleTable = QString::fromUtf8(contentsOf(experiment.folder() + "/needles.csv"));
    QVERIFY(needleTable.contains(QString::number(static_cast<double>(first.mixture), 'f', 6).left(6)));
    QVERIFY(haystack.button("Open cell in builder"));
    QTest::mouseClick(haystack.button("Open cell in builder"), Qt::LeftButton);
    QCOMPARE(haystack.view.session().choice().frames, std::int64_t{1500});
    QCOMPARE(haystack.view.session().choice().position, 1.0);
    QCOMPARE(haystack.view.session().hidden(), 1); // a cell's mixture has one needle
    haystack.view.session().stop();

    // Files: tables, pictures, and a specification that the engine runs to the same numbers.
    const QString out = haystack.shell.folder.path();
    ExperimentFiles* files = haystack.view.files();
    QString told;
    connect(files, &ExperimentFiles::told, &haystack.view, [&](const QString& words) { told = words; });
    connect(files, &ExperimentFiles::noticed, &haystack.view,
            [&](const QString& title, const QString& text) { told = "FAILED " + title + text; });
    const auto wait = [&](const QString& what) {
        const bool good = QTest::qWaitFor([&] { return !told.isEmpty(); }, 30000) && told.contains(what);
        const QString words = std::exchange(told, QString());
        if (!good)
            qWarning() << words;
        return good;
    };
    files->writeTables(out);
    QVERIFY(wait(out));
    QCOMPARE(contentsOf(out + "/cells.csv"), contentsOf(experiment.folder() + "/cells.csv"));
    for (const char* name : {"/figure.png", "/figure.svg", "/figure.pdf"}) {
        files->writeFigure(out + name);
        QVERIFY(wait(name));
    }
    QCOMPARE(QImage(out + "/figure.png").size(), QSize(3120, 1140));
    QVERIFY(contentsOf(out + "/figure.svg").contains("<svg"));
    QVERIFY(contentsOf(out + "/figure.pdf").startsWith("%PDF"));
    files->writeSpecification(out + "/first.json");
    files->writeSpecification(out + "/spec.json"); // meanwhile
    QVERIFY(wait("first.json"));
    QVERIFY(wait("spec.json"));
    const auto folder = std::filesystem::path((out + "/again").toStdU16String());
    niah::runExperiment(niah::readSpec((out + "/spec.json").toStdU16String()), folder, {}, {}, [](const auto&) {});
    QCOMPARE(comparable(contentsOf(out + "/again/cells.csv")),
             comparable(contentsOf(experiment.folder() + "/cells.csv")));

    // Reopened and duplicated.
    const QString before = experiment.folder();
    auto* duplicate = haystack.view.menu()->findChild<QAction*>("haystack.duplicate"); // its button needs a wide window
    QVERIFY(duplicate && duplicate->isEnabled());
    duplicate->trigger();
    QCOMPARE(experiment.state(), State::Planned);
    QVERIFY(!experiment.results());
    QVERIFY(haystack.view.plan()->lengths()->isEnabled());
    experiment.open(before);
    QVERIFY(waitForCells(experiment, 4));
    QCOMPARE(experiment.state(), State::Finished);
    QCOMPARE(haystack.view.plan()->lengths()->text(), QString("10.24 s, 15 s"));
}

void HaystackExperimentTest::pausedGoesOnToTheSameNumbers()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    planSmall(haystack);
    HaystackExperiment& experiment = haystack.view.experiment();
    haystack.view.plan()->run();
    QVERIFY(QTest::qWaitFor([&] { return experiment.progress().fraction.value_or(0) > 0; }, 60000));
    if (QPushButton* pause = haystack.button("Pause")) // else it has ended already
        QTest::mouseClick(pause, Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !experiment.isRunning(); }, 60000));
    const QString paused = experiment.folder();
    if (experiment.state() == State::Paused) // else it was quicker than the click
        QTest::mouseClick(haystack.button("Continue"), Qt::LeftButton);
    QVERIFY2(waitFor(experiment, State::Finished), qPrintable(experiment.error()));
    QVERIFY(waitForCells(experiment, 4));
    QCOMPARE(experiment.folder(), paused);
    experiment.duplicate();
    haystack.view.plan()->run();
    QTRY_VERIFY(experiment.folder() != paused); // of the same second it has a number, which its job finds
    QVERIFY2(waitFor(experiment, State::Finished), qPrintable(experiment.error()));
    QCOMPARE(comparable(contentsOf(experiment.folder() + "/cells.csv")), comparable(contentsOf(paused + "/cells.csv")));
}

void HaystackExperimentTest::modelsAreComparedWhereSeveralAreChosen()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    PlanPanel* plan = haystack.view.plan();
    plan->setModels({{"first", bundledModelFolder()}, {"second", bundledModelFolder() + "/model.safetensors"}});
    const auto actions = plan->models()->menu()->actions();
    QCOMPARE(actions.size(), 2);
    QVERIFY(actions[0]->isChecked()); // the builder's
    actions[1]->trigger();
    QCOMPARE(haystack.view.experiment().plan().models.size(), std::size_t{2});
    QCOMPARE(haystack.view.experiment().plan().models[1].name, std::string("second"));
    const QComboBox* series = haystack.view.results()->series();
    QCOMPARE(series->count(), 4); // two haystacks with each
    QVERIFY(series->itemText(1).contains("second") || series->itemText(2).contains("second"));
}

void HaystackExperimentTest::presetsFillInTheAxes()
{
    niah::Spec plan;
    plan.needles.files = {{"/somewhere/dog.wav", "/m/0bt9lr"}};
    for (const QString& name : presetChoices()) {
        const niah::Spec filled = withPreset(plan, name);
        QCOMPARE(filled.needles.files.size(), std::size_t{1});
        QVERIFY2(filled.lengths.size() * filled.haystacks.size() > 1, qPrintable(name));
    }
    QCOMPARE(withPreset(plan, "figure-3").positions.size(), std::size_t{5});
    QCOMPARE(withPreset(plan, "figure-3").pooling.size(), std::size_t{6});
}

void HaystackExperimentTest::folderThatIsNoneIsTold()
{
    HaystackWindow haystack;
    HaystackExperiment& experiment = haystack.view.experiment();
    QString told;
    connect(&experiment, &HaystackExperiment::noticed, &haystack.view,
            [&](const QString&, const QString& text) { told = text; });
    experiment.open(haystack.shell.folder.path());
    QVERIFY(QTest::qWaitFor([&] { return !told.isEmpty(); }, 30000));
    QVERIFY(!experiment.results());
    QFile broken(haystack.shell.path("experiment.json"));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("{\"models\": [1, 2, {}], \"cells\": \"none\"}");
    broken.close();
    told.clear();
    experiment.open(haystack.shell.folder.path());
    QVERIFY(QTest::qWaitFor([&] { return told.contains("experiment.json"); }, 30000));
}

QTEST_MAIN(HaystackExperimentTest)
#include "haystack_experiment_test.moc"
