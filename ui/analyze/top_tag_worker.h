#pragma once

#include "app/jobs/queue_worker.h"
#include "core/inference/probability_matrix.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <vector>

namespace dass {

// Finds the tag of the greatest probability in results, one after another off the GUI thread: it takes some 20 ms for
// ten hours. GUI thread.
class TopTagWorker : public QObject
{
    Q_OBJECT
public:
    explicit TopTagWorker(QObject* parent = nullptr); // its destructor stops at the next row

    // Among these classes of the matrix; empty: all. Returns the request's number, which comes back with its answer.
    quint64 request(std::shared_ptr<const ProbabilityMatrix> probabilities, std::vector<std::int64_t> classes);

signals:
    void found(quint64 request, qint64 classIndex); // -1 where no row has a number

private:
    struct Request
    {
        quint64 number = 0;
        std::shared_ptr<const ProbabilityMatrix> probabilities;
        std::vector<std::int64_t> classes;
    };

    quint64 m_last = 0;
    QueueWorker<Request> m_worker;
};

} // namespace dass
