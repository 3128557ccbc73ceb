#include "tests/gui/session_window.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QScopeGuard>
#include <QTimer>

#include <atomic>
#include <functional>
#include <semaphore>

using namespace dass;

namespace {

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void change(const SessionWindow& at, double threshold)
{
    ViewSettings view = at.shell.session->viewSettings();
    view.threshold = threshold;
    at.shell.session->setViewSettings(view);
}

// "Save session as…": a name is given as soon as `when` is true, with the dialog up. False: it never was.
bool saveAs(const SessionWindow& at, const QString& name, const std::function<bool()>& when)
{
    bool given = false;
    QElapsedTimer waited;
    waited.start();
    QTimer person;
    person.callOnTimeout([&] {
        auto* asked = qobject_cast<QDialog*>(QApplication::activeModalWidget());
        if (asked && waited.hasExpired(20000)) { // also a question on top of the dialog
            given = false;
            asked->reject();
            return;
        }
        auto* dialog = qobject_cast<QFileDialog*>(asked);
        if (!dialog || given || !when())
            return;
        given = true;
        dialog->selectFile(at.shell.path(name));
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save)->click();
    });
    person.start(10);
    actionNamed(*at.window, "Save session as…")->trigger();
    return given;
}

} // namespace

// What a person does while a session is being read or written.
class SessionRacesTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeChoice::Light);
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    }
    void aRunThatIsBegunWhileASessionIsReadEndsFirst();
    void aSavingThatIsBegunWhileASessionIsReadComesFirst();
    void aRunWaitsForTheResultsThatAreRead();
    void aChangeWhileItIsSavedIsNotSaved();
    void aChangeWhileItIsSavedIsAskedAboutBeforeTheWindowCloses();
    void correctionsOfAMissingRecordingStayWhenItIsThereAgain();
    void whatIsEditedWhileASessionIsReadIsAskedAbout();
    void whatIsRememberedOfTagsIsNoEdit();
    void aFolderThatIsCalledLikeASessionIsAFolder();
    void aNameIsForTheSessionThatItsDialogWasOpenedFor();
    void aSavingThatEndsMeanwhileLeavesTheNameItsSession();
};

void SessionRacesTest::aRunThatIsBegunWhileASessionIsReadEndsFirst()
{
    std::counting_semaphore<> turns(5); // the whole of b
    int toldOfRun = 0;
    bool cancelled = false;
    SessionWindow at([&] { turns.acquire(); });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("b.wav", 5)}));
    const std::vector<float> b = at.rowsOf(0);
    QVERIFY(at.save("b.dass-session"));
    at.keeper().startAnew();
    QTRY_VERIFY(at.shell.session->recordings().empty());
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("a.wav", 30)});
    QTRY_VERIFY(at.shell.recording(0).info.has_value());

    QSignalSpy completed(&at.keeper(), &SessionKeeper::completed);
    at.keeper().open(at.shell.path("b.dass-session"));
    QVERIFY(at.keeper().isBusy());                                               // a thread reads it
    connect(at.shell.session.get(), &AnalyzeSession::runningChanged, this, [&] { // at its begin, and when it is to end
        const AnalyzeSession& session = *at.shell.session;
        toldOfRun += session.runs().running() ? 1 : 0;
        cancelled = toldOfRun > 1 ||
                    (!session.runs().running() && session.runs().waiting().empty()); // which it may be unbegun, too
    });
    at.shell.session->run(at.shell.session->current());
    QVERIFY(at.shell.session->runs().canCancel());
    QTRY_VERIFY(cancelled); // as soon as the session has been read
    turns.release(1000);
    QTRY_COMPARE(completed.count(), 1);
    QVERIFY(!at.shell.session->runs().running());
    QVERIFY(!at.shell.session->runs().canCancel());
    QCOMPARE(namesOf(*at.shell.session), QStringList{"b.wav"});
    QVERIFY(at.rowsOf(0) == b);
    QVERIFY(at.shell.recording(0).state == RecordingState::Done);
    QCOMPARE(at.problems, QStringList());
}

void SessionRacesTest::aSavingThatIsBegunWhileASessionIsReadComesFirst()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("b.wav", 1)});
    QVERIFY(at.save("b.dass-session"));
    at.keeper().startAnew();
    QTRY_VERIFY(at.shell.session->recordings().empty());
    at.shell.session->open({at.shell.makeRecording("a.wav", 1)});

    QStringList order;
    connect(&at.keeper(), &SessionKeeper::saved, this, [&] { order << "saved"; });
    connect(&at.keeper(), &SessionKeeper::opened, this, [&] { order << "opened"; });
    at.keeper().open(at.shell.path("b.dass-session"));
    at.keeper().save(at.shell.path("a.dass-session"));
    QTRY_COMPARE(order, (QStringList{"saved", "opened"}));
    QCOMPARE(namesOf(*at.shell.session), QStringList{"b.wav"});
    QVERIFY(contents(at.shell.path("a.dass-session")).contains("a.wav"));
    QVERIFY(!contents(at.shell.path("a.dass-session")).contains("b.wav"));
    QTRY_VERIFY(!at.keeper().isBusy());
    QCOMPARE(at.keeper().file(), at.shell.path("b.dass-session"));
    QCOMPARE(at.problems, QStringList());
}

void SessionRacesTest::aRunWaitsForTheResultsThatAreRead()
{
    std::atomic<int> calls = 0;
    SessionWindow at([&] { ++calls; });
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 4), at.shell.makeRecording("b.wav", 3)}));
    const std::vector<float> a = at.rowsOf(0);
    const std::vector<float> b = at.rowsOf(1);
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(at.window->close());
    at.start();
    QTRY_COMPARE(at.shell.session->model().state(), ModelState::Ready);

    AnalyzeSession& session = *at.shell.session;
    bool early = false;
    connect(&session, &AnalyzeSession::runningChanged, this, // the second recording's results are read last
            [&] { early = early || (session.runs().running() && !session.recordings()[1]->hasResult()); });
    connect(&at.keeper(), &SessionKeeper::opened, this, [&] { session.run(session.recordings()[0].get()); });
    QSignalSpy completed(&at.keeper(), &SessionKeeper::completed);
    calls = 0;
    at.keeper().open(at.shell.path("s.dass-session"));
    QVERIFY(completed.wait(20000));
    QVERIFY(!early);
    QTRY_COMPARE(calls.load(), 4); // it is not forgotten either
    QTRY_VERIFY(at.shell.recording(0).state == RecordingState::Done && !session.runs().running());
    QVERIFY(at.rowsOf(0) == a);
    QVERIFY(at.rowsOf(1) == b);
}

void SessionRacesTest::aChangeWhileItIsSavedIsNotSaved()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QVERIFY(at.save("s.dass-session"));
    change(at, 0.5);
    QSignalSpy saved(&at.keeper(), &SessionKeeper::saved);
    at.keeper().save(at.shell.path("s.dass-session"));
    QVERIFY(at.keeper().isSaving());
    change(at, 0.75);
    QVERIFY(saved.wait(20000));
    QVERIFY(at.keeper().isModified());
    QVERIFY(at.window->isWindowModified());
    QVERIFY(contents(at.shell.path("s.dass-session")).contains("\"threshold\": 0.5"));
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(!at.keeper().isModified());
}

void SessionRacesTest::aChangeWhileItIsSavedIsAskedAboutBeforeTheWindowCloses()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QVERIFY(at.save("s.dass-session"));
    change(at, 0.5);
    QVERIFY(!at.window->close());
    QSignalSpy saved(&at.keeper(), &SessionKeeper::saved);
    QVERIFY(at.answer("Save"));
    QVERIFY(at.keeper().isSaving());
    change(at, 0.75);
    QVERIFY(saved.wait(20000));
    QTRY_VERIFY(at.question()); // about the later one
    QVERIFY(at.window->isVisible());
    QVERIFY(at.answer("Save"));
    QTRY_VERIFY(!at.window->isVisible());
    QVERIFY(contents(at.shell.path("s.dass-session")).contains("\"threshold\": 0.75"));
}

void SessionRacesTest::correctionsOfAMissingRecordingStayWhenItIsThereAgain()
{
    SessionWindow at;
    QDir().mkpath(at.shell.path("in"));
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("in/a.wav", 4)}));
    QTRY_VERIFY(at.shell.session->corrections().canEdit());
    at.shell.session->corrections().add(1, {8000, 16000});
    QVERIFY(at.save("s.dass-session"));
    QVERIFY(at.window->close());
    QVERIFY(QFile::rename(at.shell.path("in"), at.shell.path("away")));
    at.start();
    QVERIFY(at.open(at.shell.path("s.dass-session")));
    EventCorrections& corrections = at.shell.session->corrections();
    QTRY_VERIFY(corrections.canEdit());
    corrections.add(2, {8000, 16000});
    QCOMPARE(corrections.count(), 2);

    QVERIFY(QFile::rename(at.shell.path("away"), at.shell.path("in")));
    at.shell.session->retry(at.shell.session->current());
    QTRY_VERIFY(at.shell.recording(0).fileBytes >= 0);
    QTRY_VERIFY(corrections.canEdit()); // the file of its size has been read
    QCOMPARE(corrections.count(), 2);
}

void SessionRacesTest::whatIsEditedWhileASessionIsReadIsAskedAbout()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    QTRY_COMPARE(at.shell.session->model().state(), ModelState::Ready);
    at.shell.session->open({at.shell.makeRecording("b.wav", 1)});
    QVERIFY(at.save("b.dass-session"));
    at.keeper().startAnew();
    QTRY_VERIFY(at.shell.session->recordings().empty());
    at.shell.session->open({at.shell.makeRecording("a.wav", 1)});
    QTRY_VERIFY(at.shell.recording(0).info.has_value());
    QVERIFY(at.save("a.dass-session"));

    at.window->sessions().openSession(at.shell.path("b.dass-session"));
    QVERIFY(at.keeper().isBusy() && !at.question()); // nothing would be lost
    at.shell.session->tags().setColour(0, 3);
    QTRY_VERIFY(at.question()); // now something would
    QCOMPARE(namesOf(*at.shell.session), QStringList{"a.wav"});
    QVERIFY(at.keeper().isModified());
    QCOMPARE(at.keeper().file(), at.shell.path("a.dass-session"));
    QVERIFY(at.answer("Save"));
    QTRY_COMPARE(namesOf(*at.shell.session), QStringList{"b.wav"});
    QTRY_VERIFY(!at.keeper().isBusy());
    QVERIFY(contents(at.shell.path("a.dass-session")).contains("\"colour\": 3"));
    QCOMPARE(at.problems, QStringList());
}

// A model brings the lists and colours that are remembered for its tags, maybe while a session is read.
void SessionRacesTest::whatIsRememberedOfTagsIsNoEdit()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("a.wav", 1)});
    QTRY_COMPARE(at.shell.session->model().state(), ModelState::Ready);
    at.shell.session->tags().setColour(0, 3);
    at.shell.session->tags().setLists({.kept = {0, 1}, .leftOut = {}});
    QVERIFY(at.save("a.dass-session"));
    QVERIFY(at.window->close());
    at.start(); // a model is being loaded
    QTRY_COMPARE(at.shell.session->model().state(), ModelState::Ready);
    QVERIFY(!at.shell.session->tags().lists().isEmpty());
    QVERIFY(!at.keeper().isModified());
}

// Only the thread that would read it can tell.
void SessionRacesTest::aFolderThatIsCalledLikeASessionIsAFolder()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    QVERIFY(QDir().mkpath(at.shell.path("night.dass-session")));
    at.shell.makeRecording("night.dass-session/a.wav", 1);
    at.window->sessions().openPaths({at.shell.path("night.dass-session"), at.shell.makeRecording("b.wav", 1)});
    QTRY_COMPARE(namesOf(*at.shell.session), (QStringList{"b.wav", "a.wav"}));
    QVERIFY(!at.keeper().isBusy());
    QVERIFY(at.keeper().file().isEmpty());
    QVERIFY(at.shell.settings.recentSessions().isEmpty());
    QCOMPARE(at.problems, QStringList());
}

void SessionRacesTest::aNameIsForTheSessionThatItsDialogWasOpenedFor()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("b.wav", 1)});
    QVERIFY(at.save("b.dass-session"));
    at.keeper().startAnew();
    QTRY_VERIFY(at.shell.session->recordings().empty());
    at.shell.session->open({at.shell.makeRecording("a.wav", 1)});

    QSignalSpy told(&at.window->sessions(), &SessionActions::noticed);
    at.keeper().open(at.shell.path("b.dass-session"));
    const auto isOpened = [&] { return namesOf(*at.shell.session) == QStringList{"b.wav"} && !at.keeper().isBusy(); };
    QVERIFY(saveAs(at, "mine", isOpened));
    QVERIFY(!at.keeper().isSaving());
    QCOMPARE(told.count(), 1);
    QVERIFY2(told.first().first().toString().contains("mine.dass-session"),
             qPrintable(told.first().first().toString()));
    QCOMPARE(at.keeper().file(), at.shell.path("b.dass-session"));

    const auto isClosed = [&] {
        at.keeper().startAnew();
        return at.shell.session->recordings().empty();
    };
    QVERIFY(saveAs(at, "mine", isClosed));
    QVERIFY(!at.keeper().isSaving());
    QCOMPARE(told.count(), 2);
    QVERIFY(!QFile::exists(at.shell.path("mine.dass-session")));
    QCOMPARE(at.problems, QStringList());
}

void SessionRacesTest::aSavingThatEndsMeanwhileLeavesTheNameItsSession()
{
    SessionWindow at;
    at.shell.settings.setTagWhenOpened(false);
    at.shell.session->open({at.shell.makeRecording("a.wav", 1)});
    QSignalSpy told(&at.window->sessions(), &SessionActions::noticed);
    at.keeper().save(at.shell.path("a.dass-session"));
    QVERIFY(saveAs(at, "mine", [&] { return !at.keeper().isSaving(); }));
    QTRY_COMPARE(at.keeper().file(), at.shell.path("mine.dass-session"));
    QVERIFY(contents(at.shell.path("mine.dass-session")).contains("a.wav"));
    QCOMPARE(told.count(), 0);
}

QTEST_MAIN(SessionRacesTest)
#include "session_races_test.moc"
