#include "tests/gui/every_dialog.h"
#include "tests/gui/session_window.h"
#include "ui/style/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QTimer>
#include <QWheelEvent>

#include <atomic>
#include <map>
#include <random>

using namespace dass;

namespace {

// DASS_RANDOM_SEED and DASS_RANDOM_STEPS ask for other, and longer, use.
int asked(const char* name, int otherwise)
{
    bool is = false;
    const int value = qEnvironmentVariableIntValue(name, &is);
    return is ? value : otherwise;
}

// What opens something that is answered by hand, or ends the program, is not asked for.
bool isSafe(const QAction& action)
{
    static const QStringList kNot{"file.quit", "view.full_screen", "help.about", "help.shortcuts"};
    return action.isEnabled() && !action.text().contains(QChar(0x2026)) && !kNot.contains(action.objectName()) &&
           !action.objectName().startsWith(QLatin1String("theme."));
}

} // namespace

// Everything in an order that nobody thought of: opened, run, paused, cancelled, closed, switched, reopened, zoomed,
// corrected, with real recordings, broken ones and ones that go away. Nothing may crash, no lists may disagree, and
// whatever was tagged to its end has the numbers that it has when it is tagged alone.
class RandomUseTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsItsPromises();

private:
    void step(SessionWindow& at);
    void openSome(SessionWindow& at);
    void touchPlots(SessionWindow& at);
    void changeSettings(SessionWindow& at);
    void check(const SessionWindow& at);
    static bool rests(const SessionWindow& at);

    int below(int count) { return static_cast<int>(m_random() % static_cast<unsigned>(count)); }
    OpenRecording* some(const SessionWindow& at)
    {
        const auto& all = at.shell.session->recordings();
        return all.empty() ? nullptr : all[static_cast<std::size_t>(below(static_cast<int>(all.size())))].get();
    }

    std::mt19937 m_random;
    QStringList m_files;
    std::map<QString, std::vector<float>> m_rows; // of each file, tagged alone
    QStringList m_did;
};

void RandomUseTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void RandomUseTest::openSome(SessionWindow& at)
{
    QStringList files;
    for (int i = below(4); i >= 0; --i)
        files << m_files[below(static_cast<int>(m_files.size()))];
    if (below(6) == 0)
        files << at.shell.folder.path();
    at.shell.session->open(files);
}

void RandomUseTest::touchPlots(SessionWindow& at)
{
    const QPoint point(120 + below(400), 20 + below(300));
    QWidget* under = at.stack()->childAt(point);
    switch (under ? below(3) : 3) {
    case 0: {
        QWheelEvent wheel(point, at.stack()->mapToGlobal(point), {}, {0, below(2) == 0 ? 120 : -120}, Qt::NoButton,
                          below(2) == 0 ? Qt::NoModifier : Qt::ShiftModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(under, &wheel);
        break;
    }
    case 1:
        QTest::mouseClick(under, Qt::LeftButton, {}, point);
        break;
    case 2: {
        QTest::mousePress(under, Qt::LeftButton, {}, point);
        QTest::mouseMove(under, point + QPoint(30, 5));
        QTest::mouseRelease(under, Qt::LeftButton, {}, point + QPoint(30, 5));
        break;
    }
    default:
        break;
    }
}

void RandomUseTest::changeSettings(SessionWindow& at)
{
    ViewSettings view = at.shell.session->viewSettings();
    view.threshold = 0.1 * below(9);
    view.topK = below(3);
    view.rollUp = below(2) == 0;
    view.mergeGapSeconds = below(3);
    view.smoothing = below(2) == 0 ? Smoothing::None : Smoothing::Median;
    at.shell.session->setViewSettings(view);
    if (below(4) == 0) {
        RunSettings run = at.shell.session->runSettings();
        run.threads = below(2);
        at.shell.session->setRunSettings(run);
    }
}

void RandomUseTest::step(SessionWindow& at)
{
    AnalyzeSession& session = *at.shell.session;
    const int what = below(24);
    m_did << QString::number(what);
    OpenRecording* recording = some(at);
    switch (what) {
    case 0:
    case 1:
        return openSome(at);
    case 2:
    case 3:
        return session.run();
    case 4:
        return session.cancel();
    case 5:
        return session.setPaused(!session.runs().isPaused());
    case 6:
        if (recording)
            session.remove(recording);
        return;
    case 7:
        if (recording)
            session.setCurrent(recording);
        return;
    case 8:
        if (recording)
            session.move(recording, below(5));
        return;
    case 9:
        if (recording)
            below(2) == 0 ? session.retry(recording) : session.run(recording);
        return;
    case 10:
        if (below(3) == 0) {
            at.start(); // as after a crash, or an end
            at.window->resize(700 + below(900), 400 + below(700));
        }
        return;
    case 11:
        if (below(3) == 0 && !session.recordings().empty())
            at.save(QStringLiteral("s%1.dass-session").arg(below(2)));
        return;
    case 12:
        if (const QString file = at.shell.path(QStringLiteral("s%1.dass-session").arg(below(2))); QFile::exists(file))
            at.keeper().open(file);
        return;
    case 13:
        return session.setModel(below(2) == 0 ? QStringLiteral("fake") : QStringLiteral("other"));
    case 14:
    case 15:
        return changeSettings(at);
    case 16:
    case 17:
    case 18:
        return touchPlots(at);
    case 19: { // a file that goes away, and comes again
        const QString file = at.shell.path("going.wav");
        QFile::exists(file) ? QFile::remove(file) : QFile::copy(m_files.first(), file);
        return;
    }
    default: {
        QList<QAction*> all = menuActions(*at.window);
        all.removeIf([](const QAction* action) { return !isSafe(*action); });
        if (all.empty())
            return;
        QAction* action = all[below(static_cast<int>(all.size()))];
        m_did.last() += ' ' + action->objectName();
        action->trigger();
    }
    }
}

void RandomUseTest::check(const SessionWindow& at)
{
    const QByteArray did = m_did.join(", ").toUtf8();
    const AnalyzeSession& session = *at.shell.session;
    const auto& all = session.recordings();
    const QAbstractItemView* list = viewNamed(*at.window, "Recordings");
    QVERIFY2(list->model()->rowCount() == static_cast<int>(all.size()), did.constData());
    QVERIFY2(all.empty() == (session.current() == nullptr), did.constData());
    QVERIFY2(!session.current() || session.indexOf(session.current()) >= 0, did.constData());
    for (const auto& recording : all) {
        QVERIFY2((recording->state == RecordingState::Tagging) == (recording.get() == session.runs().running()),
                 did.constData());
        const auto alone = m_rows.find(recording->path);
        if (recording->state != RecordingState::Done || alone == m_rows.end() || !recording->hasResult() ||
            !recording->result.complete)
            continue;
        QVERIFY2(rowsOf(*recording) == alone->second, qPrintable(recording->name + ": " + m_did.join(", ")));
    }
}

// Nothing that a thread does changes what there is, until somebody asks for something.
bool RandomUseTest::rests(const SessionWindow& at)
{
    const AnalyzeSession& session = *at.shell.session;
    return (!session.runs().running() || session.runs().isPaused()) && session.model().state() != ModelState::Loading &&
           !at.keeper().isBusy();
}

void RandomUseTest::keepsItsPromises()
{
    const int seed = asked("DASS_RANDOM_SEED", 1);
    const int steps = asked("DASS_RANDOM_STEPS", 120);
    m_random.seed(static_cast<unsigned>(seed));
    std::atomic<int> calls = 0;
    SessionWindow at([&] {
        ++calls;
        QThread::msleep(2); // a model that takes its time, so that there is something to break in on
    });
    for (int i = 0; i < 4; ++i)
        m_files << at.shell.makeRecording(QStringLiteral("r%1.wav").arg(i), 3 + 9 * i);
    QVERIFY(at.shell.waitForBatch(m_files));
    for (const auto& recording : at.shell.session->recordings()) {
        QCOMPARE(recording->state, RecordingState::Done);
        m_rows[recording->path] = rowsOf(*recording);
    }
    m_files << at.shell.makeBrokenFile("broken.wav") << at.shell.path("missing.wav")
            << at.shell.makeRecording("going.wav", 12);

    QTimer closer; // of dialogs that wait for an answer
    closer.callOnTimeout([] {
        if (QWidget* popup = QApplication::activePopupWidget())
            popup->close();
        if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget()))
            dialog->reject();
    });
    closer.start(15);
    for (int i = 0; i < steps; ++i) {
        step(at);
        QTest::qWait(0);
        if (below(4) == 0) { // it may get on a little, and something beside it may end
            const int enough = calls + 1 + below(20);
            static_cast<void>(QTest::qWaitFor([&] { return calls >= enough || rests(at); }, 500));
        }
        check(at);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("step %1 of seed %2").arg(i).arg(seed)));
    }
    // And at its end it still does what it is there for.
    at.start();
    at.shell.session->open({m_files[1]});
    QTRY_VERIFY_WITH_TIMEOUT(at.shell.session->model().state() == ModelState::Ready, 20000);
    at.shell.session->run(at.shell.session->current());
    QTRY_VERIFY_WITH_TIMEOUT(at.shell.recording(0).state == RecordingState::Done && !at.shell.session->runs().running(),
                             20000);
    check(at);
}

QTEST_MAIN(RandomUseTest)
#include "random_use_test.moc"
