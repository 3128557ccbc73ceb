#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/file_panel.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/start_dialog.h"
#include "ui/mainwindow/time_dialog.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/stack_state.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/start_text.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace dass;

namespace {

constexpr int kHalfPastFour = 4 * 3600 + 30 * 60;

bool says(const QWidget& window, const QString& text)
{
    for (const auto* label : window.findChildren<ElidedLabel*>())
        if (label->text() == text)
            return true;
    return false;
}

// As it is drawn: what lies above and below may still change.
QImage rulerOf(PlotStack& stack)
{
    using namespace stackmetrics;
    const int top = kTopMargin + kOverviewHeight + kProgressHeight + kRulerGap;
    return stack.grab(QRect(kGutter, top, stack.width() - kGutter - kRightMargin, kRulerHeight)).toImage();
}

QPushButton* buttonNamed(const QWidget& window, const QString& text)
{
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QLineEdit* fieldNamed(const QWidget& window, const QString& name)
{
    for (auto* field : window.findChildren<QLineEdit*>())
        if (field->accessibleName() == name)
            return field;
    return nullptr;
}

} // namespace

// Times of day in the window.
class ShellClockTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void findsTheStartOfWhatIsOpened();
    void showsTimesOfDayEverywhere();
    void takesATypedStart();
    void asksWhereNoStartIsKnown();
    void goesToATimeOfDay();
    void writesStartsForPeople();
};

void ShellClockTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void ShellClockTest::findsTheStartOfWhatIsOpened()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("20240531_043000.wav", 1), shell.makeRecording("dawn.wav", 1)});
    QTRY_VERIFY(shell.recording(0).start.has_value());
    QTRY_VERIFY(shell.recording(1).info.has_value());
    QVERIFY(!shell.recording(1).start);
    QVERIFY(shell.recording(0).start->source == StartSource::FileName);
    const auto* file = window.findChild<FilePanel*>();
    QVERIFY(file && says(*file, "2024-05-31 04:30:00"));
}

void ShellClockTest::showsTimesOfDayEverywhere()
{
    ShellFixture shell;
    ViewSettings view = shell.session->viewSettings();
    view.threshold = 0;
    shell.session->setViewSettings(view);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(shell.waitForBatch({shell.makeRecording("20240531_043000.wav", 6)}));
    QTRY_VERIFY(shell.recording(0).start.has_value());
    QAbstractItemView* events = viewNamed(window, "Events");
    QTRY_VERIFY(events->model()->rowCount() > 0);
    QTRY_VERIFY(shell.session->corrections().canEdit());
    QTRY_COMPARE(events->model()->index(0, 1).data().toString(), QString("00:00:06.0")); // those of the whole result
    QCOMPARE(events->model()->index(0, 0).data().toString(), QString("00:00:00.0"));
    QVERIFY(says(window, "00:00:00.0"));
    QVERIFY(!shell.session->clockStart());
    PlotStack* stack = window.analyzeView()->plots()->stack();
    const QImage before = rulerOf(*stack);

    QAction* action = actionNamed(window, "Time of day");
    QVERIFY(action && QTest::qWaitForWindowActive(&window, 30000));
    QTest::keyClick(&window, Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(action->isChecked());
    QCOMPARE(shell.session->clockStart(), std::optional<double>(kHalfPastFour));
    QCOMPARE(events->model()->index(0, 0).data().toString(), QString("04:30:00.0"));
    QVERIFY(says(window, "04:30:00.0"));    // the position
    QVERIFY(says(window, "/ 00:00:06"));    // a length is no time of day
    QTRY_VERIFY(rulerOf(*stack) != before); // the ruler
    QVERIFY(shell.settings.timeOfDay());    // for the next start

    // A time that is typed into the table is one of day, too.
    const QModelIndex end = events->model()->index(0, 1);
    QVERIFY(end.data(Qt::EditRole).toString().startsWith("04:30:0"));
    QVERIFY(events->model()->setData(end, "4:30:04.5", Qt::EditRole));
    QTRY_COMPARE(events->model()->index(0, 1).data().toString(), QString("04:30:04.5"));
    QCOMPARE(shell.session->digest().events.at(0).endSample, std::int64_t{72000});

    action->trigger();
    QCOMPARE(events->model()->index(0, 0).data().toString(), QString("00:00:00.0"));
    QVERIFY(!says(window, "04:30:00.0"));
    QTRY_VERIFY(rulerOf(*stack) == before);
}

void ShellClockTest::takesATypedStart()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    shell.settings.setTimeOfDay(true);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("20240531_043000.wav", 1)});
    QTRY_VERIFY(shell.recording(0).start.has_value());
    const RecordingStart found = *shell.recording(0).start;
    actionNamed(window, "Start of the recording…")->trigger();
    QPointer<StartDialog> dialog = window.findChild<StartDialog*>();
    QVERIFY(dialog);
    QLineEdit* time = fieldNamed(*dialog, "Date and time");
    QLineEdit* zone = fieldNamed(*dialog, "Offset from UTC");
    QPushButton* set = buttonNamed(*dialog, "Set");
    QCOMPARE(time->text(), QString("2024-05-31 04:30:00"));
    QVERIFY(zone->text().isEmpty() && set->isEnabled());
    time->setText("2024-02-30 04:30:00");
    QVERIFY(!set->isEnabled());
    time->setText("2023-12-31 23:59:59.5");
    zone->setText("Mars");
    QVERIFY(!set->isEnabled());
    zone->setText("UTC-3:30");
    QTest::mouseClick(set, Qt::LeftButton);
    QTRY_VERIFY(!dialog);
    QCOMPARE(startText(*shell.recording(0).start), QString("2023-12-31 23:59:59.500"));
    QCOMPARE(shell.recording(0).start->utcOffset->count(), -210);
    QVERIFY(shell.recording(0).start->source == StartSource::Typed);
    QVERIFY(says(window, "23:59:59.5"));

    actionNamed(window, "Start of the recording…")->trigger();
    dialog = window.findChild<StartDialog*>();
    QTest::mouseClick(buttonNamed(*dialog, "As in the file"), Qt::LeftButton);
    QTest::mouseClick(buttonNamed(*dialog, "Set"), Qt::LeftButton);
    QVERIFY(*shell.recording(0).start == found);
}

void ShellClockTest::asksWhereNoStartIsKnown()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("dawn.wav", 1)});
    QTRY_VERIFY(shell.recording(0).info.has_value());
    actionNamed(window, "Time of day")->trigger();
    QVERIFY(!shell.session->clockStart());
    QPointer<StartDialog> dialog = window.findChild<StartDialog*>();
    QVERIFY(dialog);
    QVERIFY(!buttonNamed(*dialog, "As in the file")->isEnabled());
    QVERIFY(!buttonNamed(*dialog, "Set")->isEnabled());
    fieldNamed(*dialog, "Date and time")->setText("2024-05-31 04:30:00");
    QTest::mouseClick(buttonNamed(*dialog, "Set"), Qt::LeftButton);
    QCOMPARE(shell.session->clockStart(), std::optional<double>(kHalfPastFour));
    QVERIFY(says(window, "04:30:00.0"));
    shell.session->open({shell.makeRecording("dusk.wav", 1)}); // of which nothing is known
    QVERIFY(!shell.session->clockStart());
    QVERIFY(says(window, "00:00:00.0"));
}

void ShellClockTest::goesToATimeOfDay()
{
    TimeDialog dialog(3600, 23.5 * 3600, nullptr);
    QSignalSpy chosen(&dialog, &TimeDialog::chosen);
    QLineEdit* field = fieldNamed(dialog, "Time");
    QPushButton* go = buttonNamed(dialog, "Go");
    field->setText("22:00:00");
    QVERIFY(!go->isEnabled());
    field->setText("00:15:00"); // after midnight
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
    QCOMPARE(chosen.first().first().toDouble(), 2700.0);
}

void ShellClockTest::writesStartsForPeople()
{
    const auto start = startFromIso("2024-05-31T04:30:07.25+05:45");
    QVERIFY(start.has_value());
    QCOMPARE(startText(*start), QString("2024-05-31 04:30:07.250"));
    QCOMPARE(offsetText(*start), QString("UTC+5:45"));
    QCOMPARE(offsetText(*startFromIso("2024-05-31T04:30:07-03:00")), QString("UTC") + QChar(0x2212) + "3");
    QCOMPARE(offsetText(*startFromIso("2024-05-31T04:30:07Z")), QString("UTC"));
    QVERIFY(offsetText(*startFromIso("2024-05-31T04:30:07")).isEmpty());
    QCOMPARE(sampleTimeText(16000 * 90, std::nullopt), QString("00:01:30.0"));
    QCOMPARE(sampleTimeText(16000 * 90, 86390.0), QString("00:01:20.0"));
}

QTEST_MAIN(ShellClockTest)
#include "shell_clock_test.moc"
