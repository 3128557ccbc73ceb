#include "tests/gui/correcting_window.h"
#include "tests/gui/every_dialog.h"
#include "ui/mainwindow/key_field.h"
#include "ui/mainwindow/shortcut_editor.h"
#include "ui/mainwindow/shortcut_map.h"
#include "ui/mainwindow/shortcut_table.h"
#include "ui/mainwindow/shortcuts_dialog.h"
#include "ui/style/theme.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/key_names.h"

#include <QLabel>
#include <QSettings>
#include <QToolButton>

using namespace dass;

namespace {

QAction* actionWithId(const MainWindow& window, const QString& id)
{
    for (QAction* action : menuActions(window))
        if (action->objectName() == id)
            return action;
    return nullptr;
}

QStringList keysOf(const MainWindow& window, const QString& id)
{
    QStringList all;
    for (const QKeySequence& keys : actionWithId(window, id)->shortcuts())
        all << keys.toString();
    return all;
}

QPushButton* buttonNamed(const QWidget& window, const QString& text)
{
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text().remove('&') == text)
            return button;
    return nullptr;
}

// The editor as a person opens it, with this action chosen.
ShortcutEditor* openEditor(MainWindow& window, const QString& search)
{
    actionWithId(window, "edit.shortcuts")->trigger();
    auto* editor = window.findChild<ShortcutEditor*>();
    if (!editor || !QTest::qWaitForWindowActive(editor, 30000))
        return nullptr;
    QTest::keyClicks(editor->findChild<SearchField*>(), search);
    return editor;
}

void press(const ShortcutEditor& editor, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
    auto* field = editor.findChild<KeyField*>();
    field->setFocus();
    QTest::keyClick(field, key, modifiers);
}

} // namespace

// Keys that a person gives to actions.
class ShortcutsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void namesEveryActionOnce();
    void takesNewKeysAndKeepsThem();
    void asksBeforeTakingKeysAway();
    void leavesMenusTheirLetters();
    void forgetsWhatWasCancelled();
    void givesTheProgramsOwnKeysBack();
    void leavesTheFieldWithEscape();
    void findsActionsByTheirKeys();
    void ignoresNonsenseInTheSettings();
    void tellsTheKeysOfNowEverywhere();
    void showsAllKeysOnTheSheet();
};

void ShortcutsTest::initTestCase()
{
    Theme::install(*qApp, ThemeChoice::Light);
}

// Files that were opened lately and the like have none; they come and go.
void ShortcutsTest::namesEveryActionOnce()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, "sample.flac");
    QSet<QString> seen;
    for (const QAction* action : menuActions(window)) {
        const QString id = action->objectName();
        QVERIFY2(id.contains('.'), qPrintable("an action without an id: " + action->text()));
        QVERIFY2(!seen.contains(id), qPrintable("two actions are called " + id));
        seen << id;
    }
    QVERIFY(seen.size() > 60);
}

void ShortcutsTest::takesNewKeysAndKeepsThem()
{
    ShellFixture shell;
    {
        MainWindow window(shell.settings, *shell.session, {});
        window.show();
        QCOMPARE(keysOf(window, "play.loop"), QStringList{"L"});
        ShortcutEditor* editor = openEditor(window, "loop");
        QVERIFY(editor);
        press(*editor, Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(keysOf(window, "play.loop"), QStringList{"L"}); // not before it is saved
        buttonNamed(*editor, "Save")->click();
        QCOMPARE(keysOf(window, "play.loop"), QStringList{"Ctrl+J"});
        QVERIFY(!actionWithId(window, "play.loop")->isEnabled()); // without a recording, whatever the keys
    }
    MainWindow next(shell.settings, *shell.session, {});
    QCOMPARE(keysOf(next, "play.loop"), QStringList{"Ctrl+J"});
    QCOMPARE(keysOf(next, "file.open"), QStringList{"Ctrl+O"});
    QCOMPARE(shell.settings.keys().size(), 1);
    shell.settings.setTagWhenOpened(false);
    next.show();
    shell.session->open({shell.makeRecording("a.wav", 1)});
    QVERIFY(QTest::qWaitForWindowActive(&next, 30000));
    const bool before = actionWithId(next, "play.loop")->isChecked();
    QTest::keyClick(&next, Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(actionWithId(next, "play.loop")->isChecked(), !before);
    QTest::keyClick(&next, Qt::Key_L);
    QCOMPARE(actionWithId(next, "play.loop")->isChecked(), !before);
}

void ShortcutsTest::asksBeforeTakingKeysAway()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    ShortcutEditor* editor = openEditor(window, "loop");
    QVERIFY(editor);
    press(*editor, Qt::Key_E, Qt::ControlModifier); // Export
    QPushButton* take = buttonNamed(*editor, "Take them from there");
    QVERIFY(take && take->isVisible());
    bool told = false;
    for (const auto* label : editor->findChildren<QLabel*>())
        told = told || label->text().contains("Export");
    QVERIFY(told);
    auto* table = editor->findChild<ShortcutTable*>();
    QVERIFY(!table->anyChanged());
    take->click();
    QVERIFY(!take->isVisible());
    buttonNamed(*editor, "Save")->click();
    QCOMPARE(keysOf(window, "play.loop"), QStringList{"Ctrl+E"});
    QCOMPARE(keysOf(window, "file.export"), QStringList());
    MainWindow next(shell.settings, *shell.session, {});
    QCOMPARE(keysOf(next, "file.export"), QStringList()); // none is a choice, too
}

void ShortcutsTest::leavesMenusTheirLetters()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    ShortcutEditor* editor = openEditor(window, "loop");
    QVERIFY(editor);
    press(*editor, Qt::Key_F, Qt::AltModifier);
    QVERIFY(!editor->findChild<ShortcutTable*>()->anyChanged());
    QVERIFY(!buttonNamed(*editor, "Take them from there")->isVisible());
}

void ShortcutsTest::forgetsWhatWasCancelled()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    ShortcutEditor* editor = openEditor(window, "loop");
    QVERIFY(editor);
    press(*editor, Qt::Key_J, Qt::ControlModifier);
    buttonNamed(*editor, "Cancel")->click();
    QCOMPARE(keysOf(window, "play.loop"), QStringList{"L"});
    QVERIFY(shell.settings.keys().isEmpty());
}

void ShortcutsTest::givesTheProgramsOwnKeysBack()
{
    ShellFixture shell;
    shell.settings.setKeys({{"play.loop", {"Ctrl+E"}}, {"file.export", {}}, {"view.end", {"Ctrl+End"}}});
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    ShortcutEditor* editor = openEditor(window, "export");
    QVERIFY(editor);
    auto* table = editor->findChild<ShortcutTable*>();
    buttonNamed(*editor, "As at first")->click();
    for (int row = 0; row < table->rowCount(); ++row)
        if (table->entry(row).id == "play.loop")
            QVERIFY(table->entry(row).keys.isEmpty()); // Ctrl+E is taken from there
    buttonNamed(*editor, "All as at first")->click();
    QVERIFY(!table->anyChanged());
    buttonNamed(*editor, "Save")->click();
    QCOMPARE(keysOf(window, "file.export"), QStringList{"Ctrl+E"});
    QCOMPARE(keysOf(window, "play.loop"), QStringList{"L"});
    QCOMPARE(keysOf(window, "view.end"), QStringList{"End"});
    QVERIFY(shell.settings.keys().isEmpty());
}

void ShortcutsTest::leavesTheFieldWithEscape()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    ShortcutEditor* editor = openEditor(window, "loop");
    QVERIFY(editor);
    press(*editor, Qt::Key_Escape);
    QVERIFY(editor->isVisible());
    QVERIFY(qobject_cast<QAbstractItemView*>(editor->focusWidget()));
    QVERIFY(!editor->findChild<ShortcutTable*>()->anyChanged());
    QTest::keyClick(editor->focusWidget(), Qt::Key_Return);
    QVERIFY(editor->isVisible()); // Enter goes to the field
    QVERIFY(editor->focusWidget() == editor->findChild<KeyField*>());
}

void ShortcutsTest::findsActionsByTheirKeys()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    ShortcutEditor* editor = openEditor(window, "ctrl+shift+o");
    QVERIFY(editor);
    const QAbstractItemView* view = viewNamed(*editor, "Actions and their keys");
    QCOMPARE(view->model()->rowCount(), 1);
    QCOMPARE(view->model()->index(0, 0).data().toString(), QString("Open folder"));
}

void ShortcutsTest::ignoresNonsenseInTheSettings()
{
    ShellFixture shell;
    shell.settings.setKeys({{"play.loop", {"Ctrl+Nonsense", QString(5000, 'x'), ""}},
                            {"no.such.action", {"Ctrl+O"}},
                            {"view.end", {"Ctrl+A, Ctrl+B", "Ctrl+End"}}});
    MainWindow window(shell.settings, *shell.session, {});
    QCOMPARE(keysOf(window, "play.loop"), QStringList());
    QCOMPARE(keysOf(window, "file.open"), QStringList{"Ctrl+O"});
    QCOMPARE(keysOf(window, "view.end"), QStringList{"Ctrl+End"});
}

void ShortcutsTest::tellsTheKeysOfNowEverywhere()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    const auto toolTips = [&] {
        QStringList all;
        for (const auto* button : window.findChildren<QAbstractButton*>())
            all << button->toolTip();
        return all;
    };
    QVERIFY(toolTips().contains("Open recordings (Ctrl+O)"));
    auto& map = *window.findChild<ShortcutMap*>();
    std::vector<ShortcutMap::Entry> entries = map.entries();
    for (ShortcutMap::Entry& entry : entries)
        if (entry.id == "file.open")
            entry.keys = {QKeySequence("Ctrl+Alt+O")};
    map.apply(entries);
    QCOMPARE(KeyNames::instance().of("file.open"), QString("Ctrl+Alt+O"));
    QVERIFY(toolTips().contains("Open recordings (Ctrl+Alt+O)"));
    QVERIFY(!toolTips().contains("Open recordings (Ctrl+O)"));
    for (ShortcutMap::Entry& entry : entries)
        if (entry.id == "file.open")
            entry.keys = {};
    map.apply(entries);
    QVERIFY(toolTips().contains("Open recordings"));
}

void ShortcutsTest::showsAllKeysOnTheSheet()
{
    ShellFixture shell;
    shell.settings.setKeys({{"play.loop", {"Ctrl+J"}}});
    MainWindow window(shell.settings, *shell.session, {});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window, 30000));
    QTest::keyClick(&window, Qt::Key_F1);
    auto* sheet = window.findChild<ShortcutsDialog*>();
    QVERIFY(sheet);
    QStringList texts;
    for (const auto* label : sheet->findChildren<QLabel*>())
        texts << label->text();
    for (const ShortcutMap::Entry& entry : window.findChild<ShortcutMap*>()->entries())
        if (!entry.keys.isEmpty())
            QVERIFY2(texts.contains(entry.text) && texts.contains(ShortcutMap::textOf(entry.keys)),
                     qPrintable(entry.id));
    QVERIFY(texts.contains("Ctrl+J"));
    QVERIFY(!texts.contains("L"));
    buttonNamed(*sheet, "Change…")->click();
    QVERIFY(window.findChild<ShortcutEditor*>());
}

QTEST_MAIN(ShortcutsTest)
#include "shortcuts_test.moc"
