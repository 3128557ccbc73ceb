#include "app/jobs/path_text.h"

#include <QTest>

using namespace dass;

// Paths as texts and back, whatever stands in them.
class PathTextTest : public QObject
{
    Q_OBJECT
private slots:
    void namesOfAnyScriptComeBack();
    void aNameThatIsNoUtf8IsShownAllTheSame();
    void aTextThatNoNameCanBeIsTaken();
};

void PathTextTest::namesOfAnyScriptComeBack()
{
    const QString text = QStringLiteral("/Töne/鳥/\U0001F426.wav");
    QCOMPARE(fromPath(toPath(text)), text);
    QCOMPARE(toPath(text).u8string(), std::u8string(u8"/Töne/鳥/\U0001F426.wav"));
    QVERIFY(toPath({}).empty());
    QVERIFY(fromPath({}).isEmpty());
}

void PathTextTest::aNameThatIsNoUtf8IsShownAllTheSame()
{
    QCOMPARE(fromPath(std::string("/sounds/d\xffwn.wav")), QStringLiteral("/sounds/d\uFFFDwn.wav"));
}

void PathTextTest::aTextThatNoNameCanBeIsTaken()
{
    const QString half = QString(QChar(0xD83D)) + QStringLiteral(".wav"); // of a pair
    QCOMPARE(toPath(half).extension().u8string(), std::u8string(u8".wav"));
}

QTEST_GUILESS_MAIN(PathTextTest)
#include "path_text_test.moc"
