#include "app/haystack/number_list.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTest>

using namespace dass;

// Lengths, positions and ratios as a person types and sees them.
class NumberListTest : public QObject
{
    Q_OBJECT
private slots:
    void lengthsAreReadAsWritten();
    void listsFollowTheLanguagesDecimalSign();
};

void NumberListTest::lengthsAreReadAsWritten()
{
    QCOMPARE(*parseLengths("10, 50 s; 5 min, 2.5 h"), (std::vector<std::int64_t>{1024, 5000, 30000, 900000}));
    for (const std::int64_t frames : {1024, 3000, 5000, 9000, 12345, 30000, 180000, 900000, 8640000})
        QCOMPARE(*parseLength(lengthText(frames)), frames);
    QVERIFY(!parseLengths("10, soon"));
    QVERIFY(!parseLengths(""));
    QCOMPARE(*parsePositions("1, 0, 0.5, 0.5"), (std::vector<double>{0, 0.5, 1}));
    QVERIFY(!parsePositions("1.1"));
    QCOMPARE(*parseRatios("none, -5, 10"), (std::vector<std::optional<double>>{std::nullopt, -5, 10}));
    QVERIFY(!parseRatios("nan"));
}

void NumberListTest::listsFollowTheLanguagesDecimalSign()
{
    const QLocale before;
    const auto restore = qScopeGuard([&] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(lengthsText({1024, 900000}), QString("10,24 s; 2,5 h"));
    QCOMPARE(*parseLengths("10,24 s; 2,5 h"), (std::vector<std::int64_t>{1024, 900000}));
    QCOMPARE(positionsText({0, 0.25, 1}), QString("0; 0,25; 1"));
    for (const char* text : {"0; 0,25; 1", "0, 0.25, 1", "0, 0,25, 1,"})
        QCOMPARE(*parsePositions(text), (std::vector<double>{0, 0.25, 1}));
    QCOMPARE(*parseRatios("-2,5; 10"), (std::vector<std::optional<double>>{-2.5, 10}));
}

QTEST_MAIN(NumberListTest)
#include "number_list_test.moc"
