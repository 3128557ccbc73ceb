#include "app/jobs/file_look.h"
#include "tests/gui/dead_disk.h"

#include <QFile>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>
#include <thread>

using namespace dass;

// How the disk is asked by objects of the window.
class FileLookTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void tellsWhatIsThere();
    void asksOnAnotherThreadAndAnswersOnThisOne();
    void theWindowGoesOnWhileTheDiskDoesNotAnswer();
    void anAnswerToAnObjectThatIsGoneIsDropped();
    void anAnswerToAQuestionThatWasReplacedIsDropped();
    void theOneWhoAsksMayGoWithTheAnswer();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileLookTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QFile file(path("a.wav"));
    QVERIFY(file.open(QIODevice::WriteOnly));
}

void FileLookTest::tellsWhatIsThere()
{
    QStringList told;
    for (const char* name : {"a.wav", "b.wav"}) {
        lookForFile(path(name), this,
                    [&told, name](bool there) { told << QString(name) + (there ? " is" : " is not"); });
        QTRY_COMPARE(told.size(), name[0] == 'a' ? 1 : 2);
    }
    QCOMPARE(told, QStringList({"a.wav is", "b.wav is not"}));
    QTRY_VERIFY(findChildren<QObject*>("lookForFile").isEmpty()); // nothing is left of a question
}

void FileLookTest::asksOnAnotherThreadAndAnswersOnThisOne()
{
    std::thread::id asked;
    std::thread::id answered;
    askDisk(
        this, [] { return std::this_thread::get_id(); },
        [&](std::thread::id thread) {
            asked = thread;
            answered = std::this_thread::get_id();
        });
    QTRY_VERIFY(answered != std::thread::id());
    QCOMPARE(answered, std::this_thread::get_id());
    QVERIFY(asked != answered);
}

void FileLookTest::theWindowGoesOnWhileTheDiskDoesNotAnswer()
{
    DeadDisk disk(m_folder->path().toStdString());
    bool answered = false;
    lookForFile(path("a.wav"), this, [&](bool there) { answered = there; });
    QTRY_VERIFY(disk.isWaitedFor());
    bool turned = false; // of the event loop
    QTimer::singleShot(0, this, [&] { turned = true; });
    QTRY_VERIFY(turned);
    QVERIFY(!answered);
    QCOMPARE(QString::fromStdString(disk.askedHere()), QString());
    disk.answer();
    QTRY_VERIFY(answered);
}

void FileLookTest::anAnswerToAnObjectThatIsGoneIsDropped()
{
    DeadDisk disk(m_folder->path().toStdString());
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> then = held;
    auto window = std::make_unique<QObject>();
    lookForFile(path("a.wav"), window.get(), [held = std::move(held)](bool) { QFAIL("it is gone"); });
    QTRY_VERIFY(disk.isWaitedFor());
    window.reset();          // waits for nothing
    QVERIFY(then.expired()); // so that nobody can call it any more
    QVERIFY(disk.isWaitedFor());
    bool another = false; // question of the same disk
    lookForFile(path("b.wav"), this, [&](bool) { another = true; });
    disk.answer();
    QTRY_VERIFY(another);
}

void FileLookTest::anAnswerToAQuestionThatWasReplacedIsDropped()
{
    DeadDisk disk(path("a.wav").toStdString());
    QStringList told;
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> then = held;
    QPointer<QObject> question =
        lookForFile(path("a.wav"), this, [&told, held = std::move(held)](bool) { told << "a.wav"; });
    QTRY_VERIFY(disk.isWaitedFor());
    delete question;
    QVERIFY(then.expired());
    question = lookForFile(path("b.wav"), this, [&](bool) { told << "b.wav"; });
    QTRY_COMPARE(told, QStringList{"b.wav"}); // the one of before still waits
    QVERIFY(disk.isWaitedFor());
    disk.answer();
    QTRY_VERIFY(!disk.isWaitedFor());
    QTRY_VERIFY(!question);
    QCOMPARE(told, QStringList{"b.wav"});
}

void FileLookTest::theOneWhoAsksMayGoWithTheAnswer()
{
    auto window = std::make_unique<QObject>();
    bool answered = false;
    lookForFile(path("a.wav"), window.get(), [&](bool) {
        window.reset();
        answered = true;
    });
    QTRY_VERIFY(answered);
}

QTEST_GUILESS_MAIN(FileLookTest)
#include "file_look_test.moc"
