#include "tests/gui/shell_fixture.h"

#include <QScopeGuard>

#include <atomic>
#include <semaphore>

using namespace dass;

// A batch that is paused, gone on with, or put in another order.
class ShellPauseTest : public QObject
{
    Q_OBJECT
private slots:
    void pausesAndGoesOnFromTheSameRow();
    void doesNotWaitForTheCallUnderWay();
    void cancelsWhilePaused();
    void startsNothingWhilePaused();
    void runsWhatWaitsInTheNewOrder();
};

void ShellPauseTest::pausesAndGoesOnFromTheSameRow()
{
    std::atomic<int> calls = 0;
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] {
        ++calls;
        turns.acquire();
    });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 12), shell.makeRecording("b.wav", 2)});
    QTRY_COMPARE(calls.load(), 4); // the fourth waits
    QVERIFY(shell.session->runs().canPause());
    shell.session->setPaused(true);
    QVERIFY(shell.session->runs().isPaused());
    QVERIFY(shell.recording(0).paused);
    QVERIFY(!shell.session->canRun());
    turns.release(100);
    shell.session->open({shell.makeRecording("c.wav", 1)});
    QTRY_VERIFY(shell.recording(2).info.has_value()); // other things go on, as the run would
    QCOMPARE(calls.load(), 4);
    QCOMPARE(shell.recording(0).state, RecordingState::Tagging);
    QCOMPARE(shell.session->runs().running(), shell.session->recordings().at(0).get());
    QVERIFY(shell.recording(0).result.probabilities->rows() == 3); // what is done is there to be looked at
    shell.session->setPaused(false);
    QVERIFY(!shell.recording(0).paused);
    QTRY_COMPARE(shell.recording(2).state, RecordingState::Done);
    QCOMPARE(shell.recording(1).state, RecordingState::Done);
    QVERIFY(shell.recording(0).result.complete);
    QCOMPARE(calls.load(), 12 + 1 + 2 + 1); // one call was made twice
    const std::vector<float> rows = rowsOf(shell.recording(0));
    shell.session->retry(shell.session->recordings().at(0).get());
    QTRY_COMPARE(calls.load(), 16 + 12);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QVERIFY(rowsOf(shell.recording(0)) == rows); // as without a pause
}

void ShellPauseTest::doesNotWaitForTheCallUnderWay()
{
    std::atomic<int> calls = 0;
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] {
        ++calls;
        turns.acquire();
    });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 100)});
    QTRY_COMPARE(calls.load(), 2); // the second is held
    QTRY_VERIFY(shell.recording(0).hasResult());
    shell.session->setPaused(true); // returns, while only this thread could end the call
    QVERIFY(shell.session->runs().isPaused());
    QCOMPARE(calls.load(), 2);
    turns.release(1000);
    shell.session->open({shell.makeRecording("b.wav", 1)});
    QTRY_VERIFY(shell.recording(1).info.has_value()); // other things go on, as the run would
    QCOMPARE(calls.load(), 2);
    shell.session->cancel();
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Cancelled);
    QCOMPARE(calls.load(), 2);
}

void ShellPauseTest::cancelsWhilePaused()
{
    std::counting_semaphore<> turns(2);
    ShellFixture shell([&] { turns.acquire(); });
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 9), shell.makeRecording("b.wav", 2)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    shell.session->setPaused(true);
    turns.release(1000);
    shell.session->cancel();
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(ended.first().first().value<BatchSummary>().cancelled);
    QCOMPARE(shell.recording(0).state, RecordingState::Cancelled);
    QVERIFY(shell.recording(0).hasResult());
    QVERIFY(!shell.recording(0).paused);
    QVERIFY(!shell.session->runs().isPaused());
    QVERIFY(shell.session->canRun());
    shell.session->setPaused(true); // nothing to pause
    QVERIFY(!shell.session->runs().isPaused());
}

void ShellPauseTest::startsNothingWhilePaused()
{
    std::counting_semaphore<> loads(0);
    ShellFixture shell({}, [&](const std::filesystem::path&) { loads.acquire(); });
    const auto release = qScopeGuard([&] { loads.release(1000); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 2)});
    shell.session->setPaused(true); // while it waits for the model
    loads.release(1);
    QTRY_COMPARE(shell.session->model().state(), ModelState::Ready);
    shell.session->open({shell.makeRecording("b.wav", 2)});
    QTRY_VERIFY(shell.recording(1).info.has_value());
    QVERIFY(!shell.session->runs().running());
    QCOMPARE(shell.recording(0).state, RecordingState::Waiting);
    shell.session->setPaused(false);
    QTRY_COMPARE(shell.recording(1).state, RecordingState::Done);
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
}

void ShellPauseTest::runsWhatWaitsInTheNewOrder()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    QStringList order;
    connect(shell.session.get(), &AnalyzeSession::recordingChanged, this, [&](const OpenRecording* recording) {
        if (recording->state == RecordingState::Tagging && !order.contains(recording->name))
            order << recording->name;
    });
    QSignalSpy moved(shell.session.get(), &AnalyzeSession::recordingMoved);
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2),
                         shell.makeBrokenFile("c.wav"), shell.makeRecording("d.wav", 2)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    const auto at = [&](std::size_t row) { return shell.session->recordings().at(row).get(); };
    shell.session->move(at(3), 1); // a d b c
    shell.session->move(at(2), 3); // a d c b
    QCOMPARE(moved.count(), 2);
    QCOMPARE(moved.last(), QVariantList({2, 3}));
    shell.session->move(at(0), 2); // d c a b: the one under way goes on
    shell.session->move(at(0), 0); // nowhere
    shell.session->move(at(3), 99);
    shell.session->move(nullptr, 0);
    QCOMPARE(moved.count(), 3);
    turns.release(1000);
    QTRY_COMPARE(ended.count(), 1);
    QCOMPARE(order, QStringList({"a.wav", "d.wav", "c.wav", "b.wav"}));
    QCOMPARE(at(1)->state, RecordingState::Failed);
    QCOMPARE(at(3)->name, QString("b.wav"));
    QCOMPARE(at(3)->state, RecordingState::Done);
}

QTEST_GUILESS_MAIN(ShellPauseTest)
#include "shell_pause_test.moc"
