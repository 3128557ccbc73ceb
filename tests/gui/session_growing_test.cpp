#include "core/results/result_store.h"
#include "tests/gui/shell_fixture.h"

#include <QFileInfo>
#include <QUndoStack>

#include <algorithm>
#include <atomic>
#include <fstream>

using namespace dass;

namespace {

// Looked at, tagged, decoded, and its corrections read.
bool settled(const ShellFixture& shell)
{
    return QTest::qWaitFor(
        [&] {
            const OpenRecording* recording = shell.session->current();
            return recording && recording->fileBytes == QFileInfo(recording->path).size() &&
                   recording->state == RecordingState::Done && recording->decode == DecodeState::Finished &&
                   !shell.session->runs().canCancel() && shell.session->corrections().canEdit();
        },
        30000);
}

bool openAndSettle(ShellFixture& shell, const QString& file)
{
    return shell.waitForBatch({file}) && settled(shell);
}

bool saysThatItChanged(const QString& warning)
{
    return warning.contains("changed while it was tagged");
}

} // namespace

// Files that become longer while they are open, as those that are still being copied do.
class SessionGrowingTest : public QObject
{
    Q_OBJECT
private slots:
    void saysThatAFileChangedWhileItWasTagged();
    void saysNothingOfOneThatStays();
    void keepsCorrectionsWhenItIsReadAnew();
    void keepsCorrectionsWhenARunFindsItLonger();
    void leavesOthersMadeAtThatSizeAnUndoAway();
    void takesThoseMadeAtThatSizeWhereThereAreNone();
    void forgetsNothingOfAFileThatWent();
};

void SessionGrowingTest::saysThatAFileChangedWhileItWasTagged()
{
    std::atomic<bool> grown = false;
    QString file;
    ShellFixture shell([&] {
        if (!grown.exchange(true))
            std::ofstream(std::filesystem::path(file.toStdU16String()), std::ios::binary | std::ios::app)
                << std::string(32000, '\0');
    });
    file = shell.makeRecording("a.wav", 4);
    const qint64 before = QFileInfo(file).size();
    QVERIFY(shell.waitForBatch({file}));
    QVERIFY(QFileInfo(file).size() > before);
    const OpenRecording& recording = shell.recording(0);
    QCOMPARE(recording.state, RecordingState::Done);
    QVERIFY2(std::ranges::any_of(recording.warnings, saysThatItChanged), qPrintable(recording.warnings.join('\n')));
    QVERIFY(std::ranges::any_of(recording.provenance->warnings, [](const std::string& warning) {
        return saysThatItChanged(QString::fromStdString(warning));
    }));
    QCOMPARE(shell.session->runs().store().use().results, 0); // it is of no file that is there
    QTRY_COMPARE(recording.fileBytes, QFileInfo(file).size());

    shell.session->run(shell.session->current());
    QTRY_VERIFY(recording.state == RecordingState::Done && !shell.session->runs().running());
    QVERIFY(std::ranges::none_of(recording.warnings, saysThatItChanged));
    QCOMPARE(shell.session->runs().store().use().results, 1);
}

void SessionGrowingTest::saysNothingOfOneThatStays()
{
    ShellFixture shell;
    QVERIFY(openAndSettle(shell, shell.makeRecording("a.wav", 4)));
    QCOMPARE(shell.recording(0).warnings, QStringList());
}

void SessionGrowingTest::keepsCorrectionsWhenItIsReadAnew()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 2);
    QVERIFY(openAndSettle(shell, file));
    shell.session->corrections().add(1, {8000, 16000});
    QCOMPARE(shell.session->corrections().count(), 1);
    shell.makeRecording("a.wav", 4);
    shell.session->retry(shell.session->current());
    QVERIFY(settled(shell));
    QCOMPARE(shell.session->corrections().count(), 1);
    shell.session->corrections().add(2, {32000, 48000});
    shell.session->corrections().undo().undo();
    shell.session->corrections().undo().undo(); // what was done before it grew can still be undone
    QCOMPARE(shell.session->corrections().count(), 0);
    shell.session->corrections().undo().redo();
    shell.session->corrections().undo().redo();
    QCOMPARE(shell.session->corrections().count(), 2);

    shell.restart();
    QVERIFY(openAndSettle(shell, file));
    QCOMPARE(shell.session->corrections().count(), 2);
}

void SessionGrowingTest::keepsCorrectionsWhenARunFindsItLonger()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 2);
    QVERIFY(openAndSettle(shell, file));
    shell.session->corrections().add(1, {8000, 16000});
    shell.makeRecording("a.wav", 4);
    shell.session->run(shell.session->current());
    QVERIFY(settled(shell));
    QCOMPARE(shell.session->corrections().count(), 1);
    QTRY_COMPARE(shell.recording(0).length(), std::int64_t{4 * 16000}); // decoded anew
    shell.session->corrections().add(1, {50000, 60000});
    QCOMPARE(shell.session->corrections().count(), 2);
    shell.restart();
    QVERIFY(openAndSettle(shell, file));
    QCOMPARE(shell.session->corrections().count(), 2);
}

void SessionGrowingTest::leavesOthersMadeAtThatSizeAnUndoAway()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(openAndSettle(shell, file));
    EventCorrections& corrections = shell.session->corrections();
    corrections.add(1, {8000, 16000});
    corrections.add(2, {8000, 16000});
    shell.session->remove(shell.session->current());
    shell.makeRecording("a.wav", 2);
    QVERIFY(openAndSettle(shell, file));
    corrections.add(3, {8000, 16000});
    QCOMPARE(corrections.count(), 1);
    QSignalSpy notices(shell.session.get(), &AnalyzeSession::noticed);
    shell.makeRecording("a.wav", 4);
    shell.session->retry(shell.session->current());
    QVERIFY(settled(shell));
    QCOMPARE(corrections.count(), 1);
    QCOMPARE(notices.count(), 1);
    QCOMPARE(notices.first().first().toString(), QString("“a.wav” has changed and keeps its corrections."));
    corrections.undo().undo();
    QCOMPARE(corrections.count(), 2);
    QVERIFY(!corrections.undo().canUndo());
    corrections.undo().redo();
    QCOMPARE(corrections.count(), 1);
}

void SessionGrowingTest::takesThoseMadeAtThatSizeWhereThereAreNone()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 4);
    QVERIFY(openAndSettle(shell, file));
    shell.session->corrections().add(1, {8000, 16000});
    shell.session->remove(shell.session->current());
    shell.makeRecording("a.wav", 2);
    QVERIFY(openAndSettle(shell, file));
    QCOMPARE(shell.session->corrections().count(), 0);
    shell.makeRecording("a.wav", 4);
    shell.session->retry(shell.session->current());
    QVERIFY(settled(shell));
    QCOMPARE(shell.session->corrections().count(), 1);
}

void SessionGrowingTest::forgetsNothingOfAFileThatWent()
{
    ShellFixture shell;
    const QString file = shell.makeRecording("a.wav", 2);
    QVERIFY(openAndSettle(shell, file));
    const qint64 bytes = QFileInfo(file).size();
    QVERIFY(QFile::remove(file));
    shell.session->retry(shell.session->current());
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Failed);
    QVERIFY(shell.recording(0).result.complete);
    shell.session->corrections().add(1, {8000, 16000});
    shell.makeRecording("a.wav", 2); // there again
    shell.restart();
    QVERIFY(openAndSettle(shell, file));
    QCOMPARE(shell.recording(0).fileBytes, bytes);
    QCOMPARE(shell.session->corrections().count(), 1);
}

QTEST_GUILESS_MAIN(SessionGrowingTest)
#include "session_growing_test.moc"
