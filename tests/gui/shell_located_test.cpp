#include "tests/gui/playback_fixture.h"
#include "tests/gui/shell_fixture.h"
#include "ui/mainwindow/listen_menu.h"
#include "ui/mainwindow/playback_controller.h"
#include "ui/mainwindow/speed_menu.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>

using namespace dass;

// Playback of a recording that lies elsewhere now.
class ShellLocatedTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void playsItFromWhereItIsNow();
};

void ShellLocatedTest::playsItFromWhereItIsNow()
{
    ShellFixture shell;
    PlotStack stack;
    QAction back;
    QAction play;
    QAction forward;
    QAction loop;
    SpeedMenu speed(1, 0);
    ListenMenu listen({});
    TransportBar bar({&back, &play, &forward, &loop, &speed, &listen}, 1);
    auto device = std::make_unique<FakeOutput>();
    FakeOutput& output = *device;
    PlaybackController playback(*shell.session, &stack, &bar, std::move(device), nullptr);
    QSignalSpy notices(&playback, &PlaybackController::noticed);
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    playback.seek(16000);
    QVERIFY(QFile::rename(shell.path("a.wav"), shell.path("b.wav")));
    QVERIFY(shell.session->relocate(shell.session->current(), shell.path("b.wav"), FileState::There));
    QCOMPARE(playback.position(), 16000);
    playback.toggle();
    QTRY_VERIFY((output.advance(1200), output.played.size() > 1200 || !notices.isEmpty()));
    QCOMPARE(notices.count(), 0);
}

QTEST_MAIN(ShellLocatedTest)
#include "shell_located_test.moc"
