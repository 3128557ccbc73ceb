#include "app/jobs/latest_worker.h"
#include "app/jobs/queue_worker.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

using namespace dass;

namespace {

// What a worker did, in order.
class Record
{
public:
    void add(int what)
    {
        const std::scoped_lock lock(m_mutex);
        m_done.push_back(what);
    }
    std::vector<int> done()
    {
        const std::scoped_lock lock(m_mutex);
        return m_done;
    }

private:
    std::mutex m_mutex;
    std::vector<int> m_done;
};

constexpr int kFirst = 1; // the request that is worked on while others come

} // namespace

// What the workers beside the window stand on.
class WorkersTest : public QObject
{
    Q_OBJECT
private slots:
    void aNewerRequestStopsTheOneInHand();
    void aNewerRequestWaitsWhereItIsToldTo();
    void whatIsCancelledIsNotBegun();
    void theEndStopsTheRequestInHand();
    void tasksAreDoneInTheirOrder();
    void atTheEndTheRestIsHandedOver();
    void aTaskTakesThePlaceOfThoseNotBegun();
};

void WorkersTest::aNewerRequestStopsTheOneInHand()
{
    Record record;
    std::binary_semaphore begun{0};
    std::atomic<quint64> last = 0;
    LatestWorker<int> worker([&](quint64 number, int request, const std::stop_token& stop) {
        if (request == kFirst) {
            begun.release();
            while (!stop.stop_requested())
                std::this_thread::yield();
        }
        record.add(request);
        last = number;
    });
    QCOMPARE(worker.request(kFirst), quint64{1});
    begun.acquire();
    const quint64 newest = worker.request(2);
    QTRY_COMPARE(last.load(), newest);
    QCOMPARE(record.done(), (std::vector{1, 2}));
}

void WorkersTest::aNewerRequestWaitsWhereItIsToldTo()
{
    Record record;
    std::binary_semaphore begun{0};
    std::binary_semaphore goOn{0};
    std::atomic<bool> stopped = false;
    LatestWorker<int, JobPriority::Normal, NewerRequest::Waits> worker(
        [&](quint64, int request, const std::stop_token& stop) {
            if (request == kFirst) {
                begun.release();
                goOn.acquire();
                stopped = stop.stop_requested();
            }
            record.add(request);
        });
    worker.request(kFirst);
    begun.acquire();
    worker.request(2); // never begun: 3 takes its place
    worker.request(3);
    goOn.release();
    QTRY_COMPARE(record.done(), (std::vector{1, 3}));
    QVERIFY(!stopped);
}

void WorkersTest::whatIsCancelledIsNotBegun()
{
    Record record;
    std::binary_semaphore begun{0};
    LatestWorker<int, JobPriority::Normal, NewerRequest::Waits> worker(
        [&](quint64, int request, const std::stop_token& stop) {
            if (request == kFirst) {
                begun.release();
                while (!stop.stop_requested())
                    std::this_thread::yield();
            }
            record.add(request);
        });
    worker.request(kFirst);
    begun.acquire();
    worker.request(2);
    worker.cancel();
    QCOMPARE(worker.request(3), quint64{3});
    QTRY_COMPARE(record.done(), (std::vector{1, 3}));
}

void WorkersTest::theEndStopsTheRequestInHand()
{
    Record record;
    {
        std::binary_semaphore begun{0};
        LatestWorker<int, JobPriority::Background, NewerRequest::Waits> worker(
            [&](quint64, int request, const std::stop_token& stop) {
                begun.release();
                while (!stop.stop_requested())
                    std::this_thread::yield();
                record.add(request);
            });
        worker.request(kFirst);
        begun.acquire();
        worker.request(2);
    }
    QCOMPARE(record.done(), (std::vector{1}));
}

void WorkersTest::tasksAreDoneInTheirOrder()
{
    Record record;
    QueueWorker<std::unique_ptr<int>> worker(
        [&](const std::unique_ptr<int>& task, const std::stop_token&) { record.add(*task); });
    for (const int task : {1, 2, 3})
        worker.add(std::make_unique<int>(task));
    QTRY_COMPARE(record.done(), (std::vector{1, 2, 3}));
}

void WorkersTest::atTheEndTheRestIsHandedOver()
{
    Record record;
    Record ended; // handed over after the end was asked for
    {
        std::binary_semaphore begun{0};
        QueueWorker<int> worker([&](int task, const std::stop_token& stop) {
            if (task == kFirst) {
                begun.release();
                while (!stop.stop_requested())
                    std::this_thread::yield();
            } else if (stop.stop_requested()) {
                ended.add(task);
            }
            record.add(task);
        });
        worker.add(kFirst);
        begun.acquire();
        worker.add(2);
        worker.add(3);
    }
    QCOMPARE(record.done(), (std::vector{1, 2, 3}));
    QCOMPARE(ended.done(), (std::vector{2, 3}));
}

void WorkersTest::aTaskTakesThePlaceOfThoseNotBegun()
{
    Record record;
    std::binary_semaphore begun{0};
    std::binary_semaphore goOn{0};
    QueueWorker<int> worker([&](int task, const std::stop_token&) {
        if (task == kFirst) {
            begun.release();
            goOn.acquire();
        }
        record.add(task);
    });
    worker.add(kFirst);
    begun.acquire();
    worker.add(2);
    worker.add(13);
    worker.addInPlaceOf([](int task) { return task < 10; }, 4);
    goOn.release();
    QTRY_COMPARE(record.done(), (std::vector{1, 13, 4}));
}

QTEST_GUILESS_MAIN(WorkersTest)
#include "workers_test.moc"
