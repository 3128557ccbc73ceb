#include "core/inference/run_costs.h"
#include "tests/gui/shell_fixture.h"

#include <cmath>

using namespace dass;

// What is told of a run before it starts.
class ShellCostsTest : public QObject
{
    Q_OBJECT
private slots:
    void guessesWhatAFirstRunTakes();
    void saysWhatARunTakes();
};

// Before anything was measured, and then from what another model took.
void ShellCostsTest::guessesWhatAFirstRunTakes()
{
    ShellFixture shell;
    shell.describe = [](ModelInfo& info) {
        info.dims = {10, 20};
        info.depths = {1, 1};
        info.parameters = 1'000'000;
    };
    shell.restart();
    shell.settings.setTagWhenOpened(false);
    shell.session->setModel(QStringLiteral("fake"));
    shell.session->open({shell.makeRecording("a.wav", 60)});
    const OpenRecording& recording = shell.recording(0);
    QTRY_VERIFY(shell.session->model().state() == ModelState::Ready && recording.length() == 60 * 16000);
    const double first = shell.session->forecast().seconds(recording.length()).value_or(0);
    QVERIFY(first > 0);
    QVERIFY(shell.session->forecast().isGuess());
    shell.session->run(shell.session->current());
    QTRY_VERIFY(recording.state == RecordingState::Done);
    QVERIFY(!shell.session->forecast().isGuess());
    const double measured = shell.session->forecast().seconds(recording.length()).value_or(0);

    shell.describe = [](ModelInfo& info) { // three times the work
        info.dims = {10, 20};
        info.depths = {1, 1};
        info.parameters = 3'000'000;
        info.sha256 = std::string(64, '1');
    };
    shell.restart();
    shell.session->setModel(QStringLiteral("other"));
    shell.session->open({shell.path("a.wav")});
    QTRY_VERIFY(shell.session->model().state() == ModelState::Ready && shell.recording(0).length() == 60 * 16000);
    QVERIFY(shell.session->forecast().isGuess());
    const double other = shell.session->forecast().seconds(shell.recording(0).length()).value_or(0);
    QVERIFY2(std::abs(other - 3 * measured) < 0.05 * other, qPrintable(QString::number(other / measured)));
}

void ShellCostsTest::saysWhatARunTakes()
{
    ShellFixture shell;
    const QString path = shell.makeRecording("a.wav", 60);
    QVERIFY(shell.waitForBatch({path}));
    const OpenRecording& recording = shell.recording(0);
    const double measured = shell.session->forecast().seconds(recording.length()).value_or(0);
    QVERIFY(measured > 0);

    // Of settings that were never used a guess, by how much the model has to go through: 10 times as many windows.
    RunSettings run = shell.session->runSettings();
    run.tagging.windowSeconds = 2;
    run.tagging.hopSeconds = 0.1;
    shell.session->setRunSettings(run);
    const double guessed = shell.session->forecast().seconds(recording.length()).value_or(0);
    QVERIFY2(guessed > 15 * measured && guessed < 25 * measured, qPrintable(QString::number(guessed / measured)));
    const auto costs = shell.session->forecast().costs(recording.length());
    QVERIFY(costs && costs->memoryBytes > 0 && !costs->scratchBytes);

    run.tagging.mode = TaggingMode::Whole;
    shell.session->setRunSettings(run);
    const auto whole = shell.session->forecast().costs(recording.length());
    QVERIFY(whole && whole->scratchBytes.value_or(0) > 0);
    const double once = shell.session->forecast().seconds(recording.length()).value_or(0);
    QVERIFY2(once > 0.9 * measured && once < 1.2 * measured, qPrintable(QString::number(once / measured)));
}

QTEST_GUILESS_MAIN(ShellCostsTest)
#include "shell_costs_test.moc"
