#include "core/base/error.h"
#include "tests/gui/shell_fixture.h"

#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>
#include <QSettings>

#include <atomic>
#include <semaphore>

using namespace dass;

namespace {

// Files of stored probabilities that this process holds open.
int openMatrices()
{
    int count = 0;
    for (const QFileInfo& link : QDir("/proc/self/fd").entryInfoList(QDir::Files | QDir::System))
        count += link.symLinkTarget().contains("dass-probabilities-") ? 1 : 0;
    return count;
}

} // namespace

// Lists of recordings, and models and settings that change while they are worked on.
class ShellBatchTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsNoDescriptorOfWhatIsDone();
    void remembersTheChosenModel();
    void waitsForTheNextModel();
    void endsTheBatchWhenTheNextModelCannotBeLoaded();
    void givesBackTheTagsOfWhatWaitedInVain();
    void reloadsTheModelBetweenRuns();
    void measuresSpeedWithTheSettingsOfTheRun();
    void takesALargeFolderInItsOrder();
    void looksAtFilesOnce();
    void remembersWhatWasOpened();
    void writesSlidersLater();
    void limitsTheTagsAtATime();
};

void ShellBatchTest::keepsNoDescriptorOfWhatIsDone()
{
    if (!QDir("/proc/self/fd").exists())
        QSKIP("no list of open files");
    ShellFixture shell;
    QVERIFY(shell.waitForBatch(
        {shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2), shell.makeRecording("c.wav", 2)}));
    QCOMPARE(openMatrices(), 0);
    for (std::size_t i = 0; i < 3; ++i) {
        const ProbabilityMatrix& matrix = *shell.recording(i).result.probabilities;
        QCOMPARE(matrix.rows(), 2);
        QVERIFY(matrix.row(1)[0] > 0); // still there
    }
}

void ShellBatchTest::remembersTheChosenModel()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 1)}));
    QTRY_COMPARE(shell.settings.modelPath(), QString("fake"));
    shell.session->setModel("for this time", false);
    QTRY_COMPARE(shell.session->model().state(), ModelState::Ready);
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->open({shell.makeRecording("b.wav", 1)});
    QVERIFY(ended.wait(30000)); // the other one has done its work
    QCOMPARE(shell.settings.modelPath(), QString("fake"));
}

void ShellBatchTest::waitsForTheNextModel()
{
    std::counting_semaphore<> turns(1);
    std::counting_semaphore<> loads(1);
    ShellFixture shell([&] { turns.acquire(); }, [&](const std::filesystem::path&) { loads.acquire(); });
    const auto release = qScopeGuard([&] { loads.release(1000); }); // else a failure here would wait for ever
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 4), shell.makeRecording("b.wav", 2)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    shell.session->setModel("other");
    QSignalSpy running(shell.session.get(), &AnalyzeSession::runningChanged);
    turns.release(1000);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QVERIFY(!shell.session->runs().running());
    QVERIFY(shell.session->runs().canCancel());
    QCOMPARE(running.count(), 1); // the window shows that nothing runs
    loads.release(1000);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(shell.recording(1).state, RecordingState::Done);
    QCOMPARE(ended.first().first().value<BatchSummary>().tagged, 2);
    QVERIFY(!shell.session->runs().canCancel());
}

void ShellBatchTest::endsTheBatchWhenTheNextModelCannotBeLoaded()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); },
                       [](const std::filesystem::path& path) {
                           if (path == "bad")
                               throw Error(ErrorCode::BadFile, "'bad' is no model; choose another file");
                       });
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 4), shell.makeRecording("b.wav", 2)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    QTRY_COMPARE(shell.settings.modelPath(), QString("fake"));
    shell.session->setModel("bad");
    turns.release(1000);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(ended.first().first().value<BatchSummary>().tagged, 1);
    QCOMPARE(shell.recording(1).state, RecordingState::Waiting);
    QVERIFY(!shell.session->runs().canCancel());
    QTRY_COMPARE(shell.session->model().state(), ModelState::Failed);
    QCOMPARE(shell.settings.modelPath(), QString("fake"));
}

void ShellBatchTest::givesBackTheTagsOfWhatWaitedInVain()
{
    std::counting_semaphore<> loads(1);
    ShellFixture shell({}, [&](const std::filesystem::path&) { loads.acquire(); });
    const auto release = qScopeGuard([&] { loads.release(1000); });
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    shell.session->setModel("other");
    shell.session->run(shell.session->current());
    QCOMPARE(shell.recording(0).state, RecordingState::Waiting);
    QVERIFY(shell.session->runs().canCancel());
    shell.session->cancel();
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
    QCOMPARE(shell.recording(0).result.probabilities->rows(), 2);
    QVERIFY(!shell.session->runs().canCancel());
    loads.release(1000);
    QTRY_COMPARE(shell.session->model().state(), ModelState::Ready);
    QCOMPARE(shell.recording(0).state, RecordingState::Done); // it is not tagged after all
}

void ShellBatchTest::reloadsTheModelBetweenRuns()
{
    std::counting_semaphore<> turns(1);
    std::atomic<int> loads = 0;
    ShellFixture shell([&] { turns.acquire(); }, [&](const std::filesystem::path&) { ++loads; });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 4)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    RunSettings run = shell.session->runSettings();
    run.threads = 2;
    shell.session->setRunSettings(run);
    QCOMPARE(shell.session->model().state(), ModelState::Ready); // not while it works
    turns.release(1000);
    QTRY_COMPARE(loads.load(), 2);
    QTRY_VERIFY(shell.session->canRun());
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
}

void ShellBatchTest::measuresSpeedWithTheSettingsOfTheRun()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 4)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    const RunSettings before = shell.session->runSettings();
    RunSettings after = before;
    after.tagging.windowSeconds = 2;
    shell.session->setRunSettings(after);
    turns.release(1000);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QCOMPARE(shell.session->forecast().timesRealTime(), 0.0);
    shell.session->setRunSettings(before);
    QVERIFY(shell.session->forecast().timesRealTime() > 0);
}

void ShellBatchTest::takesALargeFolderInItsOrder()
{
    constexpr int kFiles = 450;
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    QDir(shell.folder.path()).mkpath("many");
    for (int i = 0; i < kFiles; ++i)
        shell.makeBrokenFile(QStringLiteral("many/%1.wav").arg(i, 3, 10, QLatin1Char('0')));
    shell.session->open({shell.path("many")});
    QTRY_COMPARE(shell.session->recordings().size(), std::size_t(kFiles));
    QCOMPARE(shell.session->current()->name, QString("000.wav"));
    for (int i = 0; i < kFiles; ++i)
        QCOMPARE(shell.recording(static_cast<std::size_t>(i)).name.left(3).toInt(), i);
    shell.session->open({shell.path("many/449.wav")});
    QCOMPARE(shell.session->recordings().size(), std::size_t(kFiles));
    QCOMPARE(shell.session->current()->name, QString("449.wav"));
}

void ShellBatchTest::looksAtFilesOnce()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    const QString sound = shell.makeRecording("a.wav", 1);
    const QString broken = shell.makeBrokenFile("broken.wav");
    shell.session->open({sound, broken, shell.path("nothing.wav")});
    QTRY_VERIFY(shell.recording(1).fileChanged.isValid());
    QCOMPARE(shell.recording(0).fileBytes, QFileInfo(sound).size());
    QVERIFY(shell.recording(0).info.has_value());
    QCOMPARE(shell.recording(1).fileBytes, QFileInfo(broken).size());
    QVERIFY(!shell.recording(1).info.has_value());
    QCOMPARE(shell.recording(2).fileBytes, -1);
}

void ShellBatchTest::remembersWhatWasOpened()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    const QStringList files{shell.makeRecording("a.wav", 1), shell.makeRecording("b.wav", 1)};
    shell.session->open(files);
    QCOMPARE(shell.settings.recentFiles(), QStringList({files[1], files[0]}));
}

void ShellBatchTest::writesSlidersLater()
{
    QTemporaryDir folder;
    const QString file = folder.filePath("settings.ini");
    {
        Settings settings(file);
        ViewSettings view;
        view.threshold = 0.42;
        view.topK = 3;
        settings.setView(view);
        settings.setVolume(0.2);
        QCOMPARE(settings.view().threshold, 0.42); // known at once
        QCOMPARE(settings.volume(), 0.2);
        QVERIFY(!QSettings(file, QSettings::IniFormat).contains("view/threshold"));
    }
    const Settings settings(file);
    QCOMPARE(settings.view().threshold, 0.42);
    QCOMPARE(settings.view().topK, 3);
    QCOMPARE(settings.volume(), 0.2);
}

void ShellBatchTest::limitsTheTagsAtATime()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 8)}));
    ViewSettings view = shell.session->viewSettings();
    view.allTags = true;
    view.threshold = 0;
    view.mergeGapSeconds = 0;
    shell.session->setViewSettings(view);
    QTRY_COMPARE(shell.session->digest().events.size(), std::size_t(FakeModel::kClasses));
    view.topK = 1;
    shell.session->setViewSettings(view);
    const auto tagged = [&] {
        std::int64_t samples = 0;
        for (const Event& event : shell.session->digest().events)
            samples += event.endSample - event.startSample;
        return samples;
    };
    QTRY_VERIFY(tagged() < 2 * 8 * 16000); // about one tag at a time, of five
    QVERIFY(tagged() > 0);
}

QTEST_GUILESS_MAIN(ShellBatchTest)
#include "shell_batch_test.moc"
