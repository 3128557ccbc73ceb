#include "app/haystack/experiment_notice.h"
#include "app/haystack/experiment_plan.h"
#include "core/niah/cell.h"
#include "core/niah/sound_source.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/experiment_figure.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/experiment_panel.h"
#include "ui/haystack/plan_panel.h"
#include "ui/haystack/result_plots.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>

using namespace dass;

namespace {

using State = HaystackExperiment::State;

QAction* actionOf(const HaystackView& view, const QString& id)
{
    for (QAction* action : view.menu()->actions())
        if (action->objectName() == id)
            return action;
    return nullptr;
}

QString numbers(int first, int count, double step)
{
    QStringList list;
    for (int i = 0; i < count; ++i)
        list << QString::number(first + i * step);
    return list.join(',');
}

} // namespace

// What must not get into a plan, a folder or a needle by the way.
class HaystackGuardsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void needlesOfRecordingsOfOneNameAreTheirOwn();
    void planOfTooManyCellsIsRefused();
    void tooWideAGridIsLeftEmpty();
    void aPixelOfALargeMapIsItsCells();
    void aLargeMapIsDrawnOnceAChange();
    void warningsHaveTheirOwnWords();
    void whatRunsKeepsItsPlan();
    void runWaitsForTheEstimateBeforeIt();
    void specificationsAreReadByAJob();
    void whatCannotBeDoneSaysWhy();
};

void HaystackGuardsTest::needlesOfRecordingsOfOneNameAreTheirOwn()
{
    HaystackWindow haystack;
    QVERIFY(QDir(haystack.shell.folder.path()).mkpath("a"));
    QVERIFY(QDir(haystack.shell.folder.path()).mkpath("b"));
    const QString first = haystack.shell.path("a/take.wav");
    const QString second = haystack.shell.path("b/take.wav");
    writeWav(first.toStdU16String(), std::vector<float>(48000, 0.25F));
    writeWav(second.toStdU16String(), std::vector<float>(48000, -0.5F));
    // One is asked for while the other is cut.
    haystack.view.addEvent(first, 0, 16000, {"/m/0bt9lr", "Dog"});
    haystack.view.addEvent(second, 0, 16000, {"/m/0bt9lr", "Dog"});
    const auto& needles = haystack.view.session().needles();
    QVERIFY(QTest::qWaitFor([&] { return needles.size() == 2; }, 30000));
    QCOMPARE(niah::decodeSamples(needles[0].path.toStdU16String(), 48000, {})[8000], 0.25F);
    QCOMPARE(niah::decodeSamples(needles[1].path.toStdU16String(), 48000, {})[8000], -0.5F);
    // Written anew, it is another recording.
    writeWav(first.toStdU16String(), std::vector<float>(50000, 0.125F));
    haystack.view.addEvent(first, 0, 16000, {"/m/0bt9lr", "Dog"});
    QVERIFY(QTest::qWaitFor([&] { return needles.size() == 3; }, 30000));
    QCOMPARE(niah::decodeSamples(needles[2].path.toStdU16String(), 48000, {})[8000], 0.125F);
    haystack.view.session().stop();
}

void HaystackGuardsTest::planOfTooManyCellsIsRefused()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackExperiment& experiment = haystack.view.experiment();
    PlanPanel* plan = haystack.view.plan();
    const std::string before = planText(experiment.plan());
    plan->lengths()->setText(numbers(20, 90, 1));
    plan->positions()->setText(numbers(0, 100, 0.01));
    plan->ratios()->setText(numbers(0, 20, 1));
    QTest::keyClick(plan->ratios(), Qt::Key_Return);
    QVERIFY(!plan->runButton()->isEnabled());
    QVERIFY(plan->runButton()->toolTip().contains("189001")); // silence, and noise at 20 ratios
    QCOMPARE(planText(experiment.plan()), before);
    plan->ratios()->setText("0");
    QTest::keyClick(plan->ratios(), Qt::Key_Return);
    QVERIFY(plan->runButton()->isEnabled());
    QCOMPARE(plannedCells(experiment.plan()), std::int64_t{18000});
    const HeatMap* map = haystack.view.results()->heatMap(); // made ready elsewhere, and drawn as one picture
    QVERIFY(QTest::qWaitFor([&] { return map->grid().cells.size() == 9000; }, 30000));
    QCOMPARE(map->grid().lengths.size(), std::size_t{90});

    QString told;
    connect(&experiment, &HaystackExperiment::noticed, &haystack.view,
            [&](const QString&, const QString& text) { told = text; });
    niah::Spec large = experiment.plan();
    large.snrDb.assign(20, 0.0);
    experiment.setPlan(large);
    QVERIFY(told.contains("189001"));
    QCOMPARE(plannedCells(experiment.plan()), std::int64_t{18000});
}

void HaystackGuardsTest::tooWideAGridIsLeftEmpty()
{
    auto experiment = std::make_shared<niah::Experiment>();
    experiment->models.emplace_back();
    experiment->haystacks = {"zero"};
    const auto gridOf = [&](int cells) {
        experiment->cells.clear();
        for (int i = 0; i < cells; ++i) // no two share a length or a position
            experiment->cells.push_back({{0, 0, Pooling::Mean, {}, 1024 + i, 1e-4 * i, false}, {}, {}, {}});
        const ExperimentResults results{{}, experiment, std::vector<CellResult>(experiment->cells.size()), nullptr, {}};
        const auto series = seriesOf(*experiment);
        return series.size() == 1 ? HeatGrid(results, series[0]) : HeatGrid();
    };
    const HeatGrid grid = gridOf(1000);
    QCOMPARE(grid.cells.size(), std::size_t{1'000'000});
    const QRectF area(0, 0, 10000, 10000);
    QCOMPARE(grid.cellUnder(grid.rectOf(7, 7, area).center(), area), 7);
    QCOMPARE(grid.cellUnder(grid.rectOf(7, 8, area).center(), area), -1);
    QVERIFY(gridOf(1001).cells.empty());
}

void HaystackGuardsTest::aPixelOfALargeMapIsItsCells()
{
    niah::Spec plan;
    plan.models = {{"model", {}, {}}};
    plan.haystacks = {{niah::HaystackKind::Zero, {}, 1, {}}};
    for (int i = 0; i < 100; ++i) {
        plan.lengths.push_back(1024 + 100 * i);
        plan.positions.push_back(0.01 * i);
    }
    plan.positions.erase(plan.positions.begin()); // the one of a new plan
    ExperimentResults results = *plannedResults(plan);
    const auto series = seriesOf(*results.experiment);
    const HeatGrid grid(results, series.at(0));
    const auto paint = [&] {
        QImage image(1000, 900, QImage::Format_RGB32);
        QPainter painter(&image);
        painter.fillRect(image.rect(), Qt::white);
        paintHeatMap(painter, QRectF(kFigureLeft, kFigureTop, 900, 800), results, grid, "title", {lightTokens()});
        return image;
    };
    const QImage before = paint();
    const int cell = grid.cellAt(30, 70);
    CellResult& done = results.cells[static_cast<std::size_t>(cell)];
    done.state = CellResult::State::Done;
    done.scores.retention = 1;
    const QImage after = paint();
    const QRectF place = grid.rectOf(30, 70, QRectF(kFigureLeft, kFigureTop, 900, 800));
    QCOMPARE(after.pixel(place.center().toPoint()), QColor(0xFD, 0xE7, 0x25).rgb()); // all is kept
    done.state = CellResult::State::Impossible;
    QCOMPARE(paint().pixel(place.center().toPoint()), lightTokens().secondary.rgb());
    QCOMPARE(before.pixel(place.center().toPoint()), lightTokens().hatch.rgb()); // it waited
    for (int y = 0; y < before.height(); ++y)
        for (int x = 0; x < before.width(); ++x)
            if (before.pixel(x, y) != after.pixel(x, y))
                QVERIFY(place.adjusted(-1, -1, 1, 1).contains(x, y));
}

void HaystackGuardsTest::aLargeMapIsDrawnOnceAChange()
{
    niah::Spec plan;
    plan.models = {{"model", {}, {}}};
    plan.haystacks = {{niah::HaystackKind::Zero, {}, 1, {}}};
    plan.positions.clear();
    for (int i = 0; i < 300; ++i) {
        plan.lengths.push_back(1024 + 100 * i);
        plan.positions.push_back(i / 300.0);
    }
    const auto results = plannedResults(plan);
    QCOMPARE(results->cells.size(), std::size_t{90'001});
    const auto series = seriesOf(*results->experiment);
    const HeatGrid grid(*results, series.at(0));
    HeatMap map;
    map.resize(1200, 800);
    map.show(results, grid, "series");
    map.grab();
    const qint64 first = map.drawing();
    map.grab();
    QCOMPARE(map.drawing(), first);
    map.setSelected(grid.cellAt(150, 150)); // lies over it
    const QImage chosen = map.grab().toImage();
    QCOMPARE(map.drawing(), first);
    map.setSelected(grid.cellAt(10, 150));
    QVERIFY(map.grab().toImage() != chosen);
    map.show(results, grid, "series"); // which it shows already
    map.grab();
    QCOMPARE(map.drawing(), first);
    map.show(std::make_shared<const ExperimentResults>(*results), grid, "series");
    map.grab();
    const qint64 second = map.drawing();
    QVERIFY(second != first);
    map.resize(1100, 800);
    map.grab();
    QVERIFY(map.drawing() != second);

    RetentionPlot plot;
    plot.resize(600, 400);
    RetentionLine line{"line", {}};
    for (int i = 0; i < 1000; ++i)
        line.points.push_back({1024 + 100 * i, 1 - i / 2000.0, 0.4, 1});
    plot.show({line}, 0.5);
    plot.grab();
    const qint64 curves = plot.drawing();
    plot.grab();
    QCOMPARE(plot.drawing(), curves);
    plot.show({line}, 0.25);
    plot.grab();
    QVERIFY(plot.drawing() != curves);
}

void HaystackGuardsTest::warningsHaveTheirOwnWords()
{
    niah::RunProgress disk;
    disk.message = "reading up to 6 needles";
    disk.warning = niah::Warning::Space;
    disk.shortage = niah::SpaceShortage{"/scratch", 3'000'000'000, 1'250'000'000};
    const ExperimentNotice space = noticeOf(disk);
    QCOMPARE(space.title, QString("The disk is likely to become full"));
    for (const char* part : {"3.00 GB", "1.25 GB", "/scratch"})
        QVERIFY2(space.text.contains(part), qPrintable(space.text));
    niah::RunProgress missing;
    missing.message = "dog.wav: is silent";
    missing.warning = niah::Warning::LeftOut;
    QCOMPARE(noticeOf(missing).title, QString("Some of the experiment was left out"));
    QCOMPARE(noticeOf(missing).text, QString("dog.wav: is silent"));
    missing.warning = niah::Warning::Device;
    QCOMPARE(noticeOf(missing).title, QString("The experiment went on with another device"));
}

void HaystackGuardsTest::whatRunsKeepsItsPlan()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackExperiment& experiment = haystack.view.experiment();
    const QString file = haystack.shell.path("spec.json");
    savePlan(experiment.plan(), file.toStdU16String());
    const QString ids[] = {"haystack.duplicate", "haystack.open", "haystack.open_spec"};
    experiment.run(haystack.shell.path("run"));
    QVERIFY(experiment.isRunning());
    for (const QString& id : ids)
        QVERIFY2(!actionOf(haystack.view, id)->isEnabled(), qPrintable(id));
    const std::string before = planText(experiment.plan());
    niah::Spec other = experiment.plan();
    other.lengths = {2000};
    experiment.setPlan(other);
    QCOMPARE(planText(experiment.plan()), before);
    QString told;
    connect(haystack.view.files(), &ExperimentFiles::noticed, &haystack.view,
            [&](const QString&, const QString& text) { told = text; });
    haystack.view.files()->readSpecification(file);
    QVERIFY(QTest::qWaitFor([&] { return !told.isEmpty(); }, 30000));
    QCOMPARE(planText(experiment.plan()), before);
    experiment.cancel();
    QVERIFY(QTest::qWaitFor([&] { return !experiment.isRunning(); }, 60000));
    for (const QString& id : ids)
        QVERIFY2(actionOf(haystack.view, id)->isEnabled(), qPrintable(id));
}

void HaystackGuardsTest::runWaitsForTheEstimateBeforeIt()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackExperiment& experiment = haystack.view.experiment();
    niah::Spec small = experiment.plan();
    small.needles.files.resize(2);
    small.lengths = {1024};
    small.positions = {0};
    experiment.setPlan(small);
    QVERIFY(QTest::qWaitFor([&] { return experiment.isEstimating(); }, 60000));
    const QString folder = haystack.shell.path("run");
    experiment.run(folder);
    QCOMPARE(experiment.state(), State::Running);
    QVERIFY(experiment.isEstimating()); // it was not waited for
    experiment.cancel();
    QVERIFY(QTest::qWaitFor([&] { return experiment.state() == State::Cancelled; }, 60000));
    QVERIFY(!experiment.isEstimating());
    QVERIFY(!QDir(folder).exists()); // it had not begun
    experiment.resume();
    QVERIFY2(QTest::qWaitFor([&] { return experiment.state() == State::Finished; }, 100000),
             qPrintable(experiment.error()));
}

void HaystackGuardsTest::specificationsAreReadByAJob()
{
    HaystackWindow haystack;
    QVERIFY(haystack.waitForExample());
    HaystackExperiment& experiment = haystack.view.experiment();
    const QString file = haystack.shell.path("spec.json");
    niah::Spec plan = experiment.plan();
    plan.lengths = {2345};
    savePlan(plan, file.toStdU16String());
    haystack.view.files()->readSpecification(file);
    QVERIFY(experiment.plan().lengths != plan.lengths);
    QVERIFY(QTest::qWaitFor([&] { return experiment.plan().lengths == plan.lengths; }, 30000));
    QString told;
    connect(haystack.view.files(), &ExperimentFiles::noticed, &haystack.view,
            [&](const QString&, const QString& text) { told = text; });
    QFile large(haystack.shell.path("large.json"));
    QVERIFY(large.open(QIODevice::WriteOnly));
    large.write(QByteArray(5'000'000, ' ') + "{}");
    large.close();
    haystack.view.files()->readSpecification(large.fileName());
    QVERIFY(QTest::qWaitFor([&] { return told.contains("large.json"); }, 30000));
    QVERIFY2(told.contains("4000000"), qPrintable(told));
}

void HaystackGuardsTest::whatCannotBeDoneSaysWhy()
{
    HaystackWindow haystack; // without a needle
    QSignalSpy told(&haystack.view, &HaystackView::noticed);
    for (const char* id : {"haystack.run", "haystack.tables", "haystack.figure", "haystack.hear"}) {
        told.clear();
        actionOf(haystack.view, id)->trigger(); // and asks for no file
        QVERIFY2(told.size() == 1, id);
        QVERIFY2(!told.first().at(1).toString().isEmpty(), id);
    }
}

QTEST_MAIN(HaystackGuardsTest)
#include "haystack_guards_test.moc"
