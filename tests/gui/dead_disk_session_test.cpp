#include "tests/gui/dead_disk.h"
#include "tests/gui/session_window.h"
#include "ui/style/theme.h"

#include <QDir>

#include <optional>

using namespace dass;

namespace {

QString folderOf(const SessionWindow& at)
{
    return at.shell.settings.dataFolder() + QStringLiteral("/unsaved");
}

QStringList unsavedOf(const SessionWindow& at)
{
    return QDir(folderOf(at)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
}

} // namespace

// Unsaved work on a disk that does not answer while the window is closed: that waits for nothing, and nothing is left.
class DeadDiskSessionTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void theWindowClosesBeforeUnsavedWorkIsRemoved();
    void whatIsKeptWhileTheWindowClosesIsRemovedToo();
};

void DeadDiskSessionTest::theWindowClosesBeforeUnsavedWorkIsRemoved()
{
    SessionWindow at;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QTRY_VERIFY_WITH_TIMEOUT(!unsavedOf(at).isEmpty() && !at.keeper().isBusy(), 20000);
    DeadDisk disk(folderOf(at).toStdString());
    QVERIFY(at.window->close());
    QVERIFY(!at.window->isVisible());
    QTRY_VERIFY(disk.isWaitedFor());
    QCOMPARE(QString::fromStdString(disk.askedHere()), QString());
    disk.answer();
    at.window.reset(); // waits, as the program's end does
    QCOMPARE(unsavedOf(at), QStringList());
    at.start();
    QTRY_VERIFY(!at.keeper().isBusy());
    QVERIFY(!at.keeper().hasLeft());
}

// The earlier work that it was restored from has not been replaced yet.
void DeadDiskSessionTest::whatIsKeptWhileTheWindowClosesIsRemovedToo()
{
    SessionWindow at;
    std::optional<DeadDisk> disk;
    QVERIFY(at.shell.waitForBatch({at.shell.makeRecording("a.wav", 2)}));
    QTRY_VERIFY_WITH_TIMEOUT(!unsavedOf(at).isEmpty() && !at.keeper().isBusy(), 20000);
    at.start(); // the window went without closing
    QTRY_VERIFY(at.keeper().hasLeft());
    connect(&at.keeper(), &SessionKeeper::completed, this, [&] { disk.emplace(folderOf(at).toStdString()); });
    at.keeper().restoreLeft();
    QTRY_VERIFY(disk && disk->isWaitedFor()); // by the job that keeps it as this window's own
    QVERIFY(!at.window->close());
    QVERIFY(at.answer("Don’t save"));
    QTRY_VERIFY(!at.window->isVisible());
    QVERIFY(disk->isWaitedFor());
    QCOMPARE(QString::fromStdString(disk->askedHere()), QString());
    disk->answer();
    at.window.reset();
    QCOMPARE(unsavedOf(at), QStringList());
    at.start();
    QTRY_VERIFY(!at.keeper().isBusy());
    QVERIFY(!at.keeper().hasLeft());
}

QTEST_MAIN(DeadDiskSessionTest)
#include "dead_disk_session_test.moc"
