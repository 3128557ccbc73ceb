#include "core/base/error.h"
#include "core/base/thread_count.h"
#include "tests/gui/export_pipe.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/events_model.h"
#include "ui/analyze/events_panel.h"
#include "ui/analyze/export_dialog.h"
#include "ui/analyze/run_settings_form.h"
#include "ui/analyze/run_settings_panel.h"
#include "ui/analyze/tags_model.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>

#include <algorithm>
#include <semaphore>

using namespace dass;

namespace {

template <class Widget>
Widget* widgetNamed(const QWidget& window, const QString& name)
{
    for (auto* widget : window.findChildren<Widget*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

QPushButton* buttonWith(const QWidget& window, const QString& text)
{
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

template <class Words = ElidedLabel>
bool showsText(const QWidget& window, const QString& text)
{
    const auto labels = window.findChildren<Words*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const Words* label) { return !label->isHidden() && label->text().contains(text); });
}

// Whether the focused widget would keep this key from the window's shortcuts.
bool keepsKey(QWidget* widget, int key)
{
    QKeyEvent event(QEvent::ShortcutOverride, key, Qt::NoModifier);
    event.ignore();
    QApplication::sendEvent(widget, &event);
    return event.isAccepted();
}

void showEveryEvent(AnalyzeSession& session)
{
    ViewSettings view = session.viewSettings();
    view.threshold = 0;
    view.mergeGapSeconds = 0;
    session.setViewSettings(view);
}

} // namespace

// The window's panels, drawn offscreen.
class ShellPanelsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void keepsTheChosenEventWhileItGrows();
    void tellsOfAnEventOnceAClick();
    void letsTabLeaveBehindTheLastEvent();
    void takesFewerTagsAtATime();
    void leavesControlsTheirKeys();
    void changesTagsOnlyBetweenTheReset();
    void exportsWhatItWasOpenedFor();
    void asksBeforeItReplacesFiles();
    void saysThatAnExportWasCancelled();
    void saysThatOnlyTheRunFailed();
    void comesBackAsItWasLeft();
    void leavesACoreFreeWhenAsked();
};

void ShellPanelsTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void ShellPanelsTest::keepsTheChosenEventWhileItGrows()
{
    std::counting_semaphore<> turns(2);
    ShellFixture shell([&] { turns.acquire(); });
    showEveryEvent(*shell.session);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QAbstractItemView* view = viewNamed(window, "Events");
    QVERIFY(view);
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 120)});
    QTRY_COMPARE(view->model()->rowCount(), int(TagChoice::kAutomaticTags));

    QSignalSpy told(window.analyzeView()->events(), &EventsPanel::eventSelected);
    const int row = 2;
    view->setCurrentIndex(view->model()->index(row, EventsModel::Start));
    QCOMPARE(told.count(), 1);
    const auto text = [&](int at, int column) { return view->model()->index(at, column).data().toString(); };
    const QString tag = text(row, EventsModel::Tag);
    const QString end = text(row, EventsModel::End);
    QTRY_VERIFY((turns.release(), text(0, EventsModel::End) != end)); // all of them grow
    QCOMPARE(told.count(), 1);
    QVERIFY(view->currentIndex().isValid());
    QCOMPARE(text(view->currentIndex().row(), EventsModel::Tag), tag);
    QVERIFY(view->selectionModel()->isRowSelected(view->currentIndex().row(), {}));
    QVERIFY(window.analyzeView()->events()->selected()->endSample > 0);
    turns.release(1000);
}

void ShellPanelsTest::tellsOfAnEventOnceAClick()
{
    ShellFixture shell;
    showEveryEvent(*shell.session);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    QAbstractItemView* view = viewNamed(window, "Events");
    QTRY_COMPARE(view->model()->rowCount(), int(TagChoice::kAutomaticTags));
    QSignalSpy told(window.analyzeView()->events(), &EventsPanel::eventSelected);
    const auto click = [&](int row) {
        const QModelIndex index = view->model()->index(row, EventsModel::Start);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
    };
    click(1);
    QCOMPARE(told.count(), 1);
    click(1); // goes back to its start
    QCOMPARE(told.count(), 2);
    click(0);
    QCOMPARE(told.count(), 3);
}

void ShellPanelsTest::letsTabLeaveBehindTheLastEvent()
{
    ShellFixture shell;
    showEveryEvent(*shell.session);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 4)}));
    QAbstractItemView* view = viewNamed(window, "Events");
    const QAction* next = actionNamed(window, "Next event");
    const QAction* previous = actionNamed(window, "Previous event");
    const int rows = TagChoice::kAutomaticTags;
    QTRY_COMPARE(view->model()->rowCount(), rows);
    QTRY_VERIFY(next->isEnabled());
    view->setCurrentIndex(view->model()->index(0, 0));
    QVERIFY(next->isEnabled());
    QVERIFY(!previous->isEnabled());
    view->setCurrentIndex(view->model()->index(rows - 1, 0));
    QVERIFY(!next->isEnabled());
    QVERIFY(previous->isEnabled());
}

void ShellPanelsTest::takesFewerTagsAtATime()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    auto* field = widgetNamed<QSpinBox>(window, "Tags at a time");
    QVERIFY(field);
    QCOMPARE(field->text(), QString("all"));
    field->setValue(2);
    QCOMPARE(shell.session->eventSettings().topK, 2);
    QCOMPARE(shell.settings.view().topK, 2);
}

void ShellPanelsTest::leavesControlsTheirKeys()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    auto* slider = widgetNamed<QSlider>(window, "Threshold");
    auto* combo = widgetNamed<QComboBox>(window, "Tags in the heat strip");
    QVERIFY(slider && combo);
    QVERIFY(keepsKey(slider, Qt::Key_Home));
    QVERIFY(keepsKey(combo, Qt::Key_Space));
    QVERIFY(keepsKey(combo, Qt::Key_P));
    QVERIFY(keepsKey(viewNamed(window, "Recordings"), Qt::Key_L));
    QVERIFY(keepsKey(viewNamed(window, "Events"), Qt::Key_End));
    QVERIFY(!keepsKey(viewNamed(window, "Events"), Qt::Key_P)); // plays the event
    QVERIFY(!keepsKey(viewNamed(window, "Events"), Qt::Key_Space));
}

void ShellPanelsTest::changesTagsOnlyBetweenTheReset()
{
    ShellFixture shell;
    TagsModel model(*shell.session);
    const QModelIndex last = model.indexOfClass(526); // of AudioSet's; the model to come has five
    const QString before = last.data().toString();
    QVERIFY(!before.isEmpty());
    QString atReset;
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this,
            [&] { atReset = model.indexOfClass(526).data().toString(); });
    shell.session->setModel("fake");
    QTRY_COMPARE(shell.session->model().state(), ModelState::Ready);
    QCOMPARE(atReset, before);
    QVERIFY(!model.indexOfClass(526).isValid());
    QVERIFY(model.indexOfClass(4).isValid());
}

void ShellPanelsTest::exportsWhatItWasOpenedFor()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 2)}));
    QCOMPARE(shell.session->current()->name, QString("a.wav"));
    ExportDialog dialog(*shell.session, nullptr);
    shell.session->setCurrent(shell.session->recordings().at(1).get());
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    buttonWith(dialog, "Export")->click();
    QVERIFY(exported.count() > 0 || exported.wait(30000));
    QFile provenance(shell.path("a.provenance.json"));
    QVERIFY(provenance.open(QIODevice::ReadOnly));
    const QByteArray text = provenance.readAll();
    QVERIFY(text.contains("a.wav"));
    QVERIFY(!text.contains("b.wav"));
}

void ShellPanelsTest::asksBeforeItReplacesFiles()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    QFile old(shell.path("a.events.csv"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("mine");
    old.close();
    ExportDialog dialog(*shell.session, nullptr);
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    QPushButton* write = buttonWith(dialog, "Export");
    write->click();
    QTRY_COMPARE(write->text(), QString("Replace"));
    QVERIFY(showsText<QLabel>(dialog, "a.events.csv"));
    QVERIFY(!QFileInfo::exists(shell.path("a.provenance.json")));
    write->click();
    QVERIFY(exported.count() > 0 || exported.wait(30000));
    QVERIFY(QFileInfo(old.fileName()).size() > 4);
}

void ShellPanelsTest::saysThatAnExportWasCancelled()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    shell.lengthenResult(20000);
    ExportPipe frames(shell.path("a.frames.csv"));
    QVERIFY(frames.isOpen());
    ExportDialog dialog(*shell.session, nullptr);
    QSignalSpy exported(&dialog, &ExportDialog::exported);
    QSignalSpy closed(&dialog, &QDialog::finished);
    for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box->toolTip().contains("frames"))
            box->setChecked(true);
    QPushButton* write = buttonWith(dialog, "Export");
    write->click();
    QTRY_VERIFY(showsText<QLabel>(dialog, "a.frames.csv")); // the pipe is there already
    write->click();
    QTRY_VERIFY(frames.take() > 0);
    QVERIFY(!write->isEnabled());
    buttonWith(dialog, "Cancel")->click();
    QTRY_VERIFY((frames.take(), showsText<QLabel>(dialog, "nothing was written")));
    QVERIFY(write->isEnabled());
    QVERIFY(!QFileInfo::exists(shell.path("a.events.csv")));
    QVERIFY(!QFileInfo::exists(shell.path("a.provenance.json")));
    QCOMPARE(closed.count(), 0);
    buttonWith(dialog, "Cancel")->click();
    QCOMPARE(closed.count(), 1);
    QCOMPARE(exported.count(), 0);
}

void ShellPanelsTest::saysThatOnlyTheRunFailed()
{
    ShellFixture shell([] { throw Error(ErrorCode::Internal, "the model gave up; try another one"); });
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    QCOMPARE(shell.recording(0).state, RecordingState::Failed);
    QTRY_COMPARE(shell.recording(0).decode, DecodeState::Finished);
    bool said = false;
    for (const auto* label : window.findChildren<QLabel*>())
        said = said || label->text() == "The run failed";
    QVERIFY(said);
}

void ShellPanelsTest::comesBackAsItWasLeft()
{
    ShellFixture shell;
    {
        MainWindow window(shell.settings, *shell.session, {});
        window.resize(1280, 800); // so wide that the first page leaves room for both panels
        window.show();
        actionNamed(window, "Left panel")->trigger();
        actionNamed(window, "Viridis")->trigger();
        actionNamed(window, "Loop")->setChecked(true);
        QVERIFY(window.close());
    }
    MainWindow window(shell.settings, *shell.session, {});
    window.resize(1280, 800);
    window.show();
    QVERIFY(!window.analyzeView()->isLeftShown());
    QVERIFY(window.analyzeView()->isRightShown());
    QVERIFY(actionNamed(window, "Viridis")->isChecked());
    QVERIFY(actionNamed(window, "Loop")->isChecked());
}

void ShellPanelsTest::leavesACoreFreeWhenAsked()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->setModel("fake");
    QTRY_COMPARE(shell.session->model().state(), ModelState::Ready);
    RunSettingsForm form(*shell.session, nullptr);
    const auto numbers = form.findChildren<QSpinBox*>();
    const auto found = std::ranges::find(numbers, QString("all"), &QSpinBox::specialValueText);
    QSpinBox* threads = found == numbers.end() ? nullptr : *found;
    auto* oneFree = form.findChild<QCheckBox*>();
    QVERIFY(threads && oneFree);
    QCOMPARE(oneFree->isEnabled(), coreCount() > 1);

    oneFree->setChecked(true);
    QCOMPARE(shell.settings.run().threads, RunSettings::kOneCoreFree);
    QCOMPARE(threads->text(), QString("all"));
    const int left = threadCount(RunSettings::kOneCoreFree);
    const QString words = QStringLiteral("on the CPU, %1 thread%2").arg(left).arg(left == 1 ? "" : "s");
    QTRY_VERIFY(showsText(window, words));
    QCOMPARE(showsText(*window.analyzeView()->runSettings(), "one core left free"), coreCount() > 1);

    threads->setValue(1); // says itself how many
    QCOMPARE(shell.settings.run().threads, 1);
    QVERIFY(!oneFree->isEnabled());
    QVERIFY(!showsText(*window.analyzeView()->runSettings(), "one core left free"));
    threads->setValue(0);
    QCOMPARE(shell.settings.run().threads, RunSettings::kOneCoreFree);
    QVERIFY(RunSettingsForm(*shell.session, nullptr).findChild<QCheckBox*>()->isChecked());
    oneFree->setChecked(false);
    QCOMPARE(shell.settings.run().threads, 0);
}

QTEST_MAIN(ShellPanelsTest)
#include "shell_panels_test.moc"
