#include "tests/gui/session_window.h"
#include "ui/style/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>

#include <cstring>
#include <semaphore>

using namespace dass;

namespace {

QByteArray contentsOf(const QString& path)
{
    QFile file(path);
    return !path.isEmpty() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// Unsaved work after an end that nobody wanted.
class SessionUnsavedTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void restoresWhatAKilledProgramShowed();
    void aRunningProgramIsNoCrash();
    void restoresWorkOnASavedSession();
    void discardsIt();
    void leavesNothingWhenItIsClosed();
    void goesOnWithTheBatchThatWasUnderWay();
    void offersNothingDamaged();
    void asksBeforeItTakesThePlaceOfWhatIsOpen();
    void whatIsEditedWhileItIsReadComesFirst();
    void anotherViewIsNoReasonToCopyRows();

private:
    // The files of unsaved work in a data folder.
    static QStringList workIn(const QString& data)
    {
        QStringList all;
        const QDir folder(data + "/unsaved");
        for (const QString& name : folder.entryList({"*.dass-session"}))
            all << folder.filePath(name);
        return all;
    }
    static QString workOf(const SessionWindow& at) { return workIn(at.shell.settings.dataFolder()).value(0); }
    static QPushButton* button(const SessionWindow& at, const QString& text)
    {
        for (auto* one : at.window->findChildren<QPushButton*>())
            if (one->isVisible() && one->text() == text)
                return one;
        return nullptr;
    }
};

namespace {

// The program itself, with settings and data of its own.
class Program
{
public:
    Program()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("HOME", m_home.path());
        environment.insert("XDG_CONFIG_HOME", m_home.filePath("config"));
        environment.insert("XDG_DATA_HOME", m_home.filePath("data"));
        environment.insert("XDG_CACHE_HOME", m_home.filePath("cache"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    }
    ~Program() { kill(); }

    QString path(const QString& name) const { return m_home.filePath(name); }
    QString data() const { return m_home.filePath("data/dass-studio"); }
    void start(const QStringList& arguments) { m_process.start(DASS_STUDIO_PROGRAM, arguments); }
    void kill() // as kill -9 does
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

private:
    QTemporaryDir m_home;
    QProcess m_process;
};

// The same data in a window of this process.
struct WindowOn
{
    explicit WindowOn(const QString& data)
        : settings(data + "/settings.ini"),
          session(settings, std::make_shared<ModelStore>([](auto&&...) { return std::make_unique<FakeModel>(); })),
          window(settings, session, {})
    {
        window.show();
    }

    Settings settings;
    AnalyzeSession session;
    MainWindow window;
};

} // namespace

void SessionUnsavedTest::restoresWhatAKilledProgramShowed()
{
    Program program;
    writeWav(program.path("a.wav").toStdU16String(), glidingTone(std::size_t{16000} * 25));
    program.start({program.path("a.wav")});
    const QString unsaved = program.data();
    QTRY_VERIFY_WITH_TIMEOUT(
        !workIn(unsaved).isEmpty() && contentsOf(workIn(unsaved).first()).contains("\"state\": \"done\""), 90000);
    QVERIFY(program.isRunning());
    const QString work = workIn(unsaved).first();
    program.kill();

    // The numbers that lie on the disk.
    const QDir results(QString(work).replace(".dass-session", ".dass-results"));
    const QByteArray rows = contentsOf(results.filePath(results.entryList({"*.rows"}).value(0))).mid(65536);
    QVERIFY(rows.size() > 0);

    WindowOn at(unsaved);
    SessionKeeper& keeper = at.window.sessions().keeper();
    QTRY_VERIFY(keeper.hasLeft());
    QPushButton* restore = nullptr;
    for (auto* one : at.window.findChildren<QPushButton*>())
        if (one->isVisible() && one->text() == "Restore unsaved work")
            restore = one;
    QVERIFY(restore);
    QSignalSpy completed(&keeper, &SessionKeeper::completed);
    restore->click();
    QVERIFY(completed.wait(20000));
    QVERIFY(!keeper.hasLeft());
    QVERIFY(!restore->isVisible());
    QCOMPARE(at.session.recordings().size(), std::size_t(1));
    const OpenRecording& recording = *at.session.recordings().front();
    QCOMPARE(recording.path, program.path("a.wav"));
    QVERIFY(recording.state == RecordingState::Done);
    QByteArray shown;
    for (std::int64_t r = 0; r < recording.result.probabilities->rows(); ++r) {
        const auto row = recording.result.probabilities->row(r);
        shown.append(reinterpret_cast<const char*>(row.data()), static_cast<qsizetype>(row.size_bytes()));
    }
    QVERIFY(shown == rows);
    QCOMPARE(recording.model->classes, std::int64_t{527});
    QTRY_VERIFY(!at.session.digest().summary.empty()); // curves and tables have it
    QVERIFY(keeper.isModified() || keeper.file().isEmpty());
    QTRY_VERIFY(!QFile::exists(work)); // it is this window's now
    QTRY_COMPARE(workIn(unsaved).size(), 1);
    QVERIFY(at.window.close() || at.window.findChild<QMessageBox*>());
}

void SessionUnsavedTest::aRunningProgramIsNoCrash()
{
    Program program;
    writeWav(program.path("a.wav").toStdU16String(), glidingTone(std::size_t{16000} * 4));
    program.start({program.path("a.wav")});
    QTRY_VERIFY_WITH_TIMEOUT(!workIn(program.data()).isEmpty(), 90000);
    {
        WindowOn at(program.data());
        QTRY_VERIFY(!at.window.sessions().keeper().isBusy()); // it has looked
        QVERIFY(!at.window.sessions().keeper().hasLeft());
    }
    QVERIFY(program.isRunning());
    program.kill();
    WindowOn at(program.data());
    QTRY_VERIFY(at.window.sessions().keeper().hasLeft());
}

void SessionUnsavedTest::restoresWorkOnASavedSession()
{
    SessionWindow at;
    at.shell.settings.setView({.threshold = 0, .allTags = true});
    at.start();
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 8), at.shell.makeRecording("b.wav", 5)}));
    at.shell.session->setCurrent(at.shell.session->recordings()[0].get());
    QVERIFY(at.save("s.dass-session"));
    QTRY_VERIFY(at.shell.session->corrections().canEdit());
    at.shell.session->corrections().add(1, {16000, 32000});
    ViewSettings view = at.shell.session->viewSettings();
    view.threshold = 0.02;
    at.shell.session->setViewSettings(view);
    at.stack()->viewport()->setRange(16000, 64000);
    QTRY_VERIFY_WITH_TIMEOUT(contentsOf(workOf(at)).contains("\"start_sample\": 16000.0") &&
                                 contentsOf(workOf(at)).contains("\"threshold\": 0.02"),
                             20000);
    QTRY_COMPARE(at.shell.session->digest().corrected.size(), std::size_t(1));
    QTRY_VERIFY(at.showsEvents());
    const QStringList screen = at.screen();
    const std::vector<float> rows = at.rowsOf(0);

    at.start(); // the window went without closing
    QTRY_VERIFY(at.keeper().hasLeft());
    QVERIFY(at.showsText("ended before your work was saved"));
    QVERIFY(at.shell.session->recordings().empty());
    QSignalSpy completed(&at.keeper(), &SessionKeeper::completed);
    button(at, "Restore unsaved work")->click();
    QVERIFY(completed.wait(20000));
    QVERIFY(at.settled());
    QTRY_COMPARE(at.screen(), screen);
    QVERIFY(at.rowsOf(0) == rows);
    QCOMPARE(at.keeper().file(), at.shell.path("s.dass-session"));
    QVERIFY(at.keeper().isModified());
    QVERIFY(at.window->isWindowModified());
    QVERIFY(at.save("s.dass-session"));
    QTRY_COMPARE(workIn(at.shell.settings.dataFolder()), QStringList());
    QCOMPARE(at.problems, QStringList());
}

void SessionUnsavedTest::discardsIt()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QTRY_VERIFY_WITH_TIMEOUT(contentsOf(workOf(at)).contains("\"state\": \"done\""), 20000);
    at.start();
    QTRY_VERIFY(at.keeper().hasLeft());
    button(at, "Discard")->click();
    QVERIFY(!at.keeper().hasLeft());
    QVERIFY(!button(at, "Discard"));
    QTRY_COMPARE(QDir(at.shell.settings.dataFolder() + "/unsaved").entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList());
    at.start();
    QTRY_VERIFY(!at.keeper().isBusy());
    QVERIFY(!at.keeper().hasLeft());
}

void SessionUnsavedTest::leavesNothingWhenItIsClosed()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QTRY_VERIFY_WITH_TIMEOUT(!workOf(at).isEmpty(), 20000);
    QVERIFY(at.window->close());
    at.window.reset(); // waits until it is gone
    QCOMPARE(QDir(at.shell.settings.dataFolder() + "/unsaved").entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList());
    at.start();
    QTRY_VERIFY(!at.keeper().isBusy());
    QVERIFY(!at.keeper().hasLeft());
}

void SessionUnsavedTest::goesOnWithTheBatchThatWasUnderWay()
{
    std::counting_semaphore<> turns(3);
    SessionWindow at([&] { turns.acquire(); });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    at.shell.session->open({at.shell.makeRecording("a.wav", 2), at.shell.makeRecording("b.wav", 4)});
    QTRY_COMPARE(at.shell.recording(0).state, RecordingState::Done);
    QTRY_VERIFY_WITH_TIMEOUT(contentsOf(workOf(at)).contains("\"state\": \"done\""), 20000);
    turns.release(1000);
    at.start();
    QTRY_VERIFY(at.keeper().hasLeft());
    QTRY_COMPARE(at.shell.session->batchKeeper().leftRecordings(), 2);
    QVERIFY(button(at, "Restore unsaved work")); // one offer, for both
    QVERIFY(!button(at, "Forget it"));
    button(at, "Restore unsaved work")->click();
    QTRY_COMPARE(at.shell.session->recordings().size(), std::size_t(2));
    QTRY_VERIFY(at.shell.session->doneCount() == 2);
    QCOMPARE(at.shell.recording(1).result.probabilities->rows(), std::int64_t{4});
    QCOMPARE(at.shell.session->batchKeeper().leftRecordings(), 0);
}

void SessionUnsavedTest::offersNothingDamaged()
{
    SessionWindow at;
    QVERIFY(QDir().mkpath(at.shell.settings.dataFolder() + "/unsaved"));
    QFile bad(at.shell.settings.dataFolder() + "/unsaved/work-1-2.dass-session");
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("{\"format\": \"dass-sess");
    bad.close();
    at.start();
    QTRY_VERIFY(at.keeper().hasLeft());
    button(at, "Restore unsaved work")->click();
    QTRY_COMPARE(at.problems.size(), 1);
    QVERIFY2(at.problems.first().contains("work-1-2.dass-session"), qPrintable(at.problems.first()));
    QVERIFY(QFile::exists(bad.fileName())); // a person may still want to look at it
    QVERIFY(!at.keeper().hasLeft());
    QVERIFY(at.shell.session->recordings().empty());
}

void SessionUnsavedTest::asksBeforeItTakesThePlaceOfWhatIsOpen()
{
    SessionWindow at;
    const auto names = [&] {
        QStringList all;
        for (const auto& recording : at.shell.session->recordings())
            all << recording->name;
        return all;
    };
    // Earlier work on a.wav is left, and b.wav is open.
    const auto begin = [&] {
        at.start();
        QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
        QTRY_VERIFY_WITH_TIMEOUT(contentsOf(workOf(at)).contains("\"state\": \"done\""), 20000);
        at.start();
        QTRY_VERIFY(at.keeper().hasLeft());
        QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("b.wav", 3)}));
        QVERIFY(!at.keeper().isModified());
    };
    begin();
    button(at, "Restore unsaved work")->click();
    QVERIFY(at.question());
    QVERIFY(at.question()->informativeText().startsWith("1 recording is open now"));
    QVERIFY(at.answer("Cancel"));
    QTRY_VERIFY(!at.question());
    QCOMPARE(names(), QStringList{"b.wav"});
    QVERIFY(at.keeper().hasLeft());

    const std::vector<float> b = at.rowsOf(0);
    button(at, "Restore unsaved work")->click();
    QVERIFY(at.answer("Restore and keep them open"));
    QTRY_COMPARE(names(), (QStringList{"a.wav", "b.wav"}));
    QCOMPARE(at.shell.session->current()->name, QString("a.wav"));
    QTRY_VERIFY(at.shell.session->doneCount() == 2);
    QVERIFY(at.rowsOf(1) == b);
    QVERIFY(at.window->close() || at.answer("Don’t save"));

    begin();
    button(at, "Restore unsaved work")->click();
    QVERIFY(at.answer("Replace them"));
    QTRY_COMPARE(names(), QStringList{"a.wav"});
    QCOMPARE(at.problems, QStringList());
}

void SessionUnsavedTest::whatIsEditedWhileItIsReadComesFirst()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QTRY_VERIFY_WITH_TIMEOUT(contentsOf(workOf(at)).contains("\"state\": \"done\""), 20000);
    at.start();
    QTRY_VERIFY(at.keeper().hasLeft());
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("b.wav", 3)}));
    QSignalSpy told(&at.window->sessions(), &SessionActions::noticed);
    button(at, "Restore unsaved work")->click();
    QVERIFY(at.answer("Restore and keep them open"));
    QVERIFY(at.window->sessions().continuesBatch() && !at.keeper().hasLeft());
    at.shell.session->tags().setColour(0, 3);
    QTRY_VERIFY(at.keeper().hasLeft()); // it is offered again
    QCOMPARE(told.count(), 1);
    QVERIFY(!at.window->sessions().continuesBatch());
    QCOMPARE(at.shell.session->recordings().size(), std::size_t(1));
    QVERIFY(at.keeper().isModified());
}

void SessionUnsavedTest::anotherViewIsNoReasonToCopyRows()
{
    std::counting_semaphore<> turns(3);
    SessionWindow at([&] { turns.acquire(); });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    const auto threshold = [&](double value) {
        ViewSettings view = at.shell.session->viewSettings();
        view.threshold = value;
        at.shell.session->setViewSettings(view);
        return QTest::qWaitFor(
            [&] { return contentsOf(workOf(at)).contains("\"threshold\": " + QByteArray::number(value)); }, 20000);
    };
    const auto files = [&] {
        const QDir results(workOf(at).replace(".dass-session", ".dass-results"));
        QStringList all;
        for (const QFileInfo& file : results.entryInfoList({"*.rows"}))
            all << file.fileName() + ' ' + QString::number(file.size());
        return all;
    };
    const auto sizeOf = [](qsizetype rows) {
        return QString::number(65536 + rows * static_cast<qsizetype>(FakeModel::kClasses * sizeof(float)));
    };
    at.shell.session->open({at.shell.makeRecording("a.wav", 30)});
    QTRY_COMPARE(at.rowsOf(0).size(), std::size_t(3 * FakeModel::kClasses));
    QVERIFY(threshold(0.125));
    QTRY_VERIFY(files().size() == 1 && files().first().endsWith(sizeOf(3)));
    const QStringList three = files();

    turns.release(2);
    QTRY_COMPARE(at.rowsOf(0).size(), std::size_t(5 * FakeModel::kClasses));
    at.stack()->viewport()->setRange(16000, 32000);
    QTRY_VERIFY_WITH_TIMEOUT(contentsOf(workOf(at)).contains("\"start_sample\": 16000.0"), 20000);
    QCOMPARE(files(), three);

    QVERIFY(threshold(0.25)); // a change that counts brings what there is
    QTRY_VERIFY(files().size() == 1 && files().first().endsWith(sizeOf(5))); // the old ones go last
    const QStringList five = files();
    QVERIFY(threshold(0.375)); // no more rows since: the same file
    QCOMPARE(files(), five);
}

QTEST_MAIN(SessionUnsavedTest)
#include "session_unsaved_test.moc"
