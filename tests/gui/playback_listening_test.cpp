#include "tests/gui/playing_window.h"
#include "ui/mainwindow/listen_menu.h"
#include "ui/mainwindow/speed_menu.h"
#include "ui/style/theme.h"

#include <QToolButton>

using namespace dass;

namespace {

// Whether all that was heard are these channels of the recording, left and right, from this play head on.
bool heardAreChannels(const PlayingWindow& at, std::int64_t playhead, int left, int right)
{
    const FakeOutput& output = *at.output;
    for (std::size_t i = 0; i < output.played.size(); ++i) {
        const std::int64_t sample = playhead * 3 + static_cast<std::int64_t>(i);
        if (output.played[i] != static_cast<float>(channelSample(sample, left)) / 32768.0F ||
            output.right[i] != static_cast<float>(channelSample(sample, right)) / 32768.0F)
            return false;
    }
    return !output.played.empty();
}

// The button that says which channels are heard; null where there is nothing to choose.
QToolButton* choiceIn(const TransportBar& bar)
{
    for (auto* button : bar.findChildren<QToolButton*>())
        if (button->accessibleName().startsWith(QLatin1String("Listen to")) && button->isVisible())
            return button;
    return nullptr;
}

} // namespace

// Which channels of a recording are heard, as a person chooses it in the window.
class PlaybackListeningTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void hearsTheTaggedChannelOrAnother();
    void keepsWhatIsListenedTo();
    void givesWayInANarrowBar();
};

void PlaybackListeningTest::hearsTheTaggedChannelOrAnother()
{
    PlayingWindow at;
    RunSettings run = at.shell.session->runSettings();
    run.tagging.channel = 1;
    at.shell.session->setRunSettings(run);
    QVERIFY(at.open(2));
    QTRY_VERIFY(choiceIn(*at.bar));
    QToolButton* button = choiceIn(*at.bar);
    QCOMPARE(button->accessibleName(), QStringLiteral("Listen to: channel 2"));
    QVERIFY(button->toolTip().contains(QStringLiteral("channel 2")));
    at.press(Qt::Key_Space);
    QVERIFY(at.playAtLeast(4800));
    QVERIFY(heardAreChannels(at, 0, 1, 1));

    at.press(Qt::Key_C); // the next after the last: all
    std::int64_t from = at.stack->playhead();
    QVERIFY(at.output->isRunning());
    QCOMPARE(button->accessibleName(), QStringLiteral("Listen to: all channels"));
    QVERIFY(at.playAtLeast(100));
    QVERIFY(heardAreChannels(at, from, 0, 1));

    at.press(Qt::Key_C);
    from = at.stack->playhead();
    QCOMPARE(button->accessibleName(), QStringLiteral("Listen to: channel 1"));
    QVERIFY(at.window.findChild<QAction*>("play.listen_1")->isChecked());
    QVERIFY(at.playAtLeast(100));
    QVERIFY(heardAreChannels(at, from, 0, 0));

    at.trigger("play.listen_tagged");
    QCOMPARE(button->accessibleName(), QStringLiteral("Listen to: channel 2"));
    run.tagging.channel.reset(); // and what is tagged is followed
    at.shell.session->setRunSettings(run);
    from = at.stack->playhead();
    QCOMPARE(button->accessibleName(), QStringLiteral("Listen to: all channels"));
    QVERIFY(at.playAtLeast(100));
    QVERIFY(heardAreChannels(at, from, 0, 1));
}

void PlaybackListeningTest::keepsWhatIsListenedTo()
{
    PlayingWindow at;
    QVERIFY(at.open(3));
    QTRY_VERIFY(choiceIn(*at.bar));
    at.trigger("play.listen_3");
    QVERIFY(at.shell.settings.heardChannels() == (HeardChannels{.kind = HeardChannels::Kind::One, .one = 2}));
    {
        const MainWindow next(at.shell.settings, *at.shell.session, {}, std::make_unique<FakeOutput>());
        QVERIFY(next.findChild<QAction*>("play.listen_3")->isChecked());
    }

    // A recording that does not have it is heard as it is, without a choice where it has one channel.
    at.shell.session->open({at.shell.makeRecording("mono.wav", 2)});
    QCOMPARE(at.shell.session->current()->name, QStringLiteral("mono.wav"));
    QTRY_VERIFY(at.shell.session->current()->info && !choiceIn(*at.bar));
    at.window.activateWindow(); // the other one had been
    QVERIFY(QTest::qWaitForWindowActive(&at.window));
    QTest::keyClick(at.stack, Qt::Key_Space);
    QVERIFY(at.playAtLeast(100));
    QVERIFY(at.output->played == at.output->right);
    QVERIFY(!at.window.findChild<QAction*>("play.listen_next")->isEnabled());
    QVERIFY(at.window.findChild<QAction*>("play.listen_3")->isChecked());
}

// The choice is in the menu as well.
void PlaybackListeningTest::givesWayInANarrowBar()
{
    QAction back;
    QAction play;
    QAction forward;
    QAction loop;
    SpeedMenu speed(1, 0);
    ListenMenu listen({});
    QWidget window; // in which the bar may be as narrow as it says
    TransportBar bar({&back, &play, &forward, &loop, &speed, &listen}, 1, &window);
    bar.showProgress(QStringLiteral("Tagging"), 0.5, QStringLiteral("61 × real time"), QStringLiteral("3 s left"));
    window.resize(2000, 100);
    window.show();
    const int least = bar.minimumSizeHint().width();
    const auto isAt = [&](int width) {
        bar.resize(width, bar.height());
        return bar.width() == width;
    };
    listen.setRecording(2, {});
    QTRY_VERIFY(isAt(least + 300) && choiceIn(bar));
    QTRY_COMPARE(bar.minimumSizeHint().width(), least); // as without it
    QTRY_VERIFY(isAt(least) && !choiceIn(bar));
    QTRY_VERIFY(isAt(least + 300) && choiceIn(bar));
    listen.setRecording(1, {}); // there is nothing to choose
    QTRY_VERIFY(!choiceIn(bar));
}

QTEST_MAIN(PlaybackListeningTest)
#include "playback_listening_test.moc"
