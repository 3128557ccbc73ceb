#include "app/session/batch_keeper.h"
#include "core/results/result_store.h"
#include "tests/gui/shell_fixture.h"

#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>

#include <atomic>
#include <semaphore>
#include <stdexcept>

using namespace dass;

// A batch from one start of the program to the next.
class ShellResumeTest : public QObject
{
    Q_OBJECT
private slots:
    void opensWhatIsDoneWithItsResult();
    void tagsAnewWhenAsked();
    void tagsAnewWhatChanged();
    void goesOnWithABatchThatWasKilled();
    void showsWhatIsDoneWhileAnotherIsTagged();
    void leavesNothingOfABatchThatEnded();
    void forgetsABatch();
    void goesOnInOrderWhenAFileIsGone();
    void tagsAnewWhatIsDamaged();
    void tellsOfADamagedList();
    void keepsNoMoreThanTheLimit();
    void saysOnceThatNothingIsKept();
};

void ShellResumeTest::opensWhatIsDoneWithItsResult()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    const QStringList files{shell.makeRecording("a.wav", 4), shell.makeRecording("b.wav", 3)};
    QVERIFY(shell.waitForBatch(files));
    const std::vector<float> rows = rowsOf(shell.recording(0));
    QCOMPARE(calls.load(), 7);

    shell.restart();
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    QVERIFY(shell.waitForBatch(files));
    QCOMPARE(calls.load(), 7);
    QCOMPARE(ended.first().first().value<BatchSummary>().restored, 2);
    QCOMPARE(ended.first().first().value<BatchSummary>().tagged, 0);
    const OpenRecording& recording = shell.recording(0);
    QCOMPARE(recording.state, RecordingState::Done);
    QVERIFY(recording.result.complete);
    QVERIFY(rowsOf(recording) == rows);
    QCOMPARE(recording.length(), 4 * 16000);
    QCOMPARE(recording.model->name, std::string("fake"));
    QCOMPARE(recording.provenance->modelSha256, std::string(64, '0'));
    QCOMPARE(recording.provenance->sampleRate, 16000);
    QTRY_COMPARE(shell.session->digest().summary.size(), std::size_t(FakeModel::kClasses)); // the tables have it
}

void ShellResumeTest::tagsAnewWhenAsked()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    shell.session->run();
    QTRY_COMPARE(calls.load(), 8);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    shell.session->retry(shell.session->current());
    QTRY_COMPARE(calls.load(), 12);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
}

void ShellResumeTest::tagsAnewWhatChanged()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(shell.waitForBatch({file}));
    shell.restart();
    shell.makeRecording("a.wav", 5); // the file
    QVERIFY(shell.waitForBatch({file}));
    QCOMPARE(calls.load(), 4 + 5);
    shell.restart();
    RunSettings run = shell.session->runSettings(); // the settings
    run.tagging.hopSeconds = 0.5;
    shell.session->setRunSettings(run);
    QVERIFY(shell.waitForBatch({file}));
    QCOMPARE(calls.load(), 4 + 5 + 9);
    shell.restart();
    QVERIFY(shell.waitForBatch({file})); // neither
    QCOMPARE(calls.load(), 4 + 5 + 9);
}

void ShellResumeTest::goesOnWithABatchThatWasKilled()
{
    std::atomic<int> calls = 0;
    std::atomic<bool> killed = false;
    std::counting_semaphore<> turns(3); // the whole of a, one row of b
    ShellFixture shell([&] {
        turns.acquire();
        if (killed) // else what is awake could finish b before the end
            throw std::runtime_error("killed");
        ++calls;
    });
    const QStringList files{shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 4),
                            shell.makeRecording("c.wav", 2)};
    shell.session->setModel("fake");
    shell.session->open(files);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QTRY_VERIFY(shell.recording(1).hasResult());
    killed = true;
    turns.release(1000);
    shell.restart();
    killed = false;
    BatchKeeper& keeper = shell.session->batchKeeper();
    QTRY_COMPARE(keeper.leftRecordings(), 3);
    QCOMPARE(keeper.leftDone(), 1);
    QVERIFY(shell.session->recordings().empty()); // it is offered, not more
    calls = 0;
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    keeper.goOn();
    QCOMPARE(keeper.leftRecordings(), 0);
    QCOMPARE(shell.session->recordings().size(), std::size_t(3));
    shell.session->setModel("fake");
    QVERIFY(ended.wait(30000));
    QCOMPARE(calls.load(), 4 + 2); // b from its start, c; a is not done again
    const auto summary = ended.first().first().value<BatchSummary>();
    QCOMPARE(summary.restored, 1);
    QCOMPARE(summary.tagged, 2);
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(shell.recording(i).path, files[static_cast<qsizetype>(i)]);
        QVERIFY(shell.recording(i).result.complete);
    }
}

void ShellResumeTest::showsWhatIsDoneWhileAnotherIsTagged()
{
    std::counting_semaphore<> turns(2);
    ShellFixture shell([&] { turns.acquire(); });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    const QString done = shell.makeRecording("done.wav", 2);
    QVERIFY(shell.waitForBatch({done}));
    shell.restart();
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("long.wav", 9), done});
    QTRY_COMPARE(shell.recording(1).state, RecordingState::Done); // behind one that the model keeps waiting
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Tagging);
    shell.session->remove(shell.session->recordings().at(1).get());
    shell.session->open({done}); // and while it is tagged
    QTRY_COMPARE(shell.recording(1).state, RecordingState::Done);
    QCOMPARE(shell.recording(0).state, RecordingState::Tagging);
}

void ShellResumeTest::leavesNothingOfABatchThatEnded()
{
    std::counting_semaphore<> turns(2);
    ShellFixture shell([&] { turns.acquire(); });
    const auto lists = [&] { return QDir(shell.settings.cacheFolder()).entryList({"batch-*"}).size(); };
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 4)});
    QTRY_COMPARE(lists(), 2); // the list and its lock
    turns.release(2);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QTRY_COMPARE(lists(), 0);
    shell.session->open({shell.makeRecording("b.wav", 4)});
    QTRY_COMPARE(lists(), 2);
    shell.session->cancel(); // a person's will is no crash
    turns.release(1000);
    QTRY_COMPARE(lists(), 0);
    shell.restart();
    QSignalSpy left(&shell.session->batchKeeper(), &BatchKeeper::leftChanged);
    QVERIFY(shell.waitForBatch({shell.makeRecording("c.wav", 1)}));
    QCOMPARE(left.count(), 0);
}

void ShellResumeTest::forgetsABatch()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 4)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    turns.release(1000);
    shell.restart();
    QTRY_COMPARE(shell.session->batchKeeper().leftRecordings(), 1);
    shell.session->batchKeeper().forget();
    QCOMPARE(shell.session->batchKeeper().leftRecordings(), 0);
    QTRY_VERIFY(QDir(shell.settings.cacheFolder()).entryList({"batch-*"}).isEmpty());
}

void ShellResumeTest::goesOnInOrderWhenAFileIsGone()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    const QStringList files{shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2),
                            shell.makeRecording("c.wav", 2)};
    shell.session->open(files);
    QTRY_VERIFY(shell.recording(0).hasResult());
    turns.release(1000);
    shell.restart();
    QTRY_COMPARE(shell.session->batchKeeper().leftRecordings(), 3);
    QVERIFY(QFile::remove(files[1]));
    shell.session->setModel("fake");
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->batchKeeper().goOn();
    QVERIFY(ended.wait(30000));
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
    QCOMPARE(shell.recording(1).state, RecordingState::Failed);
    QVERIFY2(shell.recording(1).failure.contains("b.wav"), qPrintable(shell.recording(1).failure));
    QCOMPARE(shell.recording(2).state, RecordingState::Done);
}

void ShellResumeTest::tagsAnewWhatIsDamaged()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(shell.waitForBatch({file}));
    const QDir cache(shell.settings.cacheFolder());
    const QStringList rows = cache.entryList({"*.rows"});
    QCOMPARE(rows.size(), 1);
    QVERIFY(QFile::resize(cache.filePath(rows.first()), QFileInfo(cache.filePath(rows.first())).size() - 3));
    shell.restart();
    QSignalSpy notices(shell.session.get(), &AnalyzeSession::noticed);
    QVERIFY(shell.waitForBatch({file}));
    QCOMPARE(calls.load(), 8);
    QCOMPARE(notices.count(), 1);
    QVERIFY2(notices.first().at(1).toString().contains(rows.first()), qPrintable(notices.first().at(1).toString()));
    shell.restart();
    QVERIFY(shell.waitForBatch({file})); // whole again
    QCOMPARE(calls.load(), 8);
}

void ShellResumeTest::tellsOfADamagedList()
{
    ShellFixture shell;
    shell.session.reset();
    QDir().mkpath(shell.settings.cacheFolder());
    QFile list(shell.settings.cacheFolder() + "/batch-1-2.json");
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write("{\"format\":1,\"fi");
    list.close();
    shell.restart();
    QSignalSpy notices(shell.session.get(), &AnalyzeSession::noticed);
    QVERIFY(notices.wait(30000));
    QVERIFY2(notices.first().at(1).toString().contains("batch-1-2.json"), qPrintable(notices.first().at(1).toString()));
    QCOMPARE(shell.session->batchKeeper().leftRecordings(), 0);
}

void ShellResumeTest::keepsNoMoreThanTheLimit()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    const QStringList files{shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2),
                            shell.makeRecording("c.wav", 2)};
    QVERIFY(shell.waitForBatch({files[0]}));
    const std::uint64_t one = shell.session->runs().store().use().bytes;
    const std::uint64_t limit = 2 * one + 50'000; // of some 67 kB each
    shell.settings.setResultsLimit(limit);
    QVERIFY(shell.waitForBatch({files[1]}));
    QVERIFY(shell.waitForBatch({files[2]}));
    QCOMPARE(shell.session->runs().store().use().results, 2);
    QVERIFY(shell.session->runs().store().use().bytes <= limit);
    QCOMPARE(shell.recording(0).result.probabilities->rows(), 2); // what is open stays
    calls = 0;
    shell.restart();
    QVERIFY(shell.waitForBatch({files[1], files[2]}));
    QCOMPARE(calls.load(), 0);
    QVERIFY(shell.waitForBatch({files[0]})); // the oldest was removed
    QCOMPARE(calls.load(), 2);

    shell.settings.setResultsLimit(0);
    shell.session->runs().store().shrink();
    QCOMPARE(shell.session->runs().store().use().results, 0);
    QVERIFY(shell.waitForBatch({shell.makeRecording("d.wav", 2)}));
    QCOMPARE(shell.session->runs().store().use().results, 0);
    QTRY_COMPARE(Settings(shell.path("settings.ini")).resultsLimit(), std::uint64_t{0}); // written by a thread
}

void ShellResumeTest::saysOnceThatNothingIsKept()
{
    ShellFixture shell;
    QDir(shell.settings.cacheFolder()).removeRecursively();
    QFile file(shell.settings.cacheFolder());
    QVERIFY(file.open(QIODevice::WriteOnly)); // no folder can be made there
    QSignalSpy notices(shell.session.get(), &AnalyzeSession::noticed);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2)}));
    QCOMPARE(shell.session->doneCount(), 2);
    int kept = 0;
    for (const auto& notice : notices)
        kept += notice.first().toString() == "Results are not kept for the next start." ? 1 : 0;
    QCOMPARE(kept, 1);
}

QTEST_GUILESS_MAIN(ShellResumeTest)
#include "shell_resume_test.moc"
