#include "core/overview/waveform_pyramid.h"
#include "core/results/result_store.h"
#include "tests/gui/session_window.h"
#include "ui/style/theme.h"

#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>

#include <atomic>
#include <semaphore>

using namespace dass;

// Sessions in the window: what was on the screen is there again.
class SessionWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void comesBackAsItWasSaved();
    void keepsItsOwnResults();
    void savesOnlyWhatIsNew();
    void movesWithItsRecordings();
    void saysThatARecordingIsMissingAndFindsItAgain();
    void saysThatARecordingHasChanged();
    void leavesEverythingAsItIsWhenASessionIsBad();
    void asksBeforeChangesAreLost();
    void takesASessionThatIsDropped();
    void forgetsWhatWasDroppedWithASessionThatIsNotOpened();
    void bringsBackTheSessionsCorrections();
    void keepsWhatACancelledRunHadDone();
};

namespace {

// Three recordings, one of them in view in part, with choices of every kind.
void workOn(SessionWindow& at)
{
    ShellFixture& shell = at.shell;
    QVERIFY(shell.waitForBatch(
        {shell.makeRecording("in/a.wav", 9), shell.makeRecording("in/b.wav", 6), shell.makeBrokenFile("in/c.wav")}));
    AnalyzeSession& session = *shell.session;
    session.setCurrent(session.recordings()[1].get());
    QTRY_COMPARE(shell.recording(1).decode, DecodeState::Finished);
    QTRY_VERIFY(!session.digest().summary.empty());
    ViewSettings view = session.viewSettings();
    view.threshold = 0.0625;
    view.mergeGapSeconds = 0.5;
    view.topK = 3;
    session.setViewSettings(view);
    session.tags().clear();
    session.tags().setChosen(3, true);
    session.tags().setChosen(1, true);
    session.tags().setColour(1, 9);
    SpectrogramSettings spectrogram;
    spectrogram.map = ColourMap::Cividis;
    spectrogram.floorDb = -33;
    at.window->analyzeView()->plots()->setSpectrogram(spectrogram);
    QTRY_VERIFY(session.corrections().canEdit());
    QTRY_VERIFY(!session.digest().events.empty() &&
                std::ranges::all_of(session.digest().events,
                                    [](const Event& event) { return event.classIndex == 1 || event.classIndex == 3; }));
    session.corrections().mark(session.digest().events.front(), Verdict::Wrong);
    session.corrections().add(3, {20000, 30000});
    QTRY_VERIFY(session.digest().corrected.size() == 2 && at.showsEvents());
    at.stack()->viewport()->setRange(10000.5, 60000.25);
    at.stack()->setSelection({20000, 28000});
    Q_EMIT at.stack()->seekRequested(31000);
}

} // namespace

void SessionWindowTest::comesBackAsItWasSaved()
{
    SessionWindow at;
    QDir().mkpath(at.shell.path("in"));
    workOn(at);
    QVERIFY(at.keeper().isModified());
    QVERIFY2(at.window->windowTitle().startsWith("Unsaved session[*]"), qPrintable(at.window->windowTitle()));
    QVERIFY2(at.save("survey.dass-session"), qPrintable(at.problems.join('\n')));
    QVERIFY(!at.keeper().isModified());
    QCOMPARE(at.window->windowTitle(), QString("survey[*] – b.wav – DASS Studio"));
    QVERIFY(!at.window->isWindowModified());
    const QStringList screen = at.screen();
    const std::vector<float> a = at.rowsOf(0);
    const std::vector<float> b = at.rowsOf(1);
    QCOMPARE(b.size(), std::size_t(6 * FakeModel::kClasses));
    QVERIFY(screen.filter("c.wav, failed").size() == 1);
    QVERIFY(at.window->close());

    at.shell.settings.setView({}); // the person looked at something else meanwhile
    at.start();
    QVERIFY(at.shell.session->recordings().empty());
    QVERIFY(at.open(at.shell.path("survey.dass-session")));
    QTRY_COMPARE(at.screen(), screen);
    QVERIFY(at.rowsOf(0) == a);
    QVERIFY(at.rowsOf(1) == b);
    QVERIFY(!at.keeper().isModified());
    QCOMPARE(at.problems, QStringList());
    QCOMPARE(at.window->windowTitle(), QString("survey[*] – b.wav – DASS Studio"));
    QTRY_COMPARE(at.shell.recording(1).decode, DecodeState::Finished);
    QCOMPARE(at.screen(), screen); // decoding changes nothing
    ViewSettings view = at.shell.session->viewSettings();
    view.threshold = 0.9;
    at.shell.session->setViewSettings(view);
    QVERIFY(at.window->isWindowModified());
    QCOMPARE(at.shell.settings.recentSessions(), QStringList{at.shell.path("survey.dass-session")});
}

void SessionWindowTest::keepsItsOwnResults()
{
    std::atomic<int> calls = 0;
    SessionWindow at([&] { ++calls; });
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 5)}));
    QTRY_COMPARE(at.shell.recording(0).decode, DecodeState::Finished);
    const std::vector<float> rows = at.rowsOf(0);
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(at.window->close());
    at.window.reset();
    at.shell.session.reset(); // or it would still be writing there
    QVERIFY(QDir(at.shell.settings.cacheFolder()).removeRecursively());
    calls = 0;
    at.start();
    QVERIFY(QFile::remove(at.shell.path("a.wav"))); // not even the recording is needed
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QVERIFY(at.rowsOf(0) == rows);
    QVERIFY(at.shell.recording(0).state == RecordingState::Done);
    QVERIFY(at.shell.recording(0).quickMel && at.shell.recording(0).quickWaveform->samples() == 5 * 16000);
    QCOMPARE(calls.load(), 0);
}

void SessionWindowTest::savesOnlyWhatIsNew()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 5)}));
    QVERIFY(at.save("s.dass-session"));
    const QDir results(at.shell.path("s.dass-results"));
    const QStringList first = results.entryList(QDir::Files);
    QCOMPARE(results.entryList({"*.rows"}).size(), 1);
    const QString rows = results.filePath(results.entryList({"*.rows"}).first());
    const QDateTime written = QFileInfo(rows).metadataChangeTime();
    QVERIFY(at.save("s.dass-session"));
    QCOMPARE(QFileInfo(rows).metadataChangeTime(), written);
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("b.wav", 5)}));
    QVERIFY(at.save("s.dass-session"));
    QCOMPARE(results.entryList({"*.rows"}).size(), 2);
    at.shell.session->remove(at.shell.session->recordings()[0].get());
    QVERIFY(at.save("s.dass-session"));
    QCOMPARE(results.entryList({"*.rows"}).size(), 1); // what nobody names goes
    QVERIFY(!QFile::exists(rows));
}

void SessionWindowTest::movesWithItsRecordings()
{
    SessionWindow at;
    QDir().mkpath(at.shell.path("work/in"));
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("work/in/a.wav", 4)}));
    QVERIFY(at.save("work/s.dass-session"));
    const std::vector<float> rows = at.rowsOf(0);
    QVERIFY(at.window->close());
    QVERIFY(QFile::rename(at.shell.path("work"), at.shell.path("elsewhere")));
    at.start();
    QVERIFY(at.open(at.shell.path("elsewhere/s.dass-session")));
    QCOMPARE(at.shell.recording(0).path, at.shell.path("elsewhere/in/a.wav"));
    QVERIFY(at.shell.recording(0).file == FileState::There);
    QVERIFY(at.rowsOf(0) == rows);
    QTRY_COMPARE(at.shell.recording(0).decode, DecodeState::Finished);
}

void SessionWindowTest::saysThatARecordingIsMissingAndFindsItAgain()
{
    SessionWindow at;
    QDir().mkpath(at.shell.path("in"));
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("in/a.wav", 4), at.shell.makeRecording("in/b.wav", 3)}));
    QVERIFY(at.save("s.dass-session"));
    const std::vector<float> rows = at.rowsOf(1);
    QVERIFY(at.window->close());
    QVERIFY(QFile::rename(at.shell.path("in"), at.shell.path("archive")));
    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    const QAbstractItemModel* list = viewNamed(*at.window, "Recordings")->model();
    QVERIFY2(list->index(0, 0).data(Qt::AccessibleTextRole).toString().contains("missing"),
             qPrintable(list->index(0, 0).data(Qt::AccessibleTextRole).toString()));
    QVERIFY(at.rowsOf(1) == rows);      // its tags are there all the same
    QVERIFY(at.save("s.dass-session")); // and stay

    at.keeper().locate(at.shell.session->recordings()[1].get(), at.shell.path("archive/b.wav"));
    QTRY_VERIFY(at.shell.recording(1).file == FileState::There);
    QTRY_VERIFY(at.shell.recording(0).file == FileState::There); // found beside it
    QCOMPARE(at.shell.recording(0).path, at.shell.path("archive/a.wav"));
    QVERIFY(at.keeper().isModified());
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QCOMPARE(at.shell.recording(1).path, at.shell.path("archive/b.wav"));
    QVERIFY(at.rowsOf(1) == rows);
    QCOMPARE(at.problems, QStringList());
}

void SessionWindowTest::saysThatARecordingHasChanged()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 4)}));
    QVERIFY(at.save("s.dass-session"));
    const std::vector<float> rows = at.rowsOf(0);
    QVERIFY(at.window->close());
    at.shell.makeRecording("a.wav", 6);
    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    const QAbstractItemModel* list = viewNamed(*at.window, "Recordings")->model();
    QVERIFY(list->index(0, 0).data(Qt::AccessibleTextRole).toString().contains("changed since"));
    QVERIFY(list->index(0, 0).data(Qt::ToolTipRole).toString().contains("as it was"));
    QVERIFY(at.rowsOf(0) == rows);
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QVERIFY(at.shell.recording(0).file == FileState::Changed); // saving again does not make it right
    at.shell.session->run(at.shell.session->current());
    QTRY_VERIFY(at.shell.recording(0).state == RecordingState::Done && at.rowsOf(0).size() > rows.size());
    QVERIFY(at.shell.recording(0).file == FileState::There);
}

void SessionWindowTest::leavesEverythingAsItIsWhenASessionIsBad()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 4)}));
    QVERIFY(at.save("good.dass-session"));
    QTRY_VERIFY(at.showsEvents());
    const QStringList screen = at.screen();
    QFile good(at.shell.path("good.dass-session"));
    QVERIFY(good.open(QIODevice::ReadOnly));
    const QByteArray text = good.readAll();
    const auto tryOpening = [&](const QByteArray& bytes) {
        QFile bad(at.shell.path("bad.dass-session"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write(bytes);
        bad.close();
        at.problems.clear();
        at.keeper().open(bad.fileName());
        QTRY_COMPARE(at.problems.size(), 1);
        QVERIFY(at.showsText("bad.dass-session")); // the notice names it
        QCOMPARE(at.screen(), screen);
        QCOMPARE(at.keeper().file(), good.fileName());
    };
    tryOpening(text.left(text.size() / 2));
    tryOpening(QByteArray(text).replace("\"version\": 1", "\"version\": 2"));
    QVERIFY(at.problems.first().contains("newer version"));
    tryOpening({});
    // Damaged results: the rest opens.
    const QDir results(at.shell.path("good.dass-results"));
    QVERIFY(QFile::resize(results.filePath(results.entryList({"*.rows"}).first()), 70000));
    at.problems.clear();
    QVERIFY(at.open(good.fileName()));
    QCOMPARE(at.problems.size(), 1);
    QVERIFY(!at.shell.recording(0).hasResult());
    QVERIFY(at.shell.recording(0).state == RecordingState::Waiting);
}

void SessionWindowTest::asksBeforeChangesAreLost()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 4)}));
    QVERIFY(!at.keeper().isModified()); // a recording that was only looked at
    QVERIFY(at.save("s.dass-session"));
    const auto change = [&](double threshold) {
        ViewSettings view = at.shell.session->viewSettings();
        view.threshold = threshold;
        at.shell.session->setViewSettings(view);
    };
    change(0.75);
    QVERIFY(!at.window->close());
    QVERIFY(at.question());
    QVERIFY(at.answer("Cancel"));
    QVERIFY(at.window->isVisible());
    QTRY_VERIFY(!at.question());

    QVERIFY(!at.window->close());
    QVERIFY(at.answer("Don’t save"));
    QTRY_VERIFY(!at.window->isVisible());
    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QCOMPARE(at.shell.session->viewSettings().threshold, 0.3);

    change(0.5);
    at.window->sessions().openSession(at.shell.path("s.dass-session")); // another one
    QVERIFY(at.answer("Save"));
    QTRY_VERIFY(!at.keeper().isBusy() && !at.keeper().isModified());
    QCOMPARE(at.shell.session->viewSettings().threshold, 0.5);
    change(0.25);
    QVERIFY(!at.window->close());
    QVERIFY(at.answer("Save"));
    QTRY_VERIFY(!at.window->isVisible()); // once it is saved
    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QCOMPARE(at.shell.session->viewSettings().threshold, 0.25);
}

void SessionWindowTest::takesASessionThatIsDropped()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("a.wav", 2)});
    QVERIFY(at.save("s")); // gets its ending
    QVERIFY(QFileInfo::exists(at.shell.path("s.dass-session")));
    QVERIFY(at.window->close());
    at.start();
    bool offered = false;
    for (auto* button : at.window->findChildren<QPushButton*>())
        offered = offered || (button->isVisible() && button->text() == "s");
    QVERIFY(offered); // on the empty page
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(at.shell.path("s.dass-session")),
                  QUrl::fromLocalFile(at.shell.makeRecording("b.wav", 1))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(at.window.get(), &enter);
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(at.window.get(), &drop);
    QTRY_COMPARE(at.shell.session->recordings().size(), std::size_t(2));
    QCOMPARE(at.shell.recording(0).name, QString("a.wav"));
    QCOMPARE(at.shell.recording(1).name, QString("b.wav"));
    QTRY_VERIFY(at.keeper().isModified()); // the second one is not in it
}

void SessionWindowTest::forgetsWhatWasDroppedWithASessionThatIsNotOpened()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("a.wav", 2)});
    QVERIFY(at.save("s.dass-session"));
    const auto names = [&] {
        QStringList all;
        for (const auto& recording : at.shell.session->recordings())
            all << recording->name;
        return all;
    };
    at.shell.session->open({at.shell.makeRecording("b.wav", 1)}); // so that there is something to ask about
    at.window->sessions().openPaths({at.shell.path("s.dass-session"), at.shell.makeRecording("c.wav", 1)});
    QVERIFY(at.answer("Cancel"));
    QTRY_VERIFY(!at.question());
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QCOMPARE(names(), QStringList{"a.wav"});
    // With one that cannot be read the recordings are opened all the same.
    at.window->sessions().openPaths({at.shell.path("none.dass-session"), at.shell.path("c.wav")});
    QTRY_COMPARE(names(), (QStringList{"a.wav", "c.wav"}));
    QCOMPARE(at.problems.size(), 1);
}

void SessionWindowTest::bringsBackTheSessionsCorrections()
{
    SessionWindow at;
    at.shell.settings.setView({.threshold = 0, .allTags = true});
    at.start();
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 4)}));
    QTRY_VERIFY(at.shell.session->corrections().canEdit());
    at.shell.session->corrections().add(1, {16000, 32000});
    QVERIFY(at.save("s.dass-session"));
    at.shell.session->corrections().add(2, {8000, 9000}); // not saved
    QCOMPARE(at.shell.session->corrections().count(), 2);
    QVERIFY(!at.window->close());
    QVERIFY(at.answer("Don’t save"));
    QTRY_VERIFY(!at.window->isVisible());

    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QTRY_VERIFY(at.shell.session->corrections().canEdit());
    QCOMPARE(at.shell.session->corrections().count(), 1);
    at.shell.session->corrections().undo().undo(); // what was made outside of it is not lost
    QCOMPARE(at.shell.session->corrections().count(), 2);
    at.shell.session->corrections().undo().redo();
    QCOMPARE(at.shell.session->corrections().count(), 1);

    // Where there are none, as on another computer, the session's are taken over.
    at.start();
    QVERIFY(QDir(at.shell.path("corrections")).removeRecursively());
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QTRY_VERIFY(at.shell.session->corrections().canEdit());
    QCOMPARE(at.shell.session->corrections().count(), 1);
    QTRY_COMPARE(QDir(at.shell.path("corrections")).entryList({"*.json"}).size(), 1);
}

void SessionWindowTest::keepsWhatACancelledRunHadDone()
{
    std::counting_semaphore<> turns(3);
    SessionWindow at([&] { turns.acquire(); });
    at.shell.session->open({at.shell.makeRecording("a.wav", 30)});
    QTRY_VERIFY(at.rowsOf(0).size() >= 3 * FakeModel::kClasses);
    at.shell.session->cancel();
    turns.release(1000);
    QTRY_COMPARE(at.shell.recording(0).state, RecordingState::Cancelled);
    const std::vector<float> rows = at.rowsOf(0);
    QVERIFY(at.save("s.dass-session"));
    at.keeper().startAnew();
    QTRY_VERIFY(at.shell.session->recordings().empty());
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    QVERIFY(at.shell.recording(0).state == RecordingState::Cancelled);
    QVERIFY(at.rowsOf(0) == rows);
}

QTEST_MAIN(SessionWindowTest)
#include "session_window_test.moc"
