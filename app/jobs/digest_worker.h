#pragma once

#include "core/inference/events.h"

#include <QMetaType>
#include <QObject>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace dass {

// What the tables show of a result.
struct Digest
{
    std::vector<Event> events;
    std::vector<ClassSummary> summary; // [classes]
};

// Finds events and summaries off the GUI thread, because a long recording takes some 50 ms. The newest request wins:
// older ones that have not been started are dropped, and answers to them are never sent. GUI thread.
class DigestWorker : public QObject
{
    Q_OBJECT
public:
    explicit DigestWorker(QObject* parent = nullptr);
    ~DigestWorker() override;

    // Returns the request's number, which comes back with its answer. Without withEvents only the summary is made.
    quint64 request(TaggingResult result, EventSettings settings, bool withEvents = true);

signals:
    void ready(quint64 request, std::shared_ptr<const dass::Digest> digest);
    void failed(quint64 request, const QString& error);

private:
    struct Request
    {
        quint64 number = 0;
        TaggingResult result;
        EventSettings settings;
        bool withEvents = true;
    };
    void run(std::stop_token stop);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<Request> m_next;
    quint64 m_last = 0;
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace dass
