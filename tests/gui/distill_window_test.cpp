#include "core/base/folder_lock.h"
#include "tests/gui/distill_fixture.h"
#include "tests/gui/tiny_model.h"
#include "ui/distill/curves_view.h"
#include "ui/distill/guide_page.h"
#include "ui/distill/job_form.h"
#include "ui/distill/monitor_page.h"
#include "ui/distill/new_job_page.h"
#include "ui/distill/run_head.h"
#include "ui/distill/runs_panel.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QSpinBox>
#include <QSysInfo>
#include <QTreeView>

using namespace dass;
using distill::ToyData;

namespace {

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QTreeView* tableNamed(const QWidget& page, const QString& name)
{
    for (auto* table : page.findChildren<QTreeView*>())
        if (table->accessibleName() == name)
            return table;
    return nullptr;
}

QString cell(const QTreeView& table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

} // namespace

// The Distill workspace in a window: real runs, started and steered by its buttons.
class DistillWindowTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void showsWhatToDoFirst();
    void followsARunAndRemembersIt();
    void pausesResumesAndStopsByButtons();
    void deletesOnlyAfterAsking();
    void draftsKeepWhatTheFormDoesNotShow();
    void checksAJobAndStartsIt();
    void namesWhatKeepsAJobFromStarting();
    void makesAModelFromSortedRecordings();
    void holdsOutAPartOfEachLabel();
    void offersABatchThatFits();
    void opensAFinishedModelInAnalyze();
    void drawsAsManyPointsAsColumns();
};

void DistillWindowTest::showsWhatToDoFirst()
{
    QVERIFY(button(view(), QStringLiteral("Model from my recordings…")));
    QVERIFY(!actions().pause->isEnabled() && !actions().remove->isEnabled() && !actions().use->isEnabled());
    QVERIFY(QTest::qWaitForWindowActive(m_window.get(), 30000));
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(!view().isVisible());
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QVERIFY(view().isVisible());
}

void DistillWindowTest::followsARunAndRemembersIt()
{
    start(3);
    MonitorPage& monitor = *view().monitor();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
    QTRY_COMPARE(monitor.runs()->current(), runPath());
    QTRY_COMPARE(tableNamed(monitor, "Epochs")->model()->rowCount(), 3);
    QTRY_COMPARE(tableNamed(monitor, "Classes")->model()->rowCount(), 3);
    QTRY_VERIFY(tableNamed(monitor, "Log")->model()->rowCount() >= 4);
    QCOMPARE(cell(*tableNamed(monitor, "Epochs"), 0, 0), QStringLiteral("3")); // newest first
    QTRY_COMPARE(monitor.curves()->runs().size(), std::size_t{1});
    QCOMPARE(monitor.curves()->runs()[0].metrics.steps.rows(), std::int64_t{12});
    QCOMPARE(monitor.curves()->lastEpoch(), 3.0);
    QCOMPARE(m_shell->settings.runFolders(), QStringList{runPath()});
    QTRY_VERIFY(actions().use->isEnabled());

    m_window = std::make_unique<MainWindow>(m_shell->settings, *m_shell->session, QString()); // the next start
    QTRY_COMPARE(view().runs().runs().size(), std::size_t{1});
    QCOMPARE(view().runs().runs()[0].phase, RunPhase::Finished);
}

void DistillWindowTest::pausesResumesAndStopsByButtons()
{
    start(100'000);
    QTRY_VERIFY_WITH_TIMEOUT(actions().pause->isEnabled(), kPatience);
    QTest::mouseClick(button(view(), "Pause"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Paused, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(actions().resume->isEnabled(), kPatience);
    QTest::mouseClick(button(view(), "Resume"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Running, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(actions().stop->isEnabled(), kPatience);
    QTest::mouseClick(button(view(), "Stop"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(actions().resume->isEnabled(), kPatience); // as a new process
    QTest::mouseClick(button(view(), "Resume"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Running, kPatience);
    m_window.reset(); // the window closes, the run goes on
    QCOMPARE(phase(), RunPhase::Running);
    cancelRun(readRunSummary(runPath().toStdString()));
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Stopped, kPatience);
}

void DistillWindowTest::deletesOnlyAfterAsking()
{
    start(1);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
    QTRY_VERIFY(!FolderLock::isHeld(runPath().toStdString())); // its process has ended
    QTRY_VERIFY(actions().remove->isEnabled());
    for (const bool really : {false, true}) {
        actions().remove->trigger();
        auto* box = view().findChild<QMessageBox*>();
        QVERIFY(box);
        for (QAbstractButton* choice : box->buttons())
            if ((box->buttonRole(choice) == QMessageBox::DestructiveRole) == really)
                choice->click();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (!really)
            QVERIFY(QFile::exists(runPath()));
    }
    QTRY_VERIFY(!QFile::exists(runPath()));
    QTRY_VERIFY(view().runs().folders().isEmpty());
}

void DistillWindowTest::draftsKeepWhatTheFormDoesNotShow()
{
    const JobDraft draft = toyDraft(2);
    view().newJobPage()->begin(m_shell->path("runs"), draft, "copy");
    JobForm& form = *view().newJobPage()->form();
    QCOMPARE(form.changes(), 0);
    const auto before = nlohmann::json::parse(draft.text());
    QVERIFY(nlohmann::json::parse(form.draft().text()) == before); // showing it changes nothing
    QCOMPARE(before["ema"].get<double>(), 0.9);
    QVERIFY(before["teachers"][0]["eval_path"] == before["teachers"][0]["path"]);
    for (const JobPreset& preset : jobPresets())
        QVERIFY2(!preset.name.isEmpty() && !preset.note.isEmpty(), qPrintable(preset.name));
    QCOMPARE(jobPresets()[9].draft.value("/student/init").toString(), QStringLiteral("imagenet"));
    QCOMPARE(jobPresets()[9].draft.teachers().size(), std::size_t{1});
    QCOMPARE(jobPresets()[18].draft.value("/sampler").toString(), QStringLiteral("balanced"));
}

void DistillWindowTest::checksAJobAndStartsIt()
{
    actions().newJob->trigger();
    NewJobPage& page = *view().newJobPage();
    QSignalSpy checked(&page, &NewJobPage::checked);
    page.begin(m_shell->path("runs"), toyDraft(2), "run");
    QTRY_VERIFY_WITH_TIMEOUT(checked.count() > 0 && page.report().count(JobCheck::State::Problem) == 0, kPatience);
    QCOMPARE(page.report().cost.clips, std::int64_t{24});
    QCOMPARE(page.report().cost.steps, std::int64_t{8});
    QVERIFY(page.report().cost.diskBytes > 0);
    QTest::mouseClick(button(page, "Copy command"), Qt::LeftButton);
    QTRY_COMPARE(QApplication::clipboard()->text(), commandLine(runPath() + ".json", runPath()));
    QFile saved(runPath() + ".json"); // beside the folder, which stays free for the run
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QCOMPARE(saved.readAll().toStdString(), page.form()->draft().text());
    QTest::mouseClick(button(page, "Start training"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
    QTRY_VERIFY(view().monitor()->isVisible());
    QTRY_COMPARE(view().monitor()->runs()->current(), runPath());
}

void DistillWindowTest::namesWhatKeepsAJobFromStarting()
{
    NewJobPage& page = *view().newJobPage();
    QSignalSpy checked(&page, &NewJobPage::checked);
    const auto problems = [&](const JobDraft& draft) {
        checked.clear();
        page.begin(m_shell->path("runs"), draft, "run");
        if (checked.isEmpty() && !checked.wait(kPatience))
            return QStringLiteral("not checked");
        QStringList words;
        for (const JobCheck& check : page.report().checks)
            if (check.state == JobCheck::State::Problem)
                words << check.field + ' ' + check.words;
        return words.join('\n');
    };
    JobDraft draft = toyDraft(2);
    QCOMPARE(problems(draft), QString());
    draft.setValue("/data/train", "/nowhere/list.csv");
    QVERIFY2(problems(draft).startsWith("/data/train") && problems(draft).contains("/nowhere/list.csv"),
             qPrintable(problems(draft)));
    draft = toyDraft(2);
    write(m_shell->path("other.csv"), "path,labels\nclip-0-0.wav,/t/tone\nclip-0-1.wav,/t/whale\n");
    draft.setValue("/data/eval", m_shell->path("other.csv"));
    QVERIFY2(problems(draft).startsWith("/data/eval") && problems(draft).contains("/t/whale"),
             qPrintable(problems(draft)));
    write(m_shell->path("other.csv"), "path,labels\ngone.wav,/t/tone\nclip-0-1.wav,/t/tone\n");
    QVERIFY2(problems(draft).contains("gone.wav"), qPrintable(problems(draft)));
    draft = toyDraft(2);
    draft.setTeachers({});
    QVERIFY2(problems(draft).startsWith("/teachers"), qPrintable(problems(draft)));
    QVERIFY(!button(page, "Start training") || !button(page, "Start training")->isEnabled());
}

void DistillWindowTest::makesAModelFromSortedRecordings()
{
    const ToyData toy(m_shell->folder.path().toStdString());
    for (int kind = 0; kind < 3; ++kind)
        for (int clip = 0; clip < 4; ++clip) {
            const QString name = QStringLiteral("clip-%1-%2.wav").arg(kind).arg(clip);
            const QString place = m_shell->path(QStringLiteral("sorted/sound, %1/").arg(kind));
            QVERIFY(QDir().mkpath(place));
            // All endings of recordings are known, also rare ones.
            QVERIFY(
                QFile::copy(m_shell->path(name), place + (clip == 0 ? QString(name).replace("wav", "WAVE") : name)));
        }
    makeTinyModel(m_shell->path("start").toStdString(), {"one", "two"});
    actions().guide->trigger();
    GuidePage& guide = *view().guidePage();
    guide.begin(m_shell->path("runs"), {{m_shell->path("start"), "start"}});
    QSignalSpy read(&guide, &GuidePage::read);
    guide.setRecordings(m_shell->path("sorted"));
    QVERIFY(read.count() > 0 || read.wait(kPatience));
    QVERIFY(guide.recordings());
    QCOMPARE(guide.recordings()->labels, (QStringList{"sound, 0", "sound, 1", "sound, 2"}));
    QCOMPARE(guide.recordings()->clips.size(), std::size_t{12});
    guide.epochsField()->setValue(1);
    guide.nameField()->setText("run");
    QVERIFY(guide.startButton()->isEnabled());
    QTest::mouseClick(guide.startButton(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(phase() == RunPhase::Finished || phase() == RunPhase::Failed, kPatience);
    const RunSummary run = readRunSummary(runPath().toStdString());
    QVERIFY2(run.phase == RunPhase::Finished && run.hasModel, qPrintable(run.error));
    QTRY_COMPARE(view().monitor()->runs()->current(), runPath());
    QTRY_COMPARE(tableNamed(*view().monitor(), "Classes")->model()->rowCount(), 3);
    QStringList names;
    for (int row = 0; row < 3; ++row)
        names << cell(*tableNamed(*view().monitor(), "Classes"), row, 0);
    QVERIFY2(names.contains("sound, 1"), qPrintable(names.join(';')));
    QTRY_VERIFY(!FolderLock::isHeld(runPath().toStdString())); // its process has ended
    QTRY_VERIFY(actions().remove->isEnabled());
    actions().remove->trigger(); // also its lists
    auto* box = view().findChild<QMessageBox*>();
    QVERIFY(box);
    for (QAbstractButton* choice : box->buttons())
        if (box->buttonRole(choice) == QMessageBox::DestructiveRole)
            choice->click();
    QTRY_VERIFY(!QFile::exists(runPath()));
}

void DistillWindowTest::holdsOutAPartOfEachLabel()
{
    OwnRecordings own;
    own.labels = {"many", "two", "one"};
    for (int clip = 0; clip < 50; ++clip)
        own.clips.push_back({std::to_string(clip), {0}});
    own.clips.push_back({"b", {1}});
    own.clips.push_back({"ab", {0, 1}});
    own.clips.push_back({"c", {2}});
    const std::vector<bool> out = heldOut(own, 0.2, 7);
    QCOMPARE(out, heldOut(own, 0.2, 7));
    QVERIFY(out != heldOut(own, 0.2, 8));
    std::vector<int> held(3);
    for (std::size_t i = 0; i < out.size(); ++i)
        for (const int label : own.clips[i].labels)
            held[static_cast<std::size_t>(label)] += out[i] ? 1 : 0;
    QVERIFY2(held[0] >= 10 && held[0] <= 11, qPrintable(QString::number(held[0])));
    QCOMPARE(held[1], 1);
    QCOMPARE(held[2], 0);
    QCOMPARE(std::ranges::count(heldOut(own, 0, 7), true), 0);
}

void DistillWindowTest::offersABatchThatFits()
{
    JobDraft draft = toyDraft(1);
    draft.setValue("/batch", 8);
    makeRun(runPath().toStdString(), draft.text());
    write(runPath() + "/status.json",
          QStringLiteral("{\"state\":\"failed\",\"host\":\"%1\",\"error\":\"out of memory: 5 GB\"}")
              .arg(QSysInfo::machineHostName())
              .toUtf8());
    view().follow(runPath());
    const QString offer = "Start again with a batch of 4";
    QTRY_VERIFY(button(view(), offer));
    QTest::mouseClick(button(view(), offer), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase("run-batch-4"), RunPhase::Finished, kPatience);
    QTRY_COMPARE(view().monitor()->runs()->current(), runPath("run-batch-4"));
    QTRY_VERIFY(!button(view(), offer));
    QVERIFY(isOutOfMemory("CUDA out of memory. Tried to allocate 2.00 GiB") && isOutOfMemory("std::bad_alloc"));
    QVERIFY(!isOutOfMemory("No space left on device"));
    const NetworkSize small{{96, 192, 384, 768}, {2, 2, 8, 2}};
    QVERIFY(std::abs(static_cast<double>(parametersOf(small)) / 30e6 - 1) < 0.05);
    const auto clip = static_cast<double>(trainingBytes(small, 1024, 2, false) - trainingBytes(small, 1024, 1, false));
    QVERIFY(std::abs(clip / 426e6 - 1) < 0.02); // as measured
}

void DistillWindowTest::opensAFinishedModelInAnalyze()
{
    start(1);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
    QTRY_VERIFY(actions().use->isEnabled());
    QTest::mouseClick(button(view(), "Use in Analyze"), Qt::LeftButton);
    QCOMPARE(m_shell->session->model().path(), runPath());
    QVERIFY(!view().isVisible());
}

void DistillWindowTest::drawsAsManyPointsAsColumns()
{
    StepTableBuilder builder;
    for (std::int64_t step = 1; step <= 200'000; ++step)
        builder.append({step, step / 20'000 + 1, {step == 123'456 ? 90.0F : 1.0F, 0.5F, 0.25F, 1e-4F, 10, 0.1F}});
    CurveRun run{"run", {builder.table(), {}, {}, 0}, 20'000, 10};
    const std::vector<CurveRun> runs{run};
    const CurveLine loss = linesOf(CurveTrack::Loss, runs).back();
    const std::vector<CurvePoint> points = pointsOf(loss, 0, 10, 800, 0);
    QVERIFY2(points.size() > 700 && points.size() <= 800, qPrintable(QString::number(points.size())));
    double highest = 0;
    for (const CurvePoint& point : points)
        highest = std::max(highest, point.highest);
    QCOMPARE(highest, 90.0); // one step in 200,000 is not lost
    const std::vector<CurvePoint> near = pointsOf(loss, 6.1727, 6.1729, 800, 0);
    QVERIFY(near.size() >= 4 && near.size() <= 7); // each step
    CurvesView& view = *this->view().monitor()->curves();
    view.setRuns(runs);
    QCOMPARE(view.lastEpoch(), 10.0);
    QTest::keyClick(&view, Qt::Key_Plus);
    QVERIFY(view.lastEpoch() - view.firstEpoch() < 9);
    QTest::keyClick(&view, Qt::Key_0);
    QCOMPARE(view.firstEpoch(), 0.0);
    QVERIFY(!view.grab().isNull());
}

QTEST_MAIN(DistillWindowTest)
#include "distill_window_test.moc"
