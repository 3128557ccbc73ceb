#include "app/jobs/job_thread.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <chrono>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <utility>

using namespace dass;

namespace {

// A thread of a job that takes its time to end, as one does for which OpenMP has started others.
struct LateEnd
{
    std::binary_semaphore goOn{0};
    std::atomic<bool> over = false;
};

struct EndsLate
{
    explicit EndsLate(std::shared_ptr<LateEnd> end) : m_end(std::move(end)) {}
    ~EndsLate()
    {
        static_cast<void>(m_end->goOn.try_acquire_for(std::chrono::seconds(20))); // a test that fails is to end, too
        m_end->over = true;
    }
    EndsLate(const EndsLate&) = delete;
    EndsLate& operator=(const EndsLate&) = delete;

private:
    const std::shared_ptr<LateEnd> m_end;
};

} // namespace

// What all jobs stand on.
class JobThreadTest : public QObject
{
    Q_OBJECT
private slots:
    void isNotHeldUpByAThreadThatOnlyHasToEnd();
    void isGoneWithWhatItsBodyHeldOnceItSaysSo();
    void waitsForABodyThatIsStillAtWork();
    void saysHowItEnded();
};

void JobThreadTest::isNotHeldUpByAThreadThatOnlyHasToEnd()
{
    const auto end = std::make_shared<LateEnd>();
    auto job = std::make_unique<JobThread>(nextJobId());
    QSignalSpy ended(job.get(), &JobThread::ended);
    job->start([end](const std::stop_token&) {
        static const thread_local EndsLate late(end);
        return Outcome::Finished;
    });
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(!end->over);
    job.reset();
    QVERIFY(!end->over);
    end->goOn.release();
    QTRY_VERIFY(end->over);
}

void JobThreadTest::isGoneWithWhatItsBodyHeldOnceItSaysSo()
{
    auto held = std::make_shared<int>(1);
    const std::weak_ptr<int> there = held;
    JobThread job(nextJobId());
    bool gone = false;
    connect(&job, &JobThread::ended, this, [&] { gone = there.expired(); });
    QSignalSpy ended(&job, &JobThread::ended);
    job.start([held = std::move(held)](const std::stop_token&) { return Outcome::Finished; });
    QTRY_COMPARE(ended.count(), 1);
    QVERIFY(gone);
}

void JobThreadTest::waitsForABodyThatIsStillAtWork()
{
    std::binary_semaphore begun{0};
    std::atomic<bool> over = false;
    {
        JobThread job(nextJobId());
        job.start([&](const std::stop_token& stop) {
            begun.release();
            while (!stop.stop_requested())
                std::this_thread::yield();
            over = true;
            return Outcome::Cancelled;
        });
        begun.acquire();
    }
    QVERIFY(over);
}

void JobThreadTest::saysHowItEnded()
{
    for (const JobEnd wanted : {JobEnd::Finished, JobEnd::Cancelled, JobEnd::Failed}) {
        JobThread job(nextJobId());
        QSignalSpy ended(&job, &JobThread::ended);
        job.start([wanted](const std::stop_token&) {
            if (wanted == JobEnd::Failed)
                throw std::runtime_error("it broke");
            return wanted == JobEnd::Finished ? Outcome::Finished : Outcome::Cancelled;
        });
        QTRY_COMPARE(ended.count(), 1);
        QCOMPARE(ended.first().at(0).toULongLong(), job.id());
        QCOMPARE(ended.first().at(1).value<JobEnd>(), wanted);
        QCOMPARE(ended.first().at(2).toString().contains("it broke"), wanted == JobEnd::Failed);
    }
}

QTEST_GUILESS_MAIN(JobThreadTest)
#include "job_thread_test.moc"
