#include "tests/gui/correcting_window.h"
#include "tests/gui/every_dialog.h"
#include "ui/haystack/haystack_view.h"
#include "ui/language/language.h"
#include "ui/mainwindow/workspaces.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QTabBar>

using namespace dass;

namespace {

// Parts that Qt makes inside a control of its own; whoever reads the screen hears the control.
bool isPartOfControl(const QWidget& widget)
{
    const QWidget* parent = widget.parentWidget();
    return widget.objectName().startsWith("qt_") || qobject_cast<const QAbstractSpinBox*>(parent) ||
           qobject_cast<const QComboBox*>(parent) || parent->inherits("QLineEdit") ||
           parent->inherits("QComboBoxPrivateContainer") || widget.inherits("QComboBoxPrivateContainer") ||
           widget.inherits("QMenuBar");
}

bool isControl(const QWidget& widget)
{
    const bool focusable = widget.focusPolicy() != Qt::NoFocus && !widget.focusProxy();
    return focusable || qobject_cast<const QAbstractButton*>(&widget);
}

QString describe(const QWidget& widget)
{
    QString text = widget.metaObject()->className();
    text += " “" + widget.property("text").toString() + widget.accessibleName() + "”";
    for (const QWidget* parent = widget.parentWidget(); parent; parent = parent->parentWidget())
        text += QStringLiteral(" < ") + parent->metaObject()->className();
    return text;
}

QString nameOf(QWidget& widget)
{
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

// What a person who does not see the picture, or does not know the icon, misses.
QStringList nameless(const QWidget& window)
{
    QStringList bad;
    for (auto* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || isPartOfControl(*widget) || !isControl(*widget))
            continue;
        if (nameOf(*widget).trimmed().isEmpty())
            bad << "no name: " + describe(*widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (button && button->text().isEmpty() && button->toolTip().isEmpty())
            bad << "an icon without a tool tip: " + describe(*widget);
    }
    return bad;
}

// Controls that Tab goes to, in its order, from the first one on.
QWidgetList tabOrder(const QWidget& window)
{
    QWidgetList order;
    for (QWidget* widget = window.nextInFocusChain(); widget != &window; widget = widget->nextInFocusChain())
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisibleTo(&window) && widget->isEnabled() &&
            !isPartOfControl(*widget) && !widget->focusProxy())
            order << widget;
    return order;
}

// Line by line, and in a line from left to right. The order is a ring: once it goes back to the top.
QStringList jumps(const QWidget& window)
{
    QStringList bad;
    const QWidgetList order = tabOrder(window);
    for (qsizetype i = 0; i < order.size(); ++i) {
        const QWidget* last = order[i == 0 ? order.size() - 1 : i - 1];
        const QRect before(last->mapTo(&window, QPoint()), last->size());
        const QRect after(order[i]->mapTo(&window, QPoint()), order[i]->size());
        const bool below = after.top() >= before.bottom();
        const bool right = after.left() >= before.left();
        if (!below && !right)
            bad << describe(*last) + "\n   then " + describe(*order[i]);
    }
    return bad.size() > 1 ? bad : QStringList();
}

QStringList clashes(const QString& menu, const QList<QAction*>& entries)
{
    QStringList bad;
    QHash<QKeySequence, QString> seen;
    for (const QAction* action : entries) {
        const QKeySequence mnemonic = QKeySequence::mnemonic(action->text());
        if (!mnemonic.isEmpty() && seen.contains(mnemonic))
            bad << menu + ": " + seen.value(mnemonic) + " and " + action->text();
        seen.insert(mnemonic, action->text());
        if (action->menu())
            bad << clashes(action->text(), action->menu()->actions());
    }
    return bad;
}

} // namespace

// The window for somebody who has the keyboard only, or hears what is on the screen.
class AccessibilityTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanup();
    void namesEveryControlOfTheFirstView();
    void namesEveryControl();
    void namesEveryControlOfTheHaystack();
    void goesThroughDialogsInReadingOrder();
    void givesEntriesOfAMenuDifferentLetters_data();
    void givesEntriesOfAMenuDifferentLetters();
    void reachesEveryControlWithTab();
    void underlinesLettersFromAltOn();
};

void AccessibilityTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

void AccessibilityTest::cleanup()
{
    installLanguage("en");
}

void AccessibilityTest::namesEveryControlOfTheFirstView()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, QStringLiteral(DASS_SOURCE_DIR "/resources/sample/sample.flac"));
    window.show();
    const QStringList bad = nameless(window);
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
}

void AccessibilityTest::namesEveryControl()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(1);
    QStringList bad = nameless(correcting.window);
    const int visited = forEachDialog(correcting.window, [&](QWidget& dialog, const QString& id) {
        for (const QString& line : nameless(dialog))
            bad << id + ", " + line;
    });
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
    QVERIFY2(visited >= 12, qPrintable(QString::number(visited)));
}

void AccessibilityTest::namesEveryControlOfTheHaystack()
{
    ShellFixture shell;
    const QString sample = QStringLiteral(DASS_SOURCE_DIR "/resources/sample/sample.flac");
    MainWindow window(shell.settings, *shell.session, sample);
    window.show();
    window.workspaces()->show(window.haystack());
    QStringList bad = nameless(window); // the first view
    window.haystack()->addFiles({sample});
    bad << nameless(window);
    window.haystack()->stopAll();
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
}

void AccessibilityTest::goesThroughDialogsInReadingOrder()
{
    CorrectingWindow correcting;
    QVERIFY(correcting.open());
    correcting.choose(1);
    QStringList bad;
    forEachDialog(correcting.window, [&](QWidget& dialog, const QString& id) {
        for (const QString& line : jumps(dialog))
            bad << id + ": " + line;
    });
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
}

void AccessibilityTest::givesEntriesOfAMenuDifferentLetters_data()
{
    QTest::addColumn<QString>("code");
    for (const Language& language : languages())
        QTest::newRow(language.code) << QString(language.code);
}

void AccessibilityTest::givesEntriesOfAMenuDifferentLetters()
{
    QFETCH(QString, code);
    installLanguage(code);
    CorrectingWindow correcting;
    const QStringList bad = clashes("menu bar", correcting.window.findChild<QMenuBar*>()->actions());
    QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
}

// With a recording open: whatever Tab can reach it does reach, except that in the plots and in the events table it goes
// from event to event while there are more.
void AccessibilityTest::reachesEveryControlWithTab()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    const QWidgetList wanted = tabOrder(window);
    QVERIFY(wanted.size() > 8);
    wanted.first()->setFocus();
    QSet<QWidget*> reached{QApplication::focusWidget()};
    for (qsizetype i = 0; i < 2 * wanted.size(); ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached << QApplication::focusWidget();
    }
    for (QWidget* widget : wanted)
        QVERIFY2(reached.contains(widget), qPrintable(describe(*widget)));
}

void AccessibilityTest::underlinesLettersFromAltOn()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    auto* bar = window.findChild<QMenuBar*>();
    const QImage quiet = bar->grab().toImage();
    QTest::keyPress(&window, Qt::Key_Alt);
    QVERIFY(bar->grab().toImage() != quiet);
    QTest::keyRelease(&window, Qt::Key_Alt);
    QCOMPARE(QApplication::focusWidget(), static_cast<QWidget*>(bar)); // Alt alone gives it the keyboard
    QTest::keyClick(bar, Qt::Key_Escape);
    QVERIFY(!bar->hasFocus());
    QTRY_VERIFY(bar->grab().toImage() == quiet);
    QTest::keyPress(&window, Qt::Key_Alt);
    QVERIFY(bar->grab().toImage() != quiet);
    QTest::mouseClick(window.analyzeView(), Qt::LeftButton);
    QTest::keyRelease(&window, Qt::Key_Alt, Qt::NoModifier);
    QTRY_VERIFY(bar->grab().toImage() == quiet);
}

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
