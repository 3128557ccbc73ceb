#include "tests/gui/distill_fixture.h"
#include "ui/distill/run_words.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSysInfo>

using namespace dass;

// Runs that ended in the middle of something, or are about to end.
class DistillResumeTest : public QObject, protected DistillFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { open(); }
    void cleanup() { close(); }
    void saysWhyItCouldNotGoOn();
    void goesOnAfterAPauseThatItDidNotSurvive();
    void offersNoPauseWhileItScores();
    void deletesWhatAKilledProcessWasWriting();

private:
    void write(const QString& name, const QByteArray& bytes) const
    {
        QVERIFY(QDir().mkpath(runPath()));
        QFile file(runPath() + '/' + name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    void writeStatus(const QString& state, const QString& host, const QDateTime& updated, bool ending = false) const
    {
        write(
            "status.json",
            QStringLiteral(R"({"state": "%1", "pid": 0, "host": "%2", "updated": "%3", "started": "%3", "ending": %4})")
                .arg(state, host, updated.toString(Qt::ISODate), ending ? "true" : "false")
                .toUtf8());
    }

    static QDateTime now() { return QDateTime::currentDateTimeUtc(); }
};

void DistillResumeTest::saysWhyItCouldNotGoOn()
{
    makeRun(runPath().toStdString(), R"({"student": {"size": "huge"}})");
    write("metrics.jsonl", {});
    writeStatus("cancelled", QSysInfo::machineHostName(), now().addSecs(-3600));
    QSignalSpy noticed(&view(), &DistillView::noticed);
    view().follow(runPath());
    QTRY_VERIFY(actions().resume->isEnabled());
    QCOMPARE(phase(), RunPhase::Stopped);
    actions().resume->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(noticed.count(), 1, kPatience);
    QCOMPARE(phase(), RunPhase::Failed);
    const QString words = noticed.first().at(1).toString();
    QVERIFY2(words.contains("huge") && words.contains("nano"), qPrintable(words));

    writeStatus("cancelled", QSysInfo::machineHostName(), now().addSecs(3600)); // of a process that came later
    QCOMPARE(phase(), RunPhase::Stopped);
    writeStatus("finished", QSysInfo::machineHostName(), now().addSecs(-3600));
    QCOMPARE(phase(), RunPhase::Finished); // nothing was left to do
}

void DistillResumeTest::goesOnAfterAPauseThatItDidNotSurvive()
{
    makeRun(runPath().toStdString(), toyDraft(1).text());
    writeStatus("paused", QSysInfo::machineHostName(), now().addSecs(-3600));
    write("pause", {});
    QCOMPARE(phase(), RunPhase::Died);
    view().follow(runPath());
    QTRY_VERIFY(actions().resume->isEnabled());
    actions().resume->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(phase(), RunPhase::Finished, kPatience);
}

void DistillResumeTest::offersNoPauseWhileItScores()
{
    makeRun(runPath().toStdString(), toyDraft(1).text());
    writeStatus("running", "cluster-04", now()); // of whose process nothing can be known
    view().follow(runPath());
    QTRY_VERIFY(actions().pause->isEnabled() && actions().stop->isEnabled());
    writeStatus("running", "cluster-04", now(), true);
    QTRY_VERIFY(!actions().pause->isEnabled());
    QVERIFY(!actions().stop->isEnabled());
    QVERIFY(actions().cancel->isEnabled());
    const RunSummary run = readRunSummary(runPath().toStdString());
    QCOMPARE(leftWords(run), QStringLiteral("scoring the model"));
    QVERIFY2(whereAndSince(run).startsWith("scoring the model"), qPrintable(whereAndSince(run)));
}

void DistillResumeTest::deletesWhatAKilledProcessWasWriting()
{
    makeRun(runPath().toStdString(), toyDraft(1).text());
    writeStatus("cancelled", QSysInfo::machineHostName(), now());
    write(".4711-123456-7.tmp", "{");
    deleteRun(runPath().toStdString()); // says nothing of files that are not its own
    QVERIFY(!QFile::exists(runPath()));
}

QTEST_MAIN(DistillResumeTest)
#include "distill_resume_test.moc"
