#include "app/session/session_document.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QLabel>
#include <QScopeGuard>

#include <algorithm>
#include <atomic>
#include <semaphore>
#include <stdexcept>

using namespace dass;

namespace {

bool hasHop(const OpenRecording& recording, double seconds)
{
    return recording.state == RecordingState::Done && recording.result.complete && recording.provenance &&
           recording.provenance->settings.hopSeconds == seconds;
}

void setHop(const ShellFixture& shell, double seconds)
{
    RunSettings run = shell.session->runSettings();
    run.tagging.hopSeconds = seconds;
    shell.session->setRunSettings(run);
}

// A model that answers as often as it is told to.
struct SlowModel
{
    void answer(int times) { turns.release(times); }
    // What was answered too much does not count for the next run.
    void cancel()
    {
        shell.session->cancel();
        answer(1); // to the call under way
        QTRY_VERIFY(!shell.session->runs().running());
        while (turns.try_acquire()) {
        }
    }

    std::counting_semaphore<> turns{0};
    ShellFixture shell{[this] { turns.acquire(); }};
    const QScopeGuard<std::function<void()>> release{[this] { answer(1000); }};
};

} // namespace

// Recordings that are tagged again.
class ShellAgainTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void aCancelledRunLeavesWhatThereWas();
    void aCancelledRunLeavesTheLongerOfTwoThatAreUnfinished();
    void aFailedRunLeavesWhatThereWas();
    void aFailedRunSaysWhichTagsAreKept();
    void aSessionHasWhatThereWas();
    void tagsAllAgain();
    void tagsAllAgainBehindWhatRuns();
    void tagsAllAgainFromTheMenu();
    void runTakesTheCurrentOneOfOtherSettingsToo();
};

void ShellAgainTest::aCancelledRunLeavesWhatThereWas()
{
    SlowModel model;
    ShellFixture& shell = model.shell;
    model.answer(4);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    const std::vector<float> rows = rowsOf(shell.recording(0));
    const auto provenance = shell.recording(0).provenance;
    setHop(shell, 0.5);
    shell.session->run(shell.session->current());
    model.answer(1);
    QTRY_VERIFY(shell.recording(0).state == RecordingState::Tagging && shell.recording(0).hasResult());
    QVERIFY(shell.recording(0).result.timing.hop() == 50);
    QSignalSpy shown(shell.session.get(), &AnalyzeSession::resultChanged);
    model.cancel();
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
    QVERIFY(shell.recording(0).result.complete);
    QVERIFY(rowsOf(shell.recording(0)) == rows);
    QCOMPARE(shell.recording(0).provenance, provenance);
    QVERIFY(!shell.recording(0).earlier); // no longer needed
    QVERIFY(!shown.isEmpty());
    QTRY_COMPARE(shell.session->digest().summary.size(), std::size_t(FakeModel::kClasses));

    setHop(shell, 1);
    shell.session->run(shell.session->current());
    model.answer(4);
    QTRY_VERIFY(hasHop(shell.recording(0), 1)); // a finished one takes its place
    QVERIFY(shell.recording(0).provenance != provenance);
    QVERIFY(!shell.recording(0).earlier);
}

void ShellAgainTest::aCancelledRunLeavesTheLongerOfTwoThatAreUnfinished()
{
    SlowModel model;
    ShellFixture& shell = model.shell;
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 9)});
    const OpenRecording& recording = shell.recording(0);
    const auto rows = [&] { return recording.hasResult() ? recording.result.probabilities->rows() : 0; };
    model.answer(1);
    QTRY_VERIFY(rows() >= 1);
    model.cancel();
    QCOMPARE(recording.state, RecordingState::Cancelled);

    shell.session->run(shell.session->current());
    model.answer(4);
    QTRY_VERIFY(rows() >= 4);
    model.cancel();
    QCOMPARE(recording.state, RecordingState::Cancelled);
    const std::int64_t more = rows();
    QVERIFY(more >= 4);

    shell.session->run(shell.session->current());
    QTRY_COMPARE(recording.state, RecordingState::Tagging);
    model.cancel();
    QCOMPARE(recording.state, RecordingState::Cancelled);
    QCOMPARE(rows(), more);
}

void ShellAgainTest::aFailedRunLeavesWhatThereWas()
{
    std::atomic<bool> broken = false;
    ShellFixture shell([&] {
        if (broken)
            throw std::runtime_error("the model broke");
    });
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    const std::vector<float> rows = rowsOf(shell.recording(0));
    broken = true;
    shell.session->run();
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Failed);
    QVERIFY2(shell.recording(0).failure.contains("the model broke"), qPrintable(shell.recording(0).failure));
    QVERIFY(shell.recording(0).result.complete);
    QVERIFY(rowsOf(shell.recording(0)) == rows);
    broken = false;
    shell.session->run(); // it is not done
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QVERIFY(shell.recording(0).failure.isEmpty());
}

void ShellAgainTest::aFailedRunSaysWhichTagsAreKept()
{
    constexpr int kEnough = 1000;
    std::atomic<int> answers = 2; // then the model breaks
    ShellFixture shell([&] {
        if (--answers < 0)
            throw std::runtime_error("the model broke");
    });
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    const auto says = [&](const QString& words) {
        const auto labels = window.analyzeView()->plots()->findChildren<QLabel*>();
        return std::ranges::any_of(
            labels, [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    };
    const QString begun = QStringLiteral("The tags up to this point are kept.");
    const QString earlier = QStringLiteral("The tags of an earlier run are kept.");
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    QCOMPARE(shell.recording(0).state, RecordingState::Failed);
    QVERIFY(shell.recording(0).hasResult() && !shell.recording(0).result.complete);
    QTRY_VERIFY(says(begun) && !says(earlier));

    answers = kEnough;
    shell.session->run();
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QTRY_VERIFY(!says(begun) && !says(earlier));
    answers = 1;
    shell.session->run();
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Failed);
    QVERIFY(shell.recording(0).result.complete);
    QTRY_VERIFY(says(earlier) && !says(begun));
}

void ShellAgainTest::aSessionHasWhatThereWas()
{
    SlowModel model;
    ShellFixture& shell = model.shell;
    model.answer(4);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    const auto before = shell.recording(0).result.probabilities;
    shell.session->run(shell.session->current());
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Tagging);
    const auto saved = [&] { return shell.session->document().recordings.at(0); };
    QCOMPARE(saved().state, RecordingState::Done);
    QCOMPARE(saved().result.probabilities, before);
    QVERIFY(saved().provenance && saved().provenance->complete);
    model.answer(1);
    QTRY_VERIFY(shell.recording(0).hasResult());
    QCOMPARE(saved().state, RecordingState::Done);
    QCOMPARE(saved().result.probabilities, before);
    model.answer(3);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QVERIFY(saved().result.probabilities != before);
}

void ShellAgainTest::tagsAllAgain()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    QVERIFY(!shell.session->canRunAll());
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 3)}));
    QVERIFY(shell.session->canRunAll());
    QCOMPARE(calls.load(), 2 + 3);
    setHop(shell, 0.5);
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->runAll();
    QVERIFY(ended.wait(30000));
    QVERIFY(hasHop(shell.recording(0), 0.5) && hasHop(shell.recording(1), 0.5));
    QCOMPARE(calls.load(), 2 + 3 + 3 + 5);
    setHop(shell, 1); // the results of which are kept
    shell.session->runAll();
    QVERIFY(ended.wait(30000));
    QVERIFY(hasHop(shell.recording(0), 1) && hasHop(shell.recording(1), 1));
    QCOMPARE(calls.load(), 2 + 3 + 3 + 5);
    QCOMPARE(ended.last().first().value<BatchSummary>().restored, 2);
}

void ShellAgainTest::tagsAllAgainBehindWhatRuns()
{
    SlowModel model;
    ShellFixture& shell = model.shell;
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2)});
    model.answer(2);
    QTRY_COMPARE(shell.recording(1).state, RecordingState::Tagging);
    QVERIFY(hasHop(shell.recording(0), 1));
    setHop(shell, 0.5);
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->runAll();
    QVERIFY(shell.session->runs().isWaiting(&shell.recording(0)));
    QCOMPARE(shell.recording(1).state, RecordingState::Tagging); // ends first
    model.answer(100);
    QVERIFY(ended.wait(30000));
    QVERIFY(hasHop(shell.recording(0), 0.5));
    QVERIFY(hasHop(shell.recording(1), 0.5)); // its first run had the settings of before

    shell.session->runAll(); // all is as it should be
    QVERIFY(ended.wait(30000));
    QCOMPARE(ended.last().first().value<BatchSummary>().restored, 2);
}

void ShellAgainTest::tagsAllAgainFromTheMenu()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QAction* action = actionNamed(window, "Tag all again");
    QVERIFY(action && !action->isEnabled());
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    QVERIFY(action->isEnabled());
    setHop(shell, 0.5);
    action->trigger();
    QTRY_VERIFY(hasHop(shell.recording(0), 0.5));
    shell.session->remove(shell.session->current());
    QVERIFY(!action->isEnabled());
}

void ShellAgainTest::runTakesTheCurrentOneOfOtherSettingsToo()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    QVERIFY(shell.waitForBatch(
        {shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2), shell.makeBrokenFile("broken.wav")}));
    QCOMPARE(shell.recording(2).state, RecordingState::Failed);
    QCOMPARE(calls.load(), 4);
    QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
    shell.session->run(); // the broken one alone
    QVERIFY(ended.wait(30000));
    QCOMPARE(calls.load(), 4);
    setHop(shell, 0.5);
    shell.session->run();
    QVERIFY(ended.wait(30000));
    QVERIFY(hasHop(shell.recording(0), 0.5));
    QVERIFY(hasHop(shell.recording(1), 1)); // is not looked at
    QCOMPARE(shell.recording(2).state, RecordingState::Failed);
    QCOMPARE(calls.load(), 4 + 3);
}

QTEST_MAIN(ShellAgainTest)
#include "shell_again_test.moc"
