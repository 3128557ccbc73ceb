#include "app/session/batch_keeper.h"
#include "core/results/result_store.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/mainwindow/kept_results_dialog.h"
#include "ui/mainwindow/main_window.h"
#include "ui/style/theme.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScopeGuard>

#include <atomic>
#include <semaphore>
#include <stdexcept>

using namespace dass;

namespace {

QPushButton* buttonNamed(const QWidget& window, const QString& text)
{
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisibleTo(&window))
            return button;
    return nullptr;
}

// Whether any visible label says so.
bool says(const QWidget& window, const QString& text)
{
    for (const auto* label : window.findChildren<ElidedLabel*>())
        if (label->text().contains(text) && label->isVisibleTo(&window))
            return true;
    return false;
}

QStringList namesIn(const QAbstractItemView& list)
{
    QStringList names;
    for (int row = 0; row < list.model()->rowCount(); ++row)
        names << list.model()->index(row, 0).data().toString();
    return names;
}

// A drag of one row that is let go at this height of the list.
void drop(QAbstractItemView& list, int row, const QPoint& place)
{
    const std::unique_ptr<QMimeData> data(list.model()->mimeData({list.model()->index(row, 0)}));
    QDragEnterEvent enter(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list.viewport(), &enter);
    QVERIFY(enter.isAccepted());
    QDragMoveEvent move(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list.viewport(), &move);
    QVERIFY(move.isAccepted());
    QDropEvent end(place, Qt::MoveAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list.viewport(), &end);
}

} // namespace

// Batches in the window: another order, pauses, what an earlier start left, kept results.
class ShellOrderTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void movesRowsByKeyboard();
    void leavesAltDownToCombos();
    void movesRowsByDragging();
    void leavesDroppedFilesToTheWindow();
    void pausesAndContinues();
    void offersTheBatchThatWasLeft();
    void forgetsTheBatchThatWasLeft();
    void keepsABatchThatClosingBrokeOff();
    void limitsWhatIsKept();
};

void ShellOrderTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void ShellOrderTest::movesRowsByKeyboard()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QAction* up = actionNamed(window, "Move recording up");
    QAction* down = actionNamed(window, "Move recording down");
    QVERIFY(up && down && !up->isEnabled() && !down->isEnabled());
    shell.session->open(
        {shell.makeRecording("a.wav", 1), shell.makeRecording("b.wav", 1), shell.makeRecording("c.wav", 1)});
    QAbstractItemView* list = viewNamed(window, "Recordings");
    QVERIFY(list && QTest::qWaitForWindowActive(&window, 30000));
    list->setFocus();
    QVERIFY(!up->isEnabled() && down->isEnabled());
    QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(namesIn(*list), QStringList({"b.wav", "a.wav", "c.wav"}));
    QCOMPARE(shell.session->current()->name, QString("a.wav"));
    QCOMPARE(list->currentIndex().row(), 1); // the mark goes with it
    QTest::keyClick(&window, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(namesIn(*list), QStringList({"b.wav", "c.wav", "a.wav"}));
    QVERIFY(up->isEnabled() && !down->isEnabled());
    QTest::keyClick(&window, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(namesIn(*list), QStringList({"b.wav", "a.wav", "c.wav"}));
    QCOMPARE(shell.session->recordings().at(1)->name, QString("a.wav"));
}

void ShellOrderTest::leavesAltDownToCombos()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("a.wav", 1), shell.makeRecording("b.wav", 1)});
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    auto* combo = window.findChild<QComboBox*>();
    QVERIFY(combo);
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(shell.recording(0).name, QString("a.wav"));
    combo->hidePopup();
}

void ShellOrderTest::movesRowsByDragging()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("a.wav", 1), shell.makeRecording("b.wav", 1),
                         shell.makeRecording("c.wav", 1), shell.makeRecording("d.wav", 1)});
    QAbstractItemView* list = viewNamed(window, "Recordings");
    QVERIFY(list && list->dragEnabled());
    const auto row = [&](int index) { return list->visualRect(list->model()->index(index, 0)); };
    QTRY_VERIFY(row(3).bottom() <= list->viewport()->height());
    QVERIFY(list->model()->flags(list->model()->index(0, 0)) & Qt::ItemIsDragEnabled);
    drop(*list, 0, row(2).center() + QPoint(0, row(2).height() / 4)); // below c
    QCOMPARE(namesIn(*list), QStringList({"b.wav", "c.wav", "a.wav", "d.wav"}));
    drop(*list, 3, row(0).topLeft() + QPoint(20, 1)); // above b
    QCOMPARE(namesIn(*list), QStringList({"d.wav", "b.wav", "c.wav", "a.wav"}));
    drop(*list, 1, row(3).bottomLeft() + QPoint(20, -1)); // to the end
    QCOMPARE(namesIn(*list), QStringList({"d.wav", "c.wav", "a.wav", "b.wav"}));
    drop(*list, 1, row(1).center()); // where it is
    QCOMPARE(namesIn(*list), QStringList({"d.wav", "c.wav", "a.wav", "b.wav"}));
    QCOMPARE(shell.session->recordings().size(), std::size_t(4));
    QCOMPARE(shell.session->current()->name, QString("a.wav"));
    QCOMPARE(list->currentIndex().row(), 2);
}

void ShellOrderTest::leavesDroppedFilesToTheWindow()
{
    ShellFixture shell;
    shell.settings.setTagWhenOpened(false);
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    shell.session->open({shell.makeRecording("a.wav", 1)});
    QAbstractItemView* list = viewNamed(window, "Recordings");
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(shell.makeRecording("b.wav", 1))});
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(list->viewport(), &enter);
    QVERIFY(enter.isAccepted()); // by the window, which this went on to
    QDropEvent end(QPoint(5, 5), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &end);
    QCOMPARE(list->model()->rowCount(), 2);
}

void ShellOrderTest::pausesAndContinues()
{
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] { turns.acquire(); });
    const auto release = qScopeGuard([&] { turns.release(1000); });
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QAction* pause = actionNamed(window, "Pause");
    QVERIFY(pause && !pause->isEnabled());
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 9), shell.makeRecording("b.wav", 1)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    QVERIFY(pause->isEnabled());
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    QTest::keyClick(&window, Qt::Key_Escape, Qt::ShiftModifier);
    QVERIFY(shell.session->runs().isPaused());
    QCOMPARE(pause->text().remove('&'), QString("Continue"));
    QVERIFY(says(window, "Paused: a.wav"));
    QVERIFY(says(window, "1 waiting"));
    QAbstractItemView* list = viewNamed(window, "Recordings");
    QVERIFY(list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString().startsWith("a.wav, paused at "));
    QVERIFY(!window.grab().isNull());
    turns.release(1000);
    QPushButton* button = buttonNamed(window, "Continue");
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(!shell.session->runs().isPaused());
    QCOMPARE(button->text(), QString("Pause"));
    QTRY_COMPARE(shell.recording(1).state, RecordingState::Done);
    QVERIFY(shell.recording(0).result.complete);
    QVERIFY(!pause->isEnabled());
}

void ShellOrderTest::offersTheBatchThatWasLeft()
{
    std::atomic<int> calls = 0;
    std::atomic<bool> killed = false;
    std::counting_semaphore<> turns(3);
    ShellFixture shell([&] {
        turns.acquire();
        if (killed) // else what is awake could finish b before the end
            throw std::runtime_error("killed");
        ++calls;
    });
    shell.session->setModel("fake");
    shell.session->open(
        {shell.makeRecording("a.wav", 2), shell.makeRecording("b.wav", 3), shell.makeRecording("c.wav", 2)});
    QTRY_VERIFY(shell.recording(1).hasResult());
    killed = true;
    turns.release(1000);
    shell.restart();
    killed = false;
    calls = 0;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QTRY_VERIFY(buttonNamed(window, "Continue the batch of 3 recordings"));
    QVERIFY(says(window, "Done: 1 of 3."));
    QVERIFY(says(window, "starts again from its beginning"));
    QVERIFY(!QApplication::activeModalWidget());
    QAction* again = actionNamed(window, "Continue the last batch");
    QVERIFY(again && again->isEnabled());
    QVERIFY(!window.grab().isNull());
    shell.session->setModel("fake");
    QPushButton* offer = buttonNamed(window, "Continue the batch of 3 recordings");
    QTest::mouseClick(offer, Qt::LeftButton);
    QVERIFY(!offer->isVisible());
    QVERIFY(!again->isEnabled());
    QCOMPARE(viewNamed(window, "Recordings")->model()->rowCount(), 3);
    QTRY_COMPARE(shell.session->doneCount(), 3);
    QCOMPARE(calls.load(), 5);
}

void ShellOrderTest::forgetsTheBatchThatWasLeft()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    shell.session->setModel("fake");
    shell.session->open({shell.makeRecording("a.wav", 3)});
    QTRY_VERIFY(shell.recording(0).hasResult());
    turns.release(1000);
    shell.restart();
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QTRY_VERIFY(buttonNamed(window, "Continue the batch of 1 recording"));
    QPushButton* forget = buttonNamed(window, "Forget it");
    QVERIFY(forget);
    QTest::mouseClick(forget, Qt::LeftButton);
    QVERIFY(!forget->isVisible());
    QVERIFY(!actionNamed(window, "Continue the last batch")->isEnabled());
    QVERIFY(shell.session->recordings().empty());
    emit shell.session->noticed("Something else.", "It has no buttons.");
    QVERIFY(!forget->isVisible());
}

void ShellOrderTest::keepsABatchThatClosingBrokeOff()
{
    std::counting_semaphore<> turns(1);
    ShellFixture shell([&] { turns.acquire(); });
    {
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        shell.session->setModel("fake");
        shell.session->open({shell.makeRecording("a.wav", 3), shell.makeRecording("b.wav", 3)});
        QTRY_VERIFY(shell.recording(0).hasResult());
        window.close();
        turns.release(1000);
        QTRY_COMPARE(shell.recording(0).state, RecordingState::Cancelled); // the loop may go on for a while
    }
    shell.restart();
    QTRY_COMPARE(shell.session->batchKeeper().leftRecordings(), 2);
}

void ShellOrderTest::limitsWhatIsKept()
{
    ShellFixture shell;
    QVERIFY(shell.waitForBatch({shell.makeRecording("a.wav", 2)}));
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QAction* action = actionNamed(window, "Kept results…");
    QVERIFY(action);
    action->trigger();
    QPointer<KeptResultsDialog> dialog = window.findChild<KeptResultsDialog*>();
    QVERIFY(dialog);
    auto* use = dialog->findChild<QLabel*>();
    for (auto* label : dialog->findChildren<QLabel*>())
        if (label->accessibleName() == "Kept at present")
            use = label;
    QTRY_COMPARE(use->text(), QString("0.00 GB (results: 1)"));
    auto* limit = dialog->findChild<QDoubleSpinBox*>();
    QCOMPARE(limit->value(), 2.0);
    limit->setValue(0);
    QTest::keyClick(limit, Qt::Key_Tab); // the field is left
    QTRY_COMPARE(use->text(), QString("0.00 GB (results: 0)"));
    QCOMPARE(shell.settings.resultsLimit(), std::uint64_t{0});
    limit->setValue(0.5);
    dialog->close();
    QCOMPARE(shell.settings.resultsLimit(), std::uint64_t{500'000'000});
    QTRY_VERIFY(!dialog);

    QVERIFY(shell.waitForBatch({shell.makeRecording("b.wav", 2)}));
    QCOMPARE(shell.session->runs().store().use().results, 1);
    action->trigger();
    dialog = window.findChild<KeptResultsDialog*>();
    QPushButton* clear = buttonNamed(*dialog, "Remove them all");
    QTRY_VERIFY(clear->isEnabled());
    QTest::mouseClick(clear, Qt::LeftButton);
    QTRY_COMPARE(shell.session->runs().store().use().results, 0);
    QVERIFY(shell.recording(1).hasResult()); // what is open stays
}

QTEST_MAIN(ShellOrderTest)
#include "shell_order_test.moc"
