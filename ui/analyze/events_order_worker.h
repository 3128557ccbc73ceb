#pragma once

#include "app/jobs/latest_worker.h"
#include "ui/analyze/events_order.h"

#include <QObject>

#include <memory>
#include <utility>

namespace dass {

// Which events to put in which order, and what is shown until then.
struct EventsOrderRequest
{
    std::shared_ptr<const Digest> digest;
    std::shared_ptr<const LabelTree> labels; // of the digest's classes
    EventKey key = EventKey::Start;
    Qt::SortOrder order = Qt::AscendingOrder;
    EventFilter filter;
    std::shared_ptr<const EventsOrder> shown;
};

// Orders events off the GUI thread, because that takes up to 20 ms for 150,000 of them. The newest request
// wins: older ones that have not been started are dropped; the answer to one that was started comes, with its number.
// GUI thread.
class EventsOrderWorker : public QObject
{
    Q_OBJECT
public:
    explicit EventsOrderWorker(QObject* parent = nullptr); // its destructor waits for the order in hand

    // Returns the request's number, which comes back with its answer.
    quint64 request(EventsOrderRequest request) { return m_worker.request(std::move(request)); }

signals:
    // alike: so many rows, from the first on, are as in what was shown
    void ready(quint64 request, std::shared_ptr<const dass::EventsOrder> order, int alike);
    void failed(quint64 request, const QString& error);

private:
    LatestWorker<EventsOrderRequest> m_worker;
};

} // namespace dass
