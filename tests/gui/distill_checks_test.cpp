#include "app/distill/job_checks.h"
#include "app/distill/job_memory.h"
#include "core/base/error.h"
#include "core/distill/memory_shortage.h"
#include "core/distill/spec.h"
#include "tests/gui/distill_fixture.h"
#include "tests/gui/tiny_model.h"
#include "ui/distill/check_row.h"
#include "ui/distill/job_form.h"
#include "ui/distill/new_job_page.h"
#include "ui/style/theme.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <stop_token>

using namespace dass;

// What is looked at before a job starts: weights, teachers, clips, memory; and how it can be solved at one click.
class DistillChecksTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void looksAtWhatTheStudentStartsFrom();
    void looksAtTheTeachers();
    void relativePathsStartFromTheRunsFolder();
    void aStopEndsTheReadingOfAList();
    void leavesOutClipsThatAreNotThere();
    void offersNothingWhereNoClipIsThere();
    void findsABatchThatFitsAnAst();
    void offersNoBatchWhereItWasTheEvaluation();
    void countsTheCacheOfBothListsOnce();

private:
    NewJobPage& page() const { return *view().newJobPage(); }
    bool canStart() const { return button(page(), "Start training")->isEnabled(); }

    // Starts the form anew, and waits for its checks.
    const JobReport& checked(const JobDraft& draft)
    {
        QSignalSpy checked(&page(), &NewJobPage::checked);
        actions().newJob->trigger(); // shows the page
        page().begin(m_shell->path("runs"), draft, "run");
        if (checked.isEmpty())
            checked.wait(kPatience);
        return page().report();
    }

    static JobDraft changed(const JobDraft& draft, const nlohmann::json& patch)
    {
        nlohmann::json spec = nlohmann::json::parse(draft.text());
        spec.merge_patch(patch);
        return JobDraft::read(spec.dump());
    }

    static const JobCheck* find(const JobReport& report, JobCheck::State state, const QString& field)
    {
        const auto found = std::ranges::find_if(
            report.checks, [&](const JobCheck& check) { return check.state == state && check.field == field; });
        return found == report.checks.end() ? nullptr : &*found;
    }

    void write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(m_shell->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
};

void DistillChecksTest::looksAtWhatTheStudentStartsFrom()
{
    makeTinyModel(m_shell->path("start").toStdString(), {"one", "two"});
    const nlohmann::json size{{"dims", {16, 32, 64, 96}}, {"depths", {1, 1, 1, 1}}};
    JobDraft draft = changed(
        toyDraft(2),
        {{"student", {{"size", size}, {"init", "checkpoint"}, {"checkpoint", m_shell->path("start").toStdString()}}}});
    const JobCheck* start = find(checked(draft), JobCheck::State::Fine, "/student/checkpoint");
    QVERIFY(start);
    QVERIFY2(start->words.contains("DASS") && start->words.contains("its 2 classes are replaced"),
             qPrintable(start->words));
    QVERIFY(canStart());

    draft = changed(draft, {{"student", {{"size", {{"depths", {1, 2, 1, 1}}}}}}});
    start = find(checked(draft), JobCheck::State::Problem, "/student/checkpoint");
    QVERIFY(start);
    QVERIFY2(start->words.contains("blocks 1-1-1-1") && start->words.contains("choose"), qPrintable(start->words));
    QVERIFY(!start->words.contains('\n'));
    QVERIFY(!canStart());

    write("start.pth", "no weights");
    draft.setValue("/student/checkpoint", m_shell->path("start.pth"));
    start = find(checked(draft), JobCheck::State::Problem, "/student/checkpoint");
    QVERIFY(start && start->words.contains("start.pth"));
}

void DistillChecksTest::looksAtTheTeachers()
{
    makeTinyModel(m_shell->path("three").toStdString(), {"one", "two", "three"});
    makeTinyModel(m_shell->path("two").toStdString(), {"one", "two"});
    JobDraft draft = toyDraft(2);
    draft.setTeachers({{"dass", m_shell->path("three"), 1}});
    const JobCheck* teacher = find(checked(draft), JobCheck::State::Fine, "/teachers");
    QVERIFY(teacher && teacher->words.contains("3 classes"));
    QVERIFY(canStart());
    draft.setTeachers({{"dass", m_shell->path("two"), 1}});
    teacher = find(checked(draft), JobCheck::State::Problem, "/teachers");
    QVERIFY(teacher && teacher->words.contains("tells 2 classes"));
    QVERIFY(!canStart());
    draft.setTeachers({{"hts-at", m_shell->path("three"), 1}});
    teacher = find(checked(draft), JobCheck::State::Problem, "/teachers");
    QVERIFY(teacher && teacher->words.contains("an HTS-AT is wanted"));

    distill::writeNpy(m_shell->path("few.npy").toStdString(), {1, 2, 3}, 1, 3);
    draft.setTeachers({{"stored", m_shell->path("few.npy"), 1}});
    teacher = find(checked(draft), JobCheck::State::Problem, "/teachers");
    QVERIFY(teacher && teacher->words.contains("holds 1 x 3 outputs; the data list has 24 clips"));
}

// As in the run, whose specification lies there.
void DistillChecksTest::relativePathsStartFromTheRunsFolder()
{
    JobDraft draft = toyDraft(1);
    const QString list = draft.value("/data/train").toString();
    draft.setValue("/data/train", QDir(runPath()).relativeFilePath(list));
    QVERIFY(draft.value("/data/train").toString().startsWith(".."));
    QVERIFY(find(checkJob(draft.text(), runPath().toStdString(), {}), JobCheck::State::Fine, "/data/train"));
    draft.setValue("/data/train", QFileInfo(list).fileName());
    const JobReport away = checkJob(draft.text(), runPath().toStdString(), {});
    const JobCheck* problem = find(away, JobCheck::State::Problem, "/data/train");
    QVERIFY(problem && problem->words.startsWith("data.train"));
}

// One whose only row is wrong, which would be said if it were read.
void DistillChecksTest::aStopEndsTheReadingOfAList()
{
    write("wrong.csv", "path,labels\nclip-0-1.wav,/m/none\n");
    JobDraft draft = toyDraft(1);
    draft.setValue("/data/train", m_shell->path("wrong.csv"));
    std::stop_source source;
    const JobReport whole = checkJob(draft.text(), runPath().toStdString(), source.get_token());
    QVERIFY(find(whole, JobCheck::State::Problem, "/data/train"));
    source.request_stop();
    const JobReport stopped = checkJob(draft.text(), runPath().toStdString(), source.get_token());
    for (const JobCheck& check : stopped.checks)
        QVERIFY(check.field != QLatin1String("/data/train"));
}

void DistillChecksTest::leavesOutClipsThatAreNotThere()
{
    const JobDraft draft = toyDraft(1);
    for (const char* gone : {"clip-0-1.wav", "clip-1-1.wav", "clip-2-1.wav"}) // of 24: more than a tenth
        QVERIFY(QFile::remove(m_shell->path(gone)));
    const JobReport& report = checked(draft);
    QVERIFY(find(report, JobCheck::State::Problem, "/data/train"));
    QVERIFY(find(report, JobCheck::State::Problem, "/data/eval")); // the same list
    QVERIFY(!canStart());
    HintButton* out = nullptr;
    QTRY_VERIFY((out = button(page(), "Leave out 3 clips")));
    QSignalSpy again(&page(), &NewJobPage::checked);
    QTest::mouseClick(out, Qt::LeftButton);
    QVERIFY(again.wait(kPatience));
    QCOMPARE(page().report().count(JobCheck::State::Problem), 0);
    const JobCheck* train = find(page().report(), JobCheck::State::Warning, "/data/train");
    QVERIFY(train && train->words.contains("are left out: "));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // rows that were there before
    QVERIFY(!button(page(), "Leave out 3 clips"));
    const double share = page().form()->draft().value("/data/bad_share").toDouble();
    QVERIFY2(share >= 0.125 + 0.1 && share < 0.23, qPrintable(QString::number(share)));
    QTest::mouseClick(button(page(), "Start training"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
}

void DistillChecksTest::offersNothingWhereNoClipIsThere()
{
    JobDraft draft = toyDraft(1);
    write("none.csv", "path,labels\ngone.wav,/t/tone\n");
    draft.setValue("/data/eval", m_shell->path("none.csv"));
    const JobCheck* list = find(checked(draft), JobCheck::State::Problem, "/data/eval");
    QVERIFY(list && !list->leaveOut);
    for (const auto* row : page().findChildren<CheckRow*>())
        QVERIFY(!row->wayOut());
}

void DistillChecksTest::findsABatchThatFitsAnAst()
{
    JobDraft draft = changed(toyDraft(1), {{"data", {{"clip_frames", 1024}}}, {"batch", 16}});
    draft.setNetwork("ast", "base");
    const auto batchFor = [&](std::int64_t freeBytes) {
        return fittingBatch(draft.text(), m_shell->folder.path().toStdString(), freeBytes, {});
    };
    QCOMPARE(batchFor(std::int64_t{1} << 40), std::int64_t{8}); // half
    QCOMPARE(batchFor(6'000'000'000), std::int64_t{2});         // 87 M parameters, 750 MB a clip
    QCOMPARE(batchFor(2'000'000'000), std::int64_t{0});
    draft.setValue("/data/train", "/nowhere/list.csv"); // it could not be started again
    QCOMPARE(batchFor(std::int64_t{1} << 40), std::int64_t{0});
    QCOMPARE(fittingBatch("no specification", {}, std::int64_t{1} << 40, {}), std::int64_t{0});
}

void DistillChecksTest::offersNoBatchWhereItWasTheEvaluation()
{
    std::string error;
    try {
        distill::tellingShortage({}, distill::MemoryUse::Evaluation, [] { throw std::bad_alloc(); });
    } catch (const Error& shortage) {
        error = shortage.what();
    }
    JobDraft draft = toyDraft(1);
    draft.setValue("/batch", 8);
    makeRun(runPath().toStdString(), draft.text());
    const nlohmann::json status{
        {"state", "failed"}, {"host", QSysInfo::machineHostName().toStdString()}, {"error", error}};
    write("runs/run/status.json", QByteArray::fromStdString(status.dump()));
    view().follow(runPath());
    QTRY_VERIFY(view().runs().find(runPath()));
    QCOMPARE(view().runs().find(runPath())->phase, RunPhase::Failed);
    QVERIFY(isOutOfMemory(view().runs().find(runPath())->error));
    bool isLookedAt = false; // after what the view has asked for
    view().tasks().add([](const std::stop_token&) {}, &view(), [&](const QString&) { isLookedAt = true; });
    QTRY_VERIFY(isLookedAt);
    QVERIFY(!button(view(), "Start again with a batch of 4"));
}

void DistillChecksTest::countsTheCacheOfBothListsOnce()
{
    distill::Spec spec;
    spec.data.cacheMb = 100;
    ListBytes lists{80'000'000, 5};
    QCOMPARE(lists.held(spec), std::int64_t{80'000'005});
    lists += ListBytes{70'000'000, 6};
    QCOMPARE(lists.held(spec), std::int64_t{100'000'011});
}

QTEST_MAIN(DistillChecksTest)
#include "distill_checks_test.moc"
