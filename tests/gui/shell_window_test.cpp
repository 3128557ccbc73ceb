#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/plot_view.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/time_dialog.h"
#include "ui/plots/plot_stack.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>

#include <semaphore>

using namespace dass;

// The window as a person uses it, drawn offscreen.
class ShellWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void fillsTheTablesWhileTagging();
    void thresholdChangesTheEventsWithoutARun();
    void escapeCancelsAndKeepsWhatIsDone();
    void escapeClearsTheSearchFirst();
    void givesThePlotsTheKeyboard();
    void closesWhileARunGoesOn();
    void takesDroppedFiles();
    void saysWhichFileFailed();
    void givesEveryActionAUniqueShortcut();
    void followsTheTheme();
    void drawsEveryIcon();
    void usesTabularFigures();
    void keepsTheFocusRingAroundWhatHasTheFocus();
    void writesNumbersForPeople();
    void readsTimes();
};

void ShellWindowTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void ShellWindowTest::fillsTheTablesWhileTagging()
{
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] { turns.acquire(); });
    ViewSettings view = shell.session->viewSettings();
    view.threshold = 0;
    view.mergeGapSeconds = 0;
    shell.session->setViewSettings(view);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    auto* run = actionNamed(window, "Run");
    QVERIFY(run && !run->isEnabled());
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 8)});
    QAbstractItemView* events = viewNamed(window, "Events");
    QAbstractItemView* recordings = viewNamed(window, "Recordings");
    QVERIFY(events && recordings);
    QCOMPARE(recordings->model()->rowCount(), 1);
    QTRY_VERIFY(events->model()->rowCount() > 0); // while the model waits for its turn
    QCOMPARE(shell.recording(0).state, RecordingState::Tagging);
    turns.release(100);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done);
    QTRY_COMPARE(events->model()->rowCount(), int(TagChoice::kAutomaticTags));
    QCOMPARE(recordings->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(), QString("a.wav, done"));
    QVERIFY(run->isEnabled());
    QVERIFY(!window.grab().isNull());
}

void ShellWindowTest::thresholdChangesTheEventsWithoutARun()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 6)}));
    QAbstractItemView* events = viewNamed(window, "Events");
    QSlider* slider = nullptr;
    for (auto* candidate : window.findChildren<QSlider*>())
        if (candidate->accessibleName() == "Threshold")
            slider = candidate;
    QVERIFY(events && slider);
    QSignalSpy runs(shell.session.get(), &AnalyzeSession::runningChanged);
    slider->setValue(0);
    QTRY_VERIFY(events->model()->rowCount() > 0);
    slider->setValue(100);
    QTRY_COMPARE(events->model()->rowCount(), 0);
    QCOMPARE(runs.count(), 0);
}

void ShellWindowTest::escapeCancelsAndKeepsWhatIsDone()
{
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] { turns.acquire(); });
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 30)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    QTest::keyClick(&window, Qt::Key_Escape);
    turns.release(1000);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Cancelled);
    QVERIFY(shell.recording(0).result.probabilities->rows() >= 1);
}

void ShellWindowTest::escapeClearsTheSearchFirst()
{
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] { turns.acquire(); });
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 30)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    auto* search = window.findChild<SearchField*>();
    QVERIFY(search);
    search->setFocus();
    QTest::keyClicks(search, "pl"); // both letters are also shortcuts of the window
    QCOMPARE(search->text(), QString("pl"));
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(search->text().isEmpty());
    turns.release(1000);
    QTRY_COMPARE(shell.recording(0).state, RecordingState::Done); // the run was not touched
}

void ShellWindowTest::givesThePlotsTheKeyboard()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("a.wav", 1)});
    QCOMPARE(window.focusWidget(), static_cast<QWidget*>(window.analyzeView()->plots()->stack()));
}

void ShellWindowTest::closesWhileARunGoesOn()
{
    std::counting_semaphore<> turns(2);
    ShellFixture shell([&] { turns.acquire(); });
    {
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        shell.session->setModel("fake");
        shell.session->open({shell.makeRecording("a.wav", 30)});
        QTRY_VERIFY(shell.recording(0).hasResult());
        QVERIFY(window.close());
        turns.release(1000);
    }
    shell.session.reset();
    QVERIFY(!shell.settings.layout("window").isEmpty());
}

void ShellWindowTest::takesDroppedFiles()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(shell.makeRecording("dropped.wav", 1))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    QCOMPARE(shell.session->recordings().size(), std::size_t(1));
    QCOMPARE(shell.recording(0).name, QString("dropped.wav"));
    QVERIFY(window.windowTitle().contains("dropped.wav"));
}

void ShellWindowTest::saysWhichFileFailed()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(shell.waitForBatch({shell.makeRecording("good.wav", 2), shell.makeBrokenFile("bad.wav")}));
    QAbstractItemView* recordings = viewNamed(window, "Recordings");
    const QModelIndex bad = recordings->model()->index(1, 0);
    QVERIFY(bad.data(Qt::AccessibleTextRole).toString().startsWith("bad.wav, failed: "));
    QVERIFY(bad.data(Qt::ToolTipRole).toString().contains(shell.recording(1).failure));
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text() == "Next failed") {
            QVERIFY(button->isVisible());
            button->click();
        }
    QCOMPARE(shell.session->current()->name, QString("bad.wav"));
}

void ShellWindowTest::givesEveryActionAUniqueShortcut()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    QHash<QString, QString> seen;
    for (const QAction* action : window.findChildren<QAction*>()) {
        if (action->shortcut().isEmpty() || action->text().isEmpty())
            continue;
        const QString keys = action->shortcut().toString();
        QVERIFY2(!seen.contains(keys), qPrintable(keys + ": " + seen.value(keys) + " and " + action->text()));
        seen.insert(keys, action->text());
    }
    for (const char* keys : {"Ctrl+O", "Ctrl+Shift+O", "Space", "Home", "End", "+", "-", "Tab", "Shift+Tab", "P",
                             "Ctrl+G", "Ctrl+F", "Ctrl+E", "Esc", "F1", "Ctrl+Q"})
        QVERIFY2(seen.contains(keys), keys);
}

void ShellWindowTest::followsTheTheme()
{
    ShellFixture shell;
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        Theme::instance().setChoice(choice);
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        const Tokens& wanted = choice == ThemeChoice::Dark ? darkTokens() : lightTokens();
        const QImage image = window.grab().toImage();
        QCOMPARE(image.pixelColor(window.width() / 2, window.height() - 5), wanted.window);
        QCOMPARE(image.pixelColor(window.width() / 2, window.height() - 60), wanted.base); // the empty page
    }
}

void ShellWindowTest::drawsEveryIcon()
{
    for (int i = 0; i < kIconCount; ++i) {
        const QImage image = iconPixmap(static_cast<Icon>(i), Qt::black, 16, 2).toImage();
        QCOMPARE(image.size(), QSize(32, 32));
        bool drawn = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                drawn = drawn || qAlpha(image.pixel(x, y)) > 128;
        QVERIFY2(drawn, qPrintable(iconPath(static_cast<Icon>(i))));
    }
}

void ShellWindowTest::usesTabularFigures()
{
    QVERIFY2(hasTabularFigures(QApplication::font()), qPrintable(QApplication::font().family()));
}

void ShellWindowTest::keepsTheFocusRingAroundWhatHasTheFocus()
{
    QWidget window;
    window.resize(300, 200);
    auto* panel = new QWidget(&window);
    panel->setGeometry(0, 0, 90, 32); // too small for the ring, which then lies in the window
    auto* button = new QPushButton(QStringLiteral("OK"), panel);
    button->setGeometry(0, 0, 90, 32);
    panel->move(50, 20);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    button->clearFocus();
    button->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(button->hasFocus());
    const auto ring = [&]() -> QWidget* {
        for (QWidget* child : window.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
            if (child != panel && child->isVisible())
                return child;
        return nullptr;
    };
    QTRY_VERIFY(ring() && ring()->geometry().contains(panel->geometry()));
    panel->move(50, 120); // as when a notice appears above it
    QVERIFY(ring()->geometry().contains(panel->geometry()));
}

void ShellWindowTest::writesNumbersForPeople()
{
    QCOMPARE(clockText(3723.45), QString("01:02:03.4"));
    QCOMPARE(clockText(59.95), QString("00:00:59.9")); // a clock never shows what is not yet
    QCOMPARE(clockText(0.3), QString("00:00:00.3"));
    QCOMPARE(longDurationText(84), QString("1 min 24 s"));
    QCOMPARE(longDurationText(7500), QString("2 h 5 min"));
    QCOMPARE(bytesText(1420000000), QString("1.42 GB"));
    QCOMPARE(bytesText(612000000), QString("612 MB"));
    QCOMPARE(countText(4300000), QString("4.3 M"));
    QCOMPARE(speedText(61.2), QString("61 × real time"));
    QCOMPARE(percentText(0.999), QString("99 %")); // 100 % only when it is done
}

void ShellWindowTest::readsTimes()
{
    QCOMPARE(parseTime("1:02:03.5"), std::optional(3723.5));
    QCOMPARE(parseTime(" 2:03 "), std::optional(123.0));
    QCOMPARE(parseTime("93.5"), std::optional(93.5));
    QVERIFY(!parseTime("1:75"));
    QVERIFY(!parseTime("soon"));
    QVERIFY(!parseTime(""));
    QVERIFY(!parseTime("1:2:3:4"));
}

QTEST_MAIN(ShellWindowTest)
#include "shell_window_test.moc"
