#include "tests/gui/haystack_record.h"
#include "tests/gui/haystack_window.h"
#include "ui/haystack/experiment_files.h"
#include "ui/haystack/plan_panel.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QSpinBox>
#include <QToolButton>

using namespace dass;

namespace {

using Kind = niah::HaystackKind;
using State = HaystackExperiment::State;

void type(QLineEdit* field, const QString& text)
{
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

QAction* haystackAction(const PlanPanel& plan, Kind kind)
{
    for (QAction* action : plan.haystacks()->menu()->actions())
        if (action->data().toInt() == static_cast<int>(kind))
            return action;
    return nullptr;
}

// As a person does.
void choosePreset(const PlanPanel& plan, const QString& name)
{
    const int index = plan.preset()->findData(name);
    QVERIFY(index > 0);
    plan.preset()->setCurrentIndex(index);
    emit plan.preset()->activated(index);
}

// With the builder as it is at first, without a clip.
struct Planned : HaystackWindow
{
    const QString dog = shell.makeRecording("dog.wav", 3);
    const QString bell = shell.makeRecording("bell.wav", 3);
    PlanPanel& panel = *view.plan();
    HaystackExperiment& experiment = view.experiment();

    void changeBuilder() const
    {
        view.addFiles({bell});
        view.session().setLabels(0, {"/m/03kmc9"});
        view.session().setModel(shell.path("another"));
        view.session().stop();
    }
};

} // namespace

// Plans that are not the builder's, and what the plan's fields say and keep.
class HaystackPlanTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void aSpecificationNeedsNoBuilder();
    void aDuplicateNeedsNoBuilder();
    void editingKeepsWhatNoFieldShows();
    void spectrogramsAreNeedlesToo();
    void whatCouldNotBeScoredIsTriedAgain();
    void aListSaysHowManyOfIt();
    void aPresetIsNamedWhileItHolds();
    void ownHaystacksArePlannedAndSaved();
    void whatIsBuiltGrowsIntoAPlan();
    void theBuildersModelIsThePlans();
};

void HaystackPlanTest::aSpecificationNeedsNoBuilder()
{
    Planned at;
    niah::Spec plan = smallPlan(at.dog);
    plan.models = {{bundledModelFolder().toStdU16String(), "one", {}},
                   {at.shell.path("away").toStdU16String(), "two", {}}};
    const QString file = at.shell.path("spec.json");
    savePlan(plan, file.toStdU16String());
    QVERIFY(!at.panel.isVisible());
    at.view.files()->readSpecification(file);
    QTRY_COMPARE(at.experiment.plan().lengths, plan.lengths);
    QVERIFY(at.panel.isVisible());
    QVERIFY(!at.panel.isFollowing());
    const std::string before = planText(at.experiment.plan());
    at.changeBuilder();
    QCOMPARE(planText(at.experiment.plan()), before);
    at.view.session().removeNeedle(0);
    QVERIFY(at.panel.isVisible());
    type(at.panel.positions(), "0.25");
    QCOMPARE(at.experiment.plan().positions, std::vector<double>{0.25});
    QCOMPARE(at.experiment.plan().models.size(), std::size_t{2}); // one of them is on no list
    QCOMPARE(at.experiment.plan().needles.files.size(), std::size_t{1});
    at.panel.followBuilder(); // which has none
    QVERIFY(at.experiment.plan().needles.files.empty());
    QCOMPARE(at.experiment.plan().models.size(), std::size_t{1});
    QVERIFY(!at.panel.isVisible());
}

void HaystackPlanTest::aDuplicateNeedsNoBuilder()
{
    Planned at;
    auto* duplicate = at.view.menu()->findChild<QAction*>("haystack.duplicate");
    QVERIFY(!duplicate->isEnabled()); // there is nothing yet
    const QString folder = at.shell.path("run");
    writeRecord(folder, smallPlan(at.dog), at.dog);
    at.experiment.open(folder);
    QTRY_VERIFY(at.experiment.results() != nullptr);
    QVERIFY(duplicate->isEnabled());
    const std::string before = planText(at.experiment.plan());
    duplicate->trigger();
    QCOMPARE(at.experiment.state(), State::Planned);
    QVERIFY(!at.experiment.results());
    QVERIFY(at.panel.isVisible());
    QVERIFY(at.panel.runButton()->isEnabled());
    at.changeBuilder();
    QCOMPARE(planText(at.experiment.plan()), before);
}

void HaystackPlanTest::editingKeepsWhatNoFieldShows()
{
    Planned at;
    niah::Spec plan = smallPlan(at.dog);
    plan.models = {{bundledModelFolder().toStdU16String(), "mine", {0.75}}};
    plan.haystacks = {{Kind::White, {}, 1, "white"},
                      {Kind::White, {}, 2, "white-2"},
                      {Kind::Recording, at.bell.toStdU16String(), 1, "bells"}};
    plan.pooling = {Pooling::Max, Pooling::Mean};
    at.experiment.take(plan);
    type(at.panel.lengths(), "20");
    const niah::Spec& now = at.experiment.plan();
    QCOMPARE(now.lengths, std::vector<std::int64_t>{2000});
    QCOMPARE(now.models[0].positions, std::vector<double>{0.75});
    QCOMPARE(now.models[0].name, std::string("mine"));
    QCOMPARE(now.pooling, plan.pooling);
    QCOMPARE(now.haystacks.size(), std::size_t{3});
    QCOMPARE(now.haystacks[1].seed, std::uint64_t{2});
    haystackAction(at.panel, Kind::Pink)->trigger();
    QCOMPARE(now.haystacks.size(), std::size_t{4});
    QCOMPARE(now.haystacks[3].kind, Kind::Pink);
    haystackAction(at.panel, Kind::White)->trigger();
    QCOMPARE(now.haystacks.size(), std::size_t{2});
    QCOMPARE(now.haystacks[0].name, std::string("bells"));
}

void HaystackPlanTest::spectrogramsAreNeedlesToo()
{
    Planned at;
    niah::Spec plan = smallPlan(at.dog);
    plan.needles = {};
    plan.needles.spectrograms = at.shell.path("needles.safetensors").toStdU16String();
    at.experiment.take(plan);
    QVERIFY(at.panel.runButton()->isEnabled());
    QTRY_VERIFY2(at.experiment.estimateError().contains("needles.safetensors"), // there is no such file
                 qPrintable(at.experiment.estimateError()));
}

void HaystackPlanTest::whatCouldNotBeScoredIsTriedAgain()
{
    Planned at;
    const QString folder = at.shell.path("run");
    const niah::Experiment experiment = writeRecord(folder, smallPlan(at.dog), at.dog);
    for (const niah::CellRecord& cell : experiment.cells)
        if (!cell.cell.baseline)
            niah::writeCell(niah::cellPath(folder.toStdU16String(), cell),
                            {cell.fingerprint, {}, 1, experiment.classes(), {}, 0, "there was no memory for it"});
    at.experiment.open(folder);
    QTRY_VERIFY(at.experiment.results() != nullptr);
    QCOMPARE(at.experiment.state(), State::Finished);
    QCOMPARE(at.experiment.results()->failed(), std::int64_t{1});
    QVERIFY(at.panel.runButton()->isEnabled());
    QCOMPARE(at.panel.runButton()->text(), QString("Try again"));
    QTest::mouseClick(at.panel.runButton(), Qt::LeftButton);
    QVERIFY2(QTest::qWaitFor([&] { return !at.experiment.isRunning(); }, 100000), qPrintable(at.experiment.error()));
    QVERIFY2(at.experiment.state() == State::Finished, qPrintable(at.experiment.error()));
    QCOMPARE(at.experiment.folder(), folder);
    const auto found = [&] { return std::pair(at.experiment.results()->done(), at.experiment.results()->failed()); };
    QTRY_VERIFY(found() == std::pair(std::int64_t{1}, std::int64_t{0})); // the last cell is read after the run's end
    QTRY_VERIFY(!at.panel.runButton()->isEnabled());
}

void HaystackPlanTest::aListSaysHowManyOfIt()
{
    Planned at;
    at.changeBuilder(); // so that the plan is looked at
    QVERIFY(!at.panel.limit()->isVisibleTo(&at.panel));
    at.panel.useList(at.shell.path("clips.csv"));
    QVERIFY(at.panel.limit()->isVisibleTo(&at.panel));
    QCOMPARE(at.panel.limit()->text(), QString("200 at random"));
    at.panel.limit()->setValue(50);
    QCOMPARE(at.experiment.plan().needles.limit, std::int64_t{50});
    QVERIFY(at.experiment.plan().needles.choiceSeed.has_value());
    at.panel.limit()->setValue(0);
    QCOMPARE(at.experiment.plan().needles.limit, std::int64_t{0});
    QCOMPARE(at.panel.limit()->text(), QString("all"));
    at.panel.followBuilder();
    QVERIFY(!at.panel.limit()->isVisibleTo(&at.panel));
}

void HaystackPlanTest::aPresetIsNamedWhileItHolds()
{
    Planned at;
    at.changeBuilder();
    const auto named = [&] { return at.panel.preset()->currentData().toString(); };
    choosePreset(at.panel, "figure-4");
    QCOMPARE(named(), QString("figure-4"));
    at.view.session().setLabels(0, {"/m/0bt9lr"}); // is no part of a preset
    QCOMPARE(named(), QString("figure-4"));
    haystackAction(at.panel, Kind::Pink)->trigger();
    QCOMPARE(named(), QString());
    choosePreset(at.panel, "figure-4");
    at.panel.useList(at.shell.path("clips.csv"));
    QCOMPARE(named(), QString());
    choosePreset(at.panel, "figure-4");
    at.experiment.take(smallPlan(at.dog));
    QCOMPARE(named(), QString());
}

void HaystackPlanTest::ownHaystacksArePlannedAndSaved()
{
    Planned at;
    at.changeBuilder();
    const niah::Spec& plan = at.experiment.plan();
    const std::size_t before = plan.haystacks.size();
    at.panel.useHaystack(Kind::Recording, at.dog);
    at.panel.useHaystack(Kind::Babble, at.shell.folder.path());
    at.panel.useHaystack(Kind::Recording, at.dog); // is planned already
    QCOMPARE(plan.haystacks.size(), before + 2);
    QCOMPARE(plan.haystacks[before].file, std::filesystem::path(at.dog.toStdU16String()));
    QCOMPARE(plan.haystacks[before].name, std::string("dog"));
    QVERIFY2(at.panel.haystacks()->toolTip().contains("dog.wav"), qPrintable(at.panel.haystacks()->toolTip()));
    QAction* own = haystackAction(at.panel, Kind::Recording);
    QVERIFY(own && own->isChecked());
    own->trigger();
    QCOMPARE(plan.haystacks.size(), before + 1);
    QCOMPARE(haystackAction(at.panel, Kind::Recording), own); // to be ticked again
    own->trigger();
    QCOMPARE(plan.haystacks.back().kind, Kind::Recording);
    haystackAction(at.panel, Kind::Babble)->trigger(); // the program's, beside that of the folder
    QCOMPARE(plan.haystacks.size(), before + 3);

    QCOMPARE(plan.insertion, niah::Insertion::Spectrogram);
    at.panel.insertion()->setCurrentIndex(static_cast<int>(niah::Insertion::Waveform)); // as a person does
    emit at.panel.insertion()->activated(static_cast<int>(niah::Insertion::Waveform));
    QCOMPARE(plan.insertion, niah::Insertion::Waveform);

    // The specification is the plan, as dass niah reads it.
    const auto file = std::filesystem::path(at.shell.path("plan.json").toStdU16String());
    savePlan(plan, file);
    const niah::Spec read = niah::readSpec(file);
    QCOMPARE(planText(read), planText(checkedPlan(plan)));
    QCOMPARE(read.insertion, niah::Insertion::Waveform);
    QCOMPARE(read.haystacks.size(), before + 3);
    QCOMPARE(read.haystacks[before + 1].kind, Kind::Recording);
    QCOMPARE(read.haystacks[before + 1].file, std::filesystem::path(at.dog.toStdU16String()));

    // Of a plan from elsewhere, its own files alone can be ticked.
    at.experiment.take(smallPlan(at.dog));
    QCOMPARE(at.panel.insertion()->currentIndex(), static_cast<int>(niah::Insertion::Spectrogram));
    QVERIFY(!haystackAction(at.panel, Kind::Recording));
}

void HaystackPlanTest::whatIsBuiltGrowsIntoAPlan()
{
    Planned at;
    QAction* grow = at.view.menu()->findChild<QAction*>("haystack.grow");
    QVERIFY(grow && !grow->isEnabled()); // there is nothing
    at.changeBuilder();
    QVERIFY(grow->isEnabled());
    HaystackChoice built = at.view.session().choice();
    built.haystack = {Kind::Recording, at.dog.toStdU16String(), 1, {}};
    built.frames = 45000;
    built.position = 0.25;
    built.snrDb.reset();
    built.insertion = niah::Insertion::Overlay;
    built.pooling = Pooling::Max;
    at.view.session().setChoice(built);
    at.view.session().stop();
    at.panel.useList(at.shell.path("clips.csv")); // of which nothing is left
    grow->trigger();
    const auto expect = [&] {
        const niah::Spec& plan = at.experiment.plan();
        QVERIFY(at.panel.isFollowing());
        QCOMPARE(plan.needles.files.size(), std::size_t{1});
        QCOMPARE(plan.haystacks.size(), std::size_t{1});
        QCOMPARE(plan.haystacks[0].kind, Kind::Recording);
        QCOMPARE(plan.haystacks[0].file, built.haystack.file);
        QCOMPARE(plan.lengths, (std::vector<std::int64_t>{1024, 3000, 6000, 12000, 30000, 45000}));
        QCOMPARE(plan.positions, (std::vector<double>{0, 0.25, 0.5, 1}));
        QCOMPARE(plan.snrDb, (std::vector<std::optional<double>>{std::nullopt}));
        QCOMPARE(plan.insertion, niah::Insertion::Overlay);
        QCOMPARE(plan.pooling, std::vector<Pooling>{Pooling::Max});
        QCOMPARE(at.panel.insertion()->currentIndex(), static_cast<int>(niah::Insertion::Overlay));
        QCOMPARE(planText(checkedPlan(plan)), planText(checkedPlan(checkedPlan(plan)))); // it can be run
    };
    expect();
    // Also where an experiment is shown, which lies in its folder.
    const QString folder = at.shell.path("run");
    writeRecord(folder, smallPlan(at.dog), at.dog);
    at.experiment.open(folder);
    QTRY_VERIFY(at.experiment.results() != nullptr);
    grow->trigger();
    QVERIFY(!at.experiment.results());
    QCOMPARE(at.experiment.state(), State::Planned);
    expect();
}

void HaystackPlanTest::theBuildersModelIsThePlans()
{
    Planned at;
    at.changeBuilder();
    const std::vector<niah::ModelEntry>& models = at.experiment.plan().models;
    QCOMPARE(models.size(), std::size_t{1});
    QVERIFY(!models[0].sinusoidalPositions);
    at.view.session().setModel(at.shell.path("another"), true);
    at.view.session().stop();
    QVERIFY(models[0].sinusoidalPositions);
    QCOMPARE(models[0].path, std::filesystem::path(at.shell.path("another").toStdU16String()));
}

QTEST_MAIN(HaystackPlanTest)
#include "haystack_plan_test.moc"
