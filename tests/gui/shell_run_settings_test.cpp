#include "tests/gui/shell_fixture.h"
#include "ui/analyze/run_settings_form.h"
#include "ui/analyze/run_settings_panel.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDoubleSpinBox>

#include <atomic>

using namespace dass;

// Run settings that cannot be had together.
class ShellRunSettingsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void keepsTheHopWithinTheWindow();
    void keepsTheHopWithinTheWindowInEveryMode();
    void startsWithSettingsOfBefore();
    void tagsDenselyWhateverThePooling();
    void tagsOneChannelAlone();
};

void ShellRunSettingsTest::keepsTheHopWithinTheWindow()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    const RunSettingsPanel panel(*shell.session); // which works out what a run will take
    RunSettingsForm form(*shell.session, nullptr);
    const auto fields = form.findChildren<QDoubleSpinBox*>();
    QCOMPARE(fields.size(), 2);
    QDoubleSpinBox* window = fields[0];
    QDoubleSpinBox* hop = fields[1];
    hop->setValue(2);
    QCOMPARE(hop->value(), 1.0);
    window->setValue(3);
    hop->setValue(2);
    QCOMPARE(shell.session->runSettings().tagging.hopSeconds, 2.0);
    window->setValue(0.5); // takes it along
    QCOMPARE(hop->value(), 0.5);
    QCOMPARE(shell.session->runSettings().tagging.windowSeconds, 0.5);
    QCOMPARE(shell.session->runSettings().tagging.hopSeconds, 0.5);
    QVERIFY(shell.session->expectedCosts(shell.recording(0)).has_value());
}

void ShellRunSettingsTest::keepsTheHopWithinTheWindowInEveryMode()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    const RunSettingsPanel panel(*shell.session);
    RunSettings run = shell.session->runSettings();
    run.tagging.hopSeconds = 5;
    for (const TaggingMode mode : {TaggingMode::Dense, TaggingMode::Whole, TaggingMode::Windows}) {
        run.tagging.mode = mode;
        shell.session->setRunSettings(run);
        QCOMPARE(shell.session->runSettings().tagging.hopSeconds, 1.0);
        QVERIFY(shell.session->expectedCosts(shell.recording(0)).has_value());
    }
    run.tagging.windowSeconds = 1000;
    run.tagging.hopSeconds = 0;
    shell.session->setRunSettings(run);
    QCOMPARE(shell.session->runSettings().tagging.windowSeconds, RunSettings::kLongestWindow);
    QCOMPARE(shell.session->runSettings().tagging.hopSeconds, RunSettings::kShortestHop);
}

// As an earlier version, which knew no such bound, left them.
void ShellRunSettingsTest::startsWithSettingsOfBefore()
{
    ShellFixture shell;
    RunSettings run = shell.settings.run();
    run.tagging.windowSeconds = 1;
    run.tagging.hopSeconds = 2;
    shell.settings.setRun(run);
    shell.restart();
    const RunSettingsPanel panel(*shell.session);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    QCOMPARE(shell.recording(0).state, RecordingState::Done);
    QCOMPARE(shell.recording(0).result.probabilities->rows(), 4);
}

void ShellRunSettingsTest::tagsDenselyWhateverThePooling()
{
    std::atomic<int> calls = 0;
    ShellFixture shell([&] { ++calls; });
    RunSettings run = shell.session->runSettings();
    run.tagging.mode = TaggingMode::Dense;
    run.tagging.pooling = Pooling::Max;
    shell.session->setRunSettings(run);
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(shell.waitForBatch({file}));
    QVERIFY2(shell.recording(0).state == RecordingState::Done, qPrintable(shell.recording(0).failure));
    QVERIFY(shell.recording(0).provenance->settings.pooling == Pooling::Mean);
    QVERIFY(shell.session->runSettings().tagging.pooling == Pooling::Max); // of the other modes
    QVERIFY(shell.settings.run().tagging.pooling == Pooling::Max);
    shell.restart();
    calls = 0;
    QVERIFY(shell.waitForBatch({file}));
    QCOMPARE(calls.load(), 0); // its result is known again
}

void ShellRunSettingsTest::tagsOneChannelAlone()
{
    ShellFixture shell;
    const std::vector<float> right = glidingTone(4 * 16000);
    std::vector<float> both; // the left one silent
    for (const float sample : right)
        both.insert(both.end(), {0.0F, sample});
    writeWav(shell.path("stereo.wav").toStdU16String(), both, 16000, 2);
    QVERIFY(shell.waitForBatch({shell.makeRecording("right.wav", 4), shell.path("stereo.wav")}));
    const std::vector<float> wanted = rowsOf(shell.recording(0));
    QVERIFY(rowsOf(shell.recording(1)) != wanted);

    const auto tagChannel = [&](int channel) {
        RunSettings run = shell.session->runSettings();
        run.tagging.channel = channel;
        shell.session->setRunSettings(run);
        QSignalSpy ended(shell.session.get(), &AnalyzeSession::batchEnded);
        shell.session->run(shell.session->recordings().at(1).get());
        return ended.wait(20000);
    };
    QVERIFY(tagChannel(1));
    QCOMPARE(shell.recording(1).state, RecordingState::Done);
    QVERIFY(rowsOf(shell.recording(1)) == wanted);
    QCOMPARE(shell.recording(1).provenance->settings.channel, 1);
    QCOMPARE(shell.settings.run().tagging.channel, 1); // for the next start
    QVERIFY(tagChannel(2));
    QCOMPARE(shell.recording(1).state, RecordingState::Failed);
    QVERIFY2(shell.recording(1).failure.contains("channel"), qPrintable(shell.recording(1).failure));
}

QTEST_MAIN(ShellRunSettingsTest)
#include "shell_run_settings_test.moc"
