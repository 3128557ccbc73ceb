#include "app/session/session_document.h"
#include "core/overview/waveform_pyramid.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/run_settings_form.h"
#include "ui/analyze/run_settings_panel.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDoubleSpinBox>

#include <atomic>
#include <cmath>

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
    void showsTheChannelThatIsTagged();
    void coarsePicturesGoWithTheirChannel();
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
    QVERIFY(shell.session->forecast().costs(shell.recording(0).length()).has_value());
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
        QVERIFY(shell.session->forecast().costs(shell.recording(0).length()).has_value());
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

void ShellRunSettingsTest::showsTheChannelThatIsTagged()
{
    ShellFixture shell;
    std::vector<float> both; // the left one silent
    for (const float sample : glidingTone(4 * 16000))
        both.insert(both.end(), {0.0F, sample});
    writeWav(shell.path("stereo.wav").toStdU16String(), both, 16000, 2);
    const QString mono = shell.makeRecording("mono.wav", 4);
    QVERIFY(shell.waitForBatch({shell.path("stereo.wav"), mono}));
    AnalyzeSession& session = *shell.session;
    const auto shows = [&](const OpenRecording& recording, std::optional<int> channel, float peak) {
        return QTest::qWaitFor(
            [&] {
                return recording.decode == DecodeState::Finished && recording.shownChannel == channel &&
                       std::abs(recording.waveform->peak() - peak) < 0.01F;
            },
            30000);
    };
    const auto choose = [&](std::optional<int> channel) {
        RunSettings run = session.runSettings();
        run.tagging.channel = channel;
        session.setRunSettings(run);
    };
    const OpenRecording& stereo = shell.recording(0);
    QVERIFY(shows(stereo, std::nullopt, 0.2F)); // the mean
    choose(1);
    QCOMPARE(session.channelOf(stereo), std::optional<int>()); // that of the result, until there is another
    QSignalSpy ended(&session, &AnalyzeSession::batchEnded);
    session.run(session.recordings().at(0).get());
    QVERIFY(ended.wait(20000));
    QVERIFY(shows(stereo, 1, 0.4F));
    choose(0);
    session.run(session.recordings().at(0).get());
    QVERIFY(ended.wait(20000));
    QVERIFY(shows(stereo, 0, 0.0F));

    session.setCurrent(session.recordings().at(1).get()); // that has but one
    QVERIFY(shows(shell.recording(1), std::nullopt, 0.4F));
    session.setCurrent(session.recordings().at(0).get());
    choose(std::nullopt);
    session.run(session.recordings().at(0).get());
    QVERIFY(ended.wait(20000));
    QVERIFY(shows(stereo, std::nullopt, 0.2F));
    choose(5); // which a new recording does not have: it is seen all the same
    session.open({shell.makeRecording("new.wav", 2)});
    session.setCurrent(session.recordings().at(2).get());
    QVERIFY(shows(shell.recording(2), std::nullopt, 0.4F));
}

void ShellRunSettingsTest::coarsePicturesGoWithTheirChannel()
{
    ShellFixture shell;
    std::vector<float> both; // the left one silent
    for (const float sample : glidingTone(2 * 16000))
        both.insert(both.end(), {0.0F, sample});
    writeWav(shell.path("stereo.wav").toStdU16String(), both, 16000, 2);
    AnalyzeSession& session = *shell.session;
    const auto choose = [&](int channel) {
        RunSettings run = session.runSettings();
        run.tagging.channel = channel;
        session.setRunSettings(run);
    };
    choose(0);
    QVERIFY(shell.waitForBatch({shell.path("stereo.wav"), shell.makeRecording("mono.wav", 2)}));
    QTRY_COMPARE(shell.recording(0).decode, DecodeState::Finished);
    session.setCurrent(session.recordings().at(1).get());
    QTRY_COMPARE(shell.recording(1).decode, DecodeState::Finished);

    SessionDocument document = session.document();
    for (SavedRecording& recording : document.recordings)
        recording.file = FileState::Missing; // so that nothing but what is saved is seen
    session.openSaved(document);
    for (const SavedRecording& recording : document.recordings) {
        QVERIFY(recording.mel && recording.result.probabilities);
        session.takeSaved(recording);
    }
    QCOMPARE(shell.recording(0).quickChannel, std::optional(0));
    QCOMPARE(shell.recording(1).quickChannel, std::optional<int>()); // it has but one
    QVERIFY(session.document().recordings[0].mel && session.document().recordings[1].mel);

    choose(1);
    QSignalSpy ended(&session, &AnalyzeSession::batchEnded);
    session.run(session.recordings().at(0).get());
    QVERIFY(ended.wait(20000));
    QCOMPARE(shell.recording(0).provenance->settings.channel, std::optional(1));
    QVERIFY(!shell.recording(0).quickMel && !shell.recording(0).quickWaveform);
    QVERIFY(!session.document().recordings[0].mel && !session.document().recordings[0].waveform);
    QVERIFY(shell.recording(1).quickMel);
}

QTEST_MAIN(ShellRunSettingsTest)
#include "shell_run_settings_test.moc"
