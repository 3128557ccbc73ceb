#include "tests/gui/correcting_window.h"
#include "ui/analyze/export_dialog.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QMenu>
#include <QPushButton>
#include <QUndoStack>

using namespace dass;

namespace {

QString selectedTag(const CorrectingWindow& correcting)
{
    const std::optional<Event> event = correcting.panel().selected();
    return event ? correcting.shell.session->labels().name(event->classIndex) : QString();
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

// Corrections as a person makes them, in the window drawn offscreen.
class CorrectionsWindowTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void renamesByTheKeyboard();
    void deletesAndGoesOn();
    void addsWhatIsSelected();
    void anAnswerIsForTheRecordingItWasAskedAbout();
    void movesByTypingTimes();
    void refusesWhatIsNoTime();
    void movesToThePlayHead();
    void movesByDraggingAnEdge();
    void marksRightAndWrong();
    void undoesFromTheMenu();
    void offersTheSameByTheMouse();
    void offersNothingWhereNothingIsChosen();
    void showsCorrectionsWhenOpenedAgain();
    void exportsWithThemUnlessAskedNotTo();
};

void CorrectionsWindowTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void CorrectionsWindowTest::renamesByTheKeyboard()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(1);
    QTest::keyClick(correcting.table, Qt::Key_F2);
    auto* dialog = correcting.window.findChild<TagDialog*>();
    QVERIFY(dialog);
    auto* list = dialog->findChild<QAbstractItemView*>();
    QCOMPARE(list->model()->rowCount(), int(FakeModel::kClasses));
    QCOMPARE(list->currentIndex().data().toString(), QString("Class 1"));
    QVERIFY(correcting.chooseTag("S 3")); // in any case
    QTRY_COMPARE(correcting.rows().filter("renamed"), QStringList{"00:00:00.0 00:00:08.0 Class 3 renamed"});
    QCOMPARE(correcting.table->model()->rowCount(), 4); // with the very same event of that tag it is one
    QCOMPARE(selectedTag(correcting), QString("Class 3"));
    const QModelIndex cell =
        correcting.table->model()->index(correcting.table->currentIndex().row(), EventsModel::Correction);
    QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), QString("Correction: renamed"));
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains("The model found Class 1 from 00:00:00.0 to 00:00:08.0"));
    QVERIFY(!correcting.window.grab().isNull());
}

void CorrectionsWindowTest::deletesAndGoesOn()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(1);
    QTest::keyClick(correcting.table, Qt::Key_Delete);
    QCOMPARE(selectedTag(correcting), QString("Class 2"));
    QTRY_COMPARE(correcting.table->model()->rowCount(), 4);
    QVERIFY(correcting.rows().filter("Class 1").isEmpty());
    for (int left = 3; left >= 0; --left) {
        QTest::keyClick(correcting.table, Qt::Key_Delete);
        QTRY_COMPARE(correcting.table->model()->rowCount(), left);
    }
    QVERIFY(!correcting.panel().selected());
    actionNamed(correcting.window, "Bring back deleted events")->trigger();
    QTRY_COMPARE(correcting.table->model()->rowCount(), 5);
}

void CorrectionsWindowTest::addsWhatIsSelected()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    QAction* add = actionNamed(correcting.window, "Add an event…");
    QVERIFY(!add->isEnabled());
    correcting.drag(0.25, 0.5);
    QVERIFY(add->isEnabled());
    const SampleSpan selection = correcting.stack->selection();
    QVERIFY(std::abs(selection.start - 2 * 16000) < 1600);
    QTest::keyClick(correcting.stack, Qt::Key_A);
    QVERIFY(correcting.chooseTag("class 4"));
    QTRY_COMPARE(correcting.rows().filter("added").size(), 1);
    QCOMPARE(selectedTag(correcting), QString("Class 4"));
    QCOMPARE(correcting.panel().selected()->startSample, selection.start);
    QCOMPARE(correcting.panel().selected()->endSample, selection.end);
    QVERIFY(correcting.panel().selected()->peakProbability > 0); // the model's, of that tag in that span
}

// The dialog stays open while another recording comes to the front, as a folder that was opened brings one.
void CorrectionsWindowTest::anAnswerIsForTheRecordingItWasAskedAbout()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.drag(0.25, 0.5);
    QTest::keyClick(correcting.stack, Qt::Key_A);
    QVERIFY(correcting.shell.waitForBatch({correcting.shell.makeRecording("b.wav", 8)}));
    QCOMPARE(correcting.shell.session->current()->name, QString("b.wav"));
    QVERIFY(correcting.ready());
    QVERIFY(correcting.chooseTag("class 4"));
    QVERIFY(correcting.rows().filter("added").isEmpty());
    for (const std::size_t at : {0, 1}) {
        const auto& made = correcting.shell.recording(at).corrections;
        QVERIFY(!made || made->empty());
    }
}

void CorrectionsWindowTest::movesByTypingTimes()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(2);
    QTest::keyClick(correcting.table, Qt::Key_F2, Qt::ShiftModifier);
    QVERIFY(correcting.typeTime("0:01.25"));
    QTRY_COMPARE(correcting.rows().filter("moved"), QStringList{"00:00:01.2 00:00:08.0 Class 2 moved"});
    QCOMPARE(correcting.panel().selected()->startSample, 20000);
    QCOMPARE(correcting.stack->selection().start, 20000); // the plots follow
    QTest::keyClick(correcting.table, Qt::Key_F2, Qt::ControlModifier);
    QVERIFY(correcting.typeTime("99")); // cut to the recording: as it was
    QTest::keyClick(correcting.table, Qt::Key_F2, Qt::ControlModifier);
    QVERIFY(correcting.typeTime("3,5"));
    QTRY_COMPARE(correcting.rows().filter("moved"), QStringList{"00:00:01.2 00:00:03.5 Class 2 moved"});

    // By a double click, and left without a change: the field shows thousandths only, the event stays where it is.
    const QModelIndex cell =
        correcting.table->model()->index(correcting.table->currentIndex().row(), EventsModel::Start);
    const QPoint position = correcting.table->visualRect(cell).center();
    QTest::mouseClick(correcting.table->viewport(), Qt::LeftButton, {}, position);
    QTest::mouseDClick(correcting.table->viewport(), Qt::LeftButton, {}, position);
    auto* field = correcting.table->viewport()->findChild<QLineEdit*>();
    QVERIFY(field);
    QCOMPARE(field->text(), QString("00:00:01.250"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(correcting.shell.session->corrections().undo().activeStack()->count(), 2);
}

void CorrectionsWindowTest::refusesWhatIsNoTime()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    QSignalSpy notices(correcting.shell.session.get(), &AnalyzeSession::noticed);
    correcting.choose(2);
    for (const char* text : {"soon", "", "9", "nan", "1e400"}) {
        notices.clear();
        QTest::keyClick(correcting.table, Qt::Key_F2, Qt::ShiftModifier);
        QVERIFY(correcting.typeTime(text));
        QVERIFY2(notices.count() == 1, text);
    }
    QVERIFY(!correcting.shell.session->corrections().undo().canUndo());
}

void CorrectionsWindowTest::movesToThePlayHead()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(0);
    emit correcting.stack->seekRequested(2 * 16000);
    QTest::keyClick(correcting.table, Qt::Key_BracketLeft);
    QTRY_COMPARE(correcting.rows().filter("moved"), QStringList{"00:00:02.0 00:00:08.0 Class 0 moved"});
    emit correcting.stack->seekRequested(5 * 16000);
    QTest::keyClick(correcting.table, Qt::Key_BracketRight);
    QTRY_COMPARE(correcting.rows().filter("moved"), QStringList{"00:00:02.0 00:00:05.0 Class 0 moved"});
    emit correcting.stack->seekRequested(6 * 16000);
    QTest::keyClick(correcting.table, Qt::Key_BracketLeft); // would end before it starts
    QCOMPARE(correcting.shell.session->corrections().undo().activeStack()->count(), 2);
}

void CorrectionsWindowTest::movesByDraggingAnEdge()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(3);
    correcting.drag(0, 0.5);
    QTRY_COMPARE(correcting.rows().filter("moved").size(), 1);
    QCOMPARE(selectedTag(correcting), QString("Class 3"));
    QVERIFY(std::abs(correcting.panel().selected()->startSample - 4 * 16000) < 1600);
    QCOMPARE(correcting.panel().selected()->endSample, 8 * 16000);
    QCOMPARE(correcting.shell.session->corrections().undo().activeStack()->count(), 1); // not one a step
    correcting.drag(0.7, 0.9);                                                          // elsewhere it selects
    QVERIFY(!correcting.panel().selected());
    QCOMPARE(correcting.shell.session->corrections().undo().activeStack()->count(), 1);
}

void CorrectionsWindowTest::marksRightAndWrong()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(0);
    QTest::keyClick(correcting.table, Qt::Key_Y);
    QTRY_COMPARE(correcting.row(0), QString("00:00:00.0 00:00:08.0 Class 0 right"));
    const auto icon = [&] {
        return correcting.table->model()->index(0, EventsModel::Correction).data(EventsModel::CorrectionIconRole);
    };
    const QVariant right = icon();
    QVERIFY(!right.isNull());
    QTest::keyClick(correcting.table, Qt::Key_N);
    QTRY_COMPARE(correcting.row(0), QString("00:00:00.0 00:00:08.0 Class 0 wrong"));
    QVERIFY(icon() != right);
    QTest::keyClick(correcting.table, Qt::Key_U);
    QTRY_COMPARE(correcting.row(0), QString("00:00:00.0 00:00:08.0 Class 0"));
    QVERIFY(icon().isNull());
    QCOMPARE(correcting.shell.session->corrections().count(), 0);
}

void CorrectionsWindowTest::undoesFromTheMenu()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    const QStringList model = correcting.rows();
    QVERIFY(!actionNamed(correcting.window, "Undo")->isEnabled());
    correcting.choose(0);
    QTest::keyClick(correcting.table, Qt::Key_Y);
    QTest::keyClick(correcting.table, Qt::Key_F2);
    QVERIFY(correcting.chooseTag("class 1"));
    QTRY_COMPARE(correcting.table->model()->rowCount(), 4);
    QVERIFY(actionNamed(correcting.window, "Undo rename “Class 0” to “Class 1”"));
    QTest::keyClick(correcting.table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(correcting.table->model()->rowCount(), 5);
    QCOMPARE(selectedTag(correcting), QString("Class 0")); // stays chosen
    QTest::keyClick(correcting.table, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(correcting.rows(), model);
    QVERIFY(actionNamed(correcting.window, "Redo mark “Class 0” right"));
    QTest::keyClick(correcting.table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(correcting.table, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(correcting.rows().filter("renamed"), QStringList{"00:00:00.0 00:00:08.0 Class 1 renamed, right"});
}

void CorrectionsWindowTest::offersTheSameByTheMouse()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(2);
    const QRect cell = correcting.table->visualRect(correcting.table->currentIndex());
    emit correcting.table->customContextMenuRequested(cell.center());
    QMenu* menu = nullptr;
    for (auto* candidate : correcting.window.findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly))
        menu = candidate;
    QVERIFY(menu);
    for (QAction* action : menu->actions())
        if (action->text().remove('&') == "Mark it wrong")
            action->trigger();
    menu->close();
    QTRY_COMPARE(correcting.row(2), QString("00:00:00.0 00:00:08.0 Class 2 wrong"));
    QAction* takeBack = actionNamed(correcting.window, "As the model found it");
    QTRY_VERIFY(takeBack->isEnabled());
    takeBack->trigger();
    QTRY_COMPARE(correcting.row(2), QString("00:00:00.0 00:00:08.0 Class 2"));
    QTRY_VERIFY(!takeBack->isEnabled());
}

void CorrectionsWindowTest::offersNothingWhereNothingIsChosen()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    for (const char* name : {"Rename the event…", "Delete the event", "Change its start", "Mark it right",
                             "As the model found it", "Bring back deleted events", "Add an event…"})
        QVERIFY2(!actionNamed(correcting.window, name)->isEnabled(), name);
    correcting.choose(0);
    QVERIFY(actionNamed(correcting.window, "Rename the event…")->isEnabled());
    QVERIFY(actionNamed(correcting.window, "Add an event…")->isEnabled()); // another tag in the same span
    viewNamed(correcting.window, "Recordings")->setFocus();
    QTest::keyClick(viewNamed(correcting.window, "Recordings"), Qt::Key_Delete);
    QVERIFY(!correcting.shell.session->corrections().undo().canUndo()); // the key is about events only where they are
}

void CorrectionsWindowTest::showsCorrectionsWhenOpenedAgain()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(0);
    QTest::keyClick(correcting.table, Qt::Key_N);
    QTest::keyClick(correcting.table, Qt::Key_BracketLeft); // at its start: nothing
    correcting.choose(4);
    QTest::keyClick(correcting.table, Qt::Key_F2, Qt::ControlModifier);
    QVERIFY(correcting.typeTime("4"));
    QTRY_COMPARE(correcting.rows().filter("moved").size(), 1);
    const QStringList before = correcting.rows();
    actionNamed(correcting.window, "Close recording")->trigger();
    QTRY_COMPARE(correcting.table->model()->rowCount(), 0);
    QVERIFY(correcting.shell.waitForBatch({correcting.shell.path("a.wav")}));
    QVERIFY(correcting.ready());
    QTRY_COMPARE(correcting.rows(), before);
    QVERIFY(before.contains("00:00:00.0 00:00:08.0 Class 0 wrong"));
    QVERIFY(before.contains("00:00:00.0 00:00:04.0 Class 4 moved"));
}

void CorrectionsWindowTest::exportsWithThemUnlessAskedNotTo()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    {
        ExportDialog none(*correcting.shell.session, nullptr);
        for (const auto* box : none.findChildren<QCheckBox*>())
            QVERIFY(!box->text().contains("correction"));
    }
    correcting.choose(0);
    QTest::keyClick(correcting.table, Qt::Key_N);
    QTest::keyClick(correcting.table, Qt::Key_Delete);
    correcting.choose(1);
    QTest::keyClick(correcting.table, Qt::Key_Y);
    QTRY_COMPARE(correcting.shell.session->corrections().count(), 2);
    for (const bool with : {true, false}) {
        ExportDialog dialog(*correcting.shell.session, nullptr);
        QCheckBox* box = nullptr;
        for (auto* candidate : dialog.findChildren<QCheckBox*>()) {
            if (candidate->text() == "with 2 corrections made by hand")
                box = candidate;
            else if (candidate->toolTip().endsWith("a.json"))
                candidate->setChecked(true);
        }
        QVERIFY(box && box->isChecked());
        box->setChecked(with);
        for (auto* field : dialog.findChildren<QLineEdit*>())
            if (field->text() == "a")
                field->setText(with ? "with" : "without");
        QSignalSpy exported(&dialog, &ExportDialog::exported);
        for (auto* button : dialog.findChildren<QPushButton*>())
            if (button->text() == "Export")
                button->click();
        QVERIFY(exported.count() > 0 || exported.wait(30000));
    }
    const ShellFixture& shell = correcting.shell;
    const QByteArray with = contents(shell.path("with.events.csv"));
    QVERIFY2(with.startsWith("file,start_s,end_s,label,mid,peak_probability,mean_probability,correction\r\n"),
             with.constData());
    QVERIFY(!with.contains("Class 0"));
    QCOMPARE(with.count(",right\r\n"), 1);
    QCOMPARE(with.count("\r\n"), 5);
    QVERIFY(contents(shell.path("with.json")).contains("\"correction\":\"right\""));
    const QByteArray without = contents(shell.path("without.events.csv"));
    QVERIFY(without.contains("Class 0"));
    QVERIFY(without.startsWith("file,start_s,end_s,label,mid,peak_probability,mean_probability\r\n"));
    QCOMPARE(without.count("\r\n"), 6);
    for (const char* name : {"without.json", "without.provenance.json"})
        QVERIFY2(!contents(shell.path(name)).contains("\"correction"), name); // the folder is called so
}

QTEST_MAIN(CorrectionsWindowTest)
#include "corrections_window_test.moc"
