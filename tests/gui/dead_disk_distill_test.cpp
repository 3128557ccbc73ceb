#include "app/distill/run_measure.h"
#include "tests/gui/dead_disk.h"
#include "tests/gui/distill_fixture.h"
#include "ui/distill/job_form.h"
#include "ui/distill/new_job_page.h"
#include "ui/style/theme.h"

#include <QDir>
#include <QScopeGuard>
#include <QSignalSpy>

#include <algorithm>
#include <memory>

using namespace dass;

namespace {

QString askedHere(const DeadDisk& disk)
{
    return QString::fromStdString(disk.askedHere());
}

bool isOfTheTrainingList(const JobCheck& check)
{
    return check.field == QLatin1String("/data/train") && check.state == JobCheck::State::Problem;
}

} // namespace

// The Distill workspace while a disk does not answer.
class DeadDiskDistillTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init()
    {
        open();
        QVERIFY(QDir().mkpath(m_shell->path("mount/run"))); // a name that is taken
    }
    void cleanup() { close(); }
    void aFreeNameComesOnceTheDiskAnswers();
    void aNameThatIsTypedMeanwhileStays();
    void otherChecksDoNotWait();
    void noMoreThanTwoChecksAreUnderWay();
    void aPageGoesWhileItsDiskIsLookedAt();
    void aMeasurementIsPreparedElsewhere();

private:
    std::string mount() const { return m_shell->path("mount").toStdString(); }
};

void DeadDiskDistillTest::aFreeNameComesOnceTheDiskAnswers()
{
    NewJobPage& page = *view().newJobPage();
    const JobDraft draft = toyDraft(2);
    QSignalSpy checked(&page, &NewJobPage::checked);
    DeadDisk disk(mount());
    page.begin(m_shell->path("mount"), draft, "run");
    QCOMPARE(page.form()->name(), QString("run")); // what is known
    QTRY_VERIFY(disk.isWaitedFor());
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_COMPARE(page.form()->name(), QString("run-2"));
    QTRY_VERIFY_WITH_TIMEOUT(checked.count() > 0, kPatience);
    QCOMPARE(page.report().count(JobCheck::State::Problem), 0); // it was not checked under the name before
    QCOMPARE(checked.count(), 1);
    QCOMPARE(askedHere(disk), QString());
}

void DeadDiskDistillTest::aNameThatIsTypedMeanwhileStays()
{
    NewJobPage& page = *view().newJobPage();
    const JobDraft draft = toyDraft(2);
    QSignalSpy checked(&page, &NewJobPage::checked);
    DeadDisk disk(mount());
    page.begin(m_shell->path("mount"), draft, "run");
    QTRY_VERIFY(disk.isWaitedFor());
    page.form()->setName("mine");
    QCOMPARE(askedHere(disk), QString());
    disk.answer();
    QTRY_VERIFY_WITH_TIMEOUT(checked.count() > 0, kPatience);
    QTRY_VERIFY(page.findChildren<QObject*>("lookForFile").isEmpty()); // every answer has come, or is dropped
    QCOMPARE(page.form()->name(), QString("mine"));
}

void DeadDiskDistillTest::otherChecksDoNotWait()
{
    NewJobPage& page = *view().newJobPage();
    const JobDraft good = toyDraft(2);
    JobDraft slow = good;
    slow.setValue("/data/train", m_shell->path("mount/list.csv"));
    page.begin(m_shell->path("runs"), good, "run");
    QSignalSpy checked(&page, &NewJobPage::checked);
    DeadDisk disk(mount());
    page.form()->setDraft(slow, "run"); // as if it was typed
    QTRY_VERIFY(disk.isWaitedFor());
    QCOMPARE(askedHere(disk), QString());
    checked.clear();
    page.form()->setDraft(good, "run");
    QTRY_COMPARE_WITH_TIMEOUT(checked.count(), 1, kPatience);
    QVERIFY(std::ranges::none_of(page.report().checks, isOfTheTrainingList));
    QVERIFY(disk.isWaitedFor());
    disk.answer();
    QTRY_VERIFY(!disk.isWaitedFor());
    QTRY_VERIFY(page.findChildren<QObject*>("lookForFile").isEmpty());
    QCOMPARE(checked.count(), 1); // what the list lacks is no longer asked
    QVERIFY(std::ranges::none_of(page.report().checks, isOfTheTrainingList));
}

void DeadDiskDistillTest::noMoreThanTwoChecksAreUnderWay()
{
    NewJobPage& page = *view().newJobPage();
    const JobDraft good = toyDraft(2);
    JobDraft slow = good;
    page.begin(m_shell->path("runs"), good, "run");
    QSignalSpy checked(&page, &NewJobPage::checked);
    QTRY_VERIFY_WITH_TIMEOUT(checked.count() > 0, kPatience);
    checked.clear();
    DeadDisk disk(mount());
    for (int stuck = 1; stuck <= 2; ++stuck) {
        slow.setValue("/data/train", m_shell->path(QStringLiteral("mount/list-%1.csv").arg(stuck)));
        page.form()->setDraft(slow, "run"); // as if it was typed
        QTRY_COMPARE_WITH_TIMEOUT(disk.waiting(), stuck, kPatience);
    }
    page.form()->setDraft(good, "run");
    NewJobPage other; // of which the pause begins later
    QSignalSpy otherChecked(&other, &NewJobPage::checked);
    other.begin(m_shell->path("runs"), good, "other");
    QTRY_VERIFY_WITH_TIMEOUT(otherChecked.count() > 0, kPatience);
    QCOMPARE(checked.count(), 0); // its thread would be the third
    disk.answer();
    QTRY_COMPARE_WITH_TIMEOUT(checked.count(), 1, kPatience); // is not forgotten
    QVERIFY(std::ranges::none_of(page.report().checks, isOfTheTrainingList));
}

void DeadDiskDistillTest::aPageGoesWhileItsDiskIsLookedAt()
{
    auto page = std::make_unique<NewJobPage>();
    const JobDraft draft = toyDraft(2);
    DeadDisk disk(mount());
    page->begin(m_shell->path("mount"), draft, "run");
    QTRY_VERIFY(disk.isWaitedFor());
    page.reset(); // waits for nothing
    QVERIFY(disk.isWaitedFor());
}

void DeadDiskDistillTest::aMeasurementIsPreparedElsewhere()
{
    QVERIFY(QDir(m_shell->path("mount")).rmdir("run"));
    qputenv("TMPDIR", QByteArray::fromStdString(mount()));
    const auto back = qScopeGuard([] { qunsetenv("TMPDIR"); });
    RunMeasure measure;
    QSignalSpy measured(&measure, &RunMeasure::measured);
    QSignalSpy failed(&measure, &RunMeasure::failed);
    {
        DeadDisk disk(mount());
        measure.start("{}"); // no specification, as its process will say
        QVERIFY(measure.isRunning());
        QTRY_VERIFY(disk.isWaitedFor());
        QCOMPARE(askedHere(disk), QString());
        measure.cancel();
        QVERIFY(!measure.isRunning());
        measure.start("{}");
        QVERIFY(measure.isRunning());
        disk.answer();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatience); // of the second one
        QVERIFY(!measure.isRunning());
        QCOMPARE(askedHere(disk), QString()); // its folder is removed elsewhere, too
    }
    QTRY_VERIFY(QDir(m_shell->path("mount")).isEmpty()); // nothing is left of either
    QCOMPARE(failed.count(), 1);
    QCOMPARE(measured.count(), 0);
}

QTEST_MAIN(DeadDiskDistillTest)
#include "dead_disk_distill_test.moc"
