#include "tests/gui/find_in_window.h"
#include "tests/gui/playing_window.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/events_panel.h"
#include "ui/mainwindow/notice_bar.h"
#include "ui/mainwindow/transport_bar.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/text_format.h"

#include <QAction>
#include <QSlider>
#include <QToolButton>
#include <QTreeView>

#include <cmath>

using namespace dass;

namespace {

constexpr std::int64_t kLength = std::int64_t{16000} * kSeconds;

ElidedLabel* labelIn(const QWidget& parent, const QString& text)
{
    for (auto* label : parent.findChildren<ElidedLabel*>())
        if (label->text() == text && label->isVisible())
            return label;
    return nullptr;
}

} // namespace

// Playback as a person steers it in the window: keys, cursor, times, loops, and what there is without a sound card.
class PlaybackWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void spacePlaysAndTheCursorIsWhatIsHeard();
    void goesOnFromWhereOnePoints();
    void loopsTheSelection();
    void loopsTheChosenEvent();
    void speedAndGainReachThePlayer();
    void volumeReachesTheDevice();
    void saysThatThereIsNoDevice();
    void saysThatTheDeviceWentAway();
    void anotherRecordingIsSilent();
    void longWordsLeaveTheTimesTheirRoom();
};

void PlaybackWindowTest::spacePlaysAndTheCursorIsWhatIsHeard()
{
    PlayingWindow at;
    QVERIFY(at.open());
    QVERIFY(labelIn(*at.bar, sampleClockText(0)));
    at.press(Qt::Key_Space);
    QVERIFY(at.output->isRunning());
    QVERIFY(at.playAtLeast(48000)); // a second
    QVERIFY(at.hasPlayed(0, kRate * kSeconds));
    const auto heard = static_cast<std::int64_t>(at.output->played.size()) / 3;
    QTRY_VERIFY(at.stack->playhead() >= heard);
    QVERIFY(at.stack->playhead() <= heard + 1600); // a clock may run ahead of a device that stands still by 0.1 s

    at.press(Qt::Key_Space);
    QVERIFY(at.output->suspended);
    const std::int64_t paused = at.stack->playhead();
    QVERIFY(labelIn(*at.bar, sampleClockText(paused)));
    at.press(Qt::Key_Space);
    QVERIFY(!at.output->suspended);
    QVERIFY(at.playToTheEnd());
    QCOMPARE(at.stack->playhead(), kLength);
    QVERIFY(labelIn(*at.bar, sampleClockText(kLength)));

    at.press(Qt::Key_Space); // from the start again
    QVERIFY(at.playAtLeast(100));
    QVERIFY(at.hasPlayed(0, kRate * kSeconds));
}

void PlaybackWindowTest::goesOnFromWhereOnePoints()
{
    PlayingWindow at;
    QVERIFY(at.open());
    emit at.stack->seekRequested(16000);
    QCOMPARE(at.stack->playhead(), std::int64_t{16000});
    QVERIFY(!at.output->isRunning());
    at.press(Qt::Key_Space);
    QVERIFY(at.playAtLeast(100));
    QVERIFY(at.hasPlayed(kRate, kRate * kSeconds));
    emit at.stack->seekRequested(32000);
    QVERIFY(at.output->isRunning());
    QVERIFY(at.playAtLeast(100));
    QVERIFY(at.hasPlayed(2 * kRate, kRate * kSeconds));
    at.press(Qt::Key_Home);
    QVERIFY(at.playAtLeast(100));
    QVERIFY(at.hasPlayed(0, kRate * kSeconds));
}

void PlaybackWindowTest::loopsTheSelection()
{
    PlayingWindow at;
    QVERIFY(at.open());
    at.stack->setSelection({16000, 16800});
    emit at.stack->selectionChanged({16000, 16800});
    at.press(Qt::Key_L);
    QVERIFY(at.shell.settings.loop());
    at.press(Qt::Key_P);
    QVERIFY(at.playAtLeast(3 * 2400));
    QVERIFY(at.hasPlayed(kRate, 2400));
    QTRY_VERIFY(at.stack->playhead() >= 16000 && at.stack->playhead() <= 16800); // at the next tick
    at.press(Qt::Key_L);
    QVERIFY(at.playToTheEnd());
    QCOMPARE(at.stack->playhead(), std::int64_t{16800});
}

void PlaybackWindowTest::loopsTheChosenEvent()
{
    PlayingWindow at;
    QVERIFY(at.open());
    ViewSettings view = at.shell.session->viewSettings();
    view.allTags = true;
    at.shell.session->setViewSettings(view);
    at.shell.session->setModel(QStringLiteral("fake"));
    at.shell.session->run(at.shell.session->current()); // once it is there
    QTRY_COMPARE(at.shell.recording(0).state, RecordingState::Done);
    QTRY_VERIFY(at.shell.session->corrections().canEdit());
    at.shell.session->corrections().add(1, {24000, 24800});
    auto* table = qobject_cast<QTreeView*>(at.window.analyzeView()->events()->table());
    const auto* rows = qobject_cast<EventsModel*>(table->model());
    const Event event{24000, 24800, 1, 0, 0};
    const auto row = [&] {
        const int found = rows->rowOf(event);
        return found >= 0 && rows->event(found).endSample == event.endSample ? found : -1;
    };
    QTRY_VERIFY(row() >= 0);
    table->setFocus();
    table->setCurrentIndex(rows->index(row() == 0 ? 1 : 0, EventsModel::Tag)); // the one that was added is current
    table->setCurrentIndex(rows->index(row(), EventsModel::Tag));
    QCOMPARE(at.stack->playhead(), event.startSample);
    QCOMPARE(at.stack->selection(), (SampleSpan{event.startSample, event.endSample}));
    at.press(Qt::Key_L);
    at.press(Qt::Key_P);
    QVERIFY(at.playAtLeast(3 * 2400));
    QVERIFY(at.hasPlayed(event.startSample * 3, 2400));
    QTRY_VERIFY(at.stack->playhead() >= event.startSample && at.stack->playhead() <= event.endSample);
}

void PlaybackWindowTest::speedAndGainReachThePlayer()
{
    PlayingWindow at;
    QVERIFY(at.open());
    at.trigger("play.gain_12");
    at.press(Qt::Key_Space);
    QVERIFY(at.playAtLeast(4800));
    QVERIFY(at.hasPlayed(0, kRate * kSeconds, std::pow(10.0F, 12 / 20.0F)));
    at.press(Qt::Key_Space);
    at.trigger("play.gain_0");
    at.trigger("play.speed_2");
    QCOMPARE(at.shell.settings.playbackSpeed(), 2.0);
    QCOMPARE(at.shell.settings.playbackGain(), 0.0);
    emit at.stack->seekRequested(8000);
    at.press(Qt::Key_Space);
    QVERIFY(at.playAtLeast(24000)); // half a second of sound is a second of the recording
    const double heard = 8000 + static_cast<double>(at.output->played.size()) / 3 * 2;
    QTRY_VERIFY(static_cast<double>(at.stack->playhead()) >= heard - 32);
    QVERIFY(static_cast<double>(at.stack->playhead()) <= heard + 3200 + 16);
}

void PlaybackWindowTest::volumeReachesTheDevice()
{
    PlayingWindow at;
    QVERIFY(at.open());
    QToolButton* mute = nullptr;
    for (auto* button : at.bar->findChildren<QToolButton*>())
        if (button->accessibleName() == QLatin1String("Mute"))
            mute = button;
    auto* volume = at.bar->findChild<QSlider*>();
    QVERIFY(mute && volume);
    volume->setValue(80);
    const double loud = at.output->volume;
    volume->setValue(30);
    QVERIFY(at.output->volume > 0 && at.output->volume < loud);
    QCOMPARE(at.shell.settings.volume(), 0.3);
    mute->click();
    QCOMPARE(at.output->volume, 0.0);
}

void PlaybackWindowTest::saysThatThereIsNoDevice()
{
    PlayingWindow at;
    QVERIFY(at.open());
    const auto* notices = at.window.findChild<NoticeBar*>();
    at.output->present = false;
    at.press(Qt::Key_Space);
    QVERIFY(!at.output->isRunning());
    QVERIFY(labelIn(*notices, QStringLiteral("Nothing can be heard.")));
    QVERIFY(labelIn(*notices, QStringLiteral("no output")));
    emit at.stack->seekRequested(32000); // and all else goes on
    QCOMPARE(at.stack->playhead(), std::int64_t{32000});
    QVERIFY(labelIn(*at.bar, sampleClockText(32000)));
}

void PlaybackWindowTest::saysThatTheDeviceWentAway()
{
    PlayingWindow at;
    QVERIFY(at.open());
    at.press(Qt::Key_Space);
    QVERIFY(at.playAtLeast(100));
    emit at.output->failed(QStringLiteral("gone"));
    QVERIFY(!at.output->isRunning());
    QVERIFY(labelIn(*at.window.findChild<NoticeBar*>(), QStringLiteral("gone")));
    at.press(Qt::Key_Space); // there again
    QVERIFY(at.output->isRunning());
}

void PlaybackWindowTest::anotherRecordingIsSilent()
{
    PlayingWindow at;
    QVERIFY(at.open());
    at.press(Qt::Key_Space);
    QVERIFY(at.playAtLeast(4800));
    at.shell.session->open({at.shell.makeRecording("other.wav", 2)});
    QCOMPARE(at.shell.session->current()->name, QStringLiteral("other.wav"));
    QVERIFY(!at.output->isRunning());
    QCOMPARE(at.stack->playhead(), std::int64_t{0});
}

void PlaybackWindowTest::longWordsLeaveTheTimesTheirRoom()
{
    PlayingWindow at;
    QVERIFY(at.open());
    at.window.resize(1280, 800); // the screen may have made it smaller
    const ElidedLabel* time = labelIn(*at.bar, sampleClockText(0));
    const ElidedLabel* length = labelIn(*at.bar, QStringLiteral("/ ") + sampleClockText(kLength, false));
    QVERIFY(time && length);
    const QString words(400, 'w');
    const auto fits = [&] {
        const ElidedLabel* what = labelIn(*at.bar, words);
        const auto isWhole = [](const QWidget* one) { return one->width() >= one->sizeHint().width(); };
        return what && isWhole(time) && isWhole(length) && !isWhole(what) &&
               at.bar->rect().contains(QRect(what->mapTo(at.bar, QPoint()), what->size()));
    };
    at.bar->showIdle(words);
    QTRY_VERIFY(fits());
    at.bar->showProgress(words, 0.5, QStringLiteral("61 × real time"), QStringLiteral("12 min 3 s left"));
    QTRY_VERIFY(fits());
    for (const char* other : {"61 × real time", "12 min 3 s left"}) {
        const ElidedLabel* label = labelIn(*at.bar, QString::fromUtf8(other));
        QVERIFY(label);
        QTRY_VERIFY(label->width() >= label->sizeHint().width());
    }
    at.bar->setSelection(QStringLiteral("Selection"), 0, 16000);
    QTRY_VERIFY(fits());
}

QTEST_MAIN(PlaybackWindowTest)
#include "playback_window_test.moc"
