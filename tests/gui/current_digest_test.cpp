#include "app/session/current_digest.h"

#include <QSignalSpy>
#include <QTest>

#include <array>

using namespace dass;

namespace {

// Of one class with this maximum.
DigestRequest requestFor(float maximum)
{
    DigestRequest request;
    request.result.probabilities = std::make_shared<ProbabilityMatrix>(1);
    request.result.probabilities->append(std::array{0.1F, maximum});
    request.result.timing = RowTiming(TaggingSettings{});
    request.result.frames = 2000;
    request.result.samples = 320'000;
    request.result.complete = true;
    return request;
}

bool shows(const CurrentDigest& digest, float maximum)
{
    return digest.value()->summary.size() == 1 && digest.value()->summary[0].maxProbability == maximum;
}

} // namespace

// Events and summaries of what is looked at, as they are asked for while others are under way.
class CurrentDigestTest : public QObject
{
    Q_OBJECT
private slots:
    void theNewestOfThoseThatWaitFollows();
    void whatIsClearedIsNotAnswered();
    void aGrowingOneIsAnsweredNowAndThen();
    void oneThatDoesNotGrowWaitsForNothing();
};

void CurrentDigestTest::theNewestOfThoseThatWaitFollows()
{
    CurrentDigest digest;
    QSignalSpy changed(&digest, &CurrentDigest::changed);
    digest.request(requestFor(0.25F), false);
    digest.request(requestFor(0.5F), false);
    digest.request(requestFor(0.75F), false);
    QTRY_VERIFY(shows(digest, 0.75F));
    QCOMPARE(changed.count(), 2); // the one that was under way, and the newest
}

void CurrentDigestTest::whatIsClearedIsNotAnswered()
{
    CurrentDigest digest;
    QSignalSpy changed(&digest, &CurrentDigest::changed);
    digest.request(requestFor(0.25F), false);
    digest.request(requestFor(0.5F), false);
    digest.clear();
    QVERIFY(digest.value()->summary.empty());
    digest.request(requestFor(0.75F), false);
    QTRY_VERIFY(shows(digest, 0.75F));
    QCOMPARE(changed.count(), 1);
}

void CurrentDigestTest::aGrowingOneIsAnsweredNowAndThen()
{
    CurrentDigest digest;
    QSignalSpy changed(&digest, &CurrentDigest::changed);
    digest.request(requestFor(0.25F), true);
    QTRY_COMPARE(changed.count(), 1);
    for (const float maximum : {0.5F, 0.625F, 0.75F}) // a run goes on
        digest.request(requestFor(maximum), true);
    QTRY_VERIFY(shows(digest, 0.75F));
    QCOMPARE(changed.count(), 2);
}

void CurrentDigestTest::oneThatDoesNotGrowWaitsForNothing()
{
    CurrentDigest digest;
    digest.request(requestFor(0.25F), true);
    QTRY_VERIFY(shows(digest, 0.25F));
    digest.request(requestFor(0.5F), true); // may have to wait
    digest.request(requestFor(0.75F), false);
    QSignalSpy changed(&digest, &CurrentDigest::changed);
    QTRY_VERIFY(shows(digest, 0.75F));
    QVERIFY(changed.count() <= 2);
}

QTEST_GUILESS_MAIN(CurrentDigestTest)
#include "current_digest_test.moc"
