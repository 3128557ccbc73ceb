#include "app/haystack/haystack_session.h"
#include "tests/gui/find_in_window.h"
#include "tests/gui/playback_fixture.h"
#include "tests/gui/shell_fixture.h"
#include "ui/distill/distill_view.h"
#include "ui/distill/guide_page.h"
#include "ui/haystack/haystack_view.h"
#include "ui/mainwindow/first_size.h"
#include "ui/mainwindow/main_window.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QFileDialog>
#include <QScreen>
#include <QTimer>

#include <algorithm>
#include <optional>

using namespace dass;

namespace {

// The program as it is when it is started for the first time.
struct FirstStart
{
    FirstStart()
    {
        window.resize(1280, 800);
        window.show();
        window.activateWindow();
        active = QTest::qWaitForWindowActive(&window, 30000);
    }

    QAbstractButton* button(const QString& text) const
    {
        for (auto* one : window.findChildren<QAbstractButton*>())
            if (one->isVisible() && (one->text().startsWith(text) || one->accessibleName() == text))
                return one;
        return nullptr;
    }

    // With the keyboard on it.
    bool press(const QString& text, Qt::Key key = Qt::Key_Return, Qt::KeyboardModifiers modifiers = {}) const
    {
        QAbstractButton* one = button(text);
        if (!one)
            return false;
        one->setFocus(Qt::TabFocusReason);
        if (QApplication::focusWidget() != one)
            return false;
        QTest::keyClick(one, key, modifiers);
        return true;
    }

    ShellFixture shell;
    FakeOutput* output = new FakeOutput; // the window's
    MainWindow window{shell.settings, *shell.session, QStringLiteral(DASS_SOURCE_DIR "/resources/sample/sample.flac"),
                      std::unique_ptr<SoundOutput>(output)};
    bool active = false;
};

} // namespace

// The first view of each workspace, and the window that it is in.
class FirstStartTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void enterOpensRecordings();
    void enterTagsTheSample();
    void enterPlaysTheSample();
    void enterShowsTheExample();
    void enterBeginsAModel();
    void enterLeavesBoxesAlone();
    void fillsMostOfTheScreen_data();
    void fillsMostOfTheScreen();
    void takesItsFirstSize();
};

void FirstStartTest::enterOpensRecordings()
{
    FirstStart at;
    QVERIFY(at.active);
    QAbstractButton* open = at.button("Open recordings…");
    QVERIFY(open && open->hasFocus()); // as the program starts
    int asked = 0;
    QTimer::singleShot(0, &at.window, [&] { // inside the dialog's own event loop
        if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
            ++asked;
            dialog->reject();
        }
    });
    QTest::keyClick(open, Qt::Key_Return);
    QCOMPARE(asked, 1);
}

void FirstStartTest::enterTagsTheSample()
{
    FirstStart at;
    QVERIFY(at.active);
    at.shell.session->setModel("fake");
    QVERIFY(at.press("Tag the sample", Qt::Key_Return, Qt::ControlModifier)); // is something else
    QVERIFY(at.shell.session->recordings().empty());
    QVERIFY(at.press("Tag the sample", Qt::Key_Enter, Qt::KeypadModifier));
    QCOMPARE(at.shell.session->recordings().size(), std::size_t{1});
    at.shell.session->cancel();
}

void FirstStartTest::enterPlaysTheSample()
{
    FirstStart at;
    QVERIFY(at.active);
    QVERIFY(at.press("Play the sample"));
    QVERIFY(at.output->isRunning());
    QVERIFY(at.press("Play the sample"));
    QVERIFY(!at.output->isRunning());
}

void FirstStartTest::enterShowsTheExample()
{
    FirstStart at;
    QVERIFY(at.active);
    at.window.workspaces()->show(at.window.haystack());
    HaystackSession& haystack = at.window.haystack()->session();
    QVERIFY(at.press("Show me an example"));
    QTRY_VERIFY(!haystack.needles().empty());
    haystack.stop();
}

void FirstStartTest::enterBeginsAModel()
{
    FirstStart at;
    QVERIFY(at.active);
    at.window.workspaces()->show(at.window.distillView());
    QVERIFY(!at.window.distillView()->guidePage()->isVisible());
    QVERIFY(at.press("Model from my recordings"));
    QTRY_VERIFY(at.window.distillView()->guidePage()->isVisible());
}

void FirstStartTest::enterLeavesBoxesAlone()
{
    FirstStart at;
    QVERIFY(at.active);
    QCheckBox box(at.window.centralWidget());
    box.show();
    box.setFocus();
    QTest::keyClick(&box, Qt::Key_Return);
    QVERIFY(!box.isChecked());
    QTest::keyClick(&box, Qt::Key_Space);
    QVERIFY(box.isChecked());
}

void FirstStartTest::fillsMostOfTheScreen_data()
{
    QTest::addColumn<QSize>("available");
    QTest::addColumn<QSize>("wanted"); // invalid: the whole screen
    QTest::newRow("4K") << QSize(3840, 2100) << QSize(3264, 1785);
    QTest::newRow("2560 x 1440") << QSize(2560, 1400) << QSize(2176, 1190);
    QTest::newRow("1920 x 1080") << QSize(1920, 1040) << QSize(1632, 884);
    QTest::newRow("1440 x 900") << QSize(1440, 875) << QSize(1280, 800);
    QTest::newRow("with its frame it does not fit") << QSize(1304, 863) << QSize();
    QTest::newRow("1366 x 768") << QSize(1366, 728) << QSize();
}

void FirstStartTest::fillsMostOfTheScreen()
{
    QFETCH(QSize, available);
    QFETCH(QSize, wanted);
    QCOMPARE(firstSize(available).value_or(QSize()), wanted);
}

void FirstStartTest::takesItsFirstSize()
{
    ShellFixture shell;
    const MainWindow window(shell.settings, *shell.session, {});
    const std::optional<QSize> wanted = firstSize(window.screen()->availableSize());
    QCOMPARE(window.isMaximized(), !wanted.has_value());
    if (wanted)
        QCOMPARE(window.size(), *wanted);
}

QTEST_MAIN(FirstStartTest)
#include "first_start_test.moc"
