#include "ui/analyze/events_order_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

EventsOrderWorker::EventsOrderWorker(QObject* parent) : QObject(parent)
{
    qRegisterMetaType<std::shared_ptr<const EventsOrder>>();
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

EventsOrderWorker::~EventsOrderWorker() = default;

quint64 EventsOrderWorker::request(EventsOrderRequest request)
{
    const std::scoped_lock lock(m_mutex);
    m_next = std::move(request);
    m_wake.notify_one();
    return ++m_last;
}

void EventsOrderWorker::run(const std::stop_token& stop)
{
    for (;;) {
        EventsOrderRequest request;
        quint64 number = 0;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }))
                return;
            request = std::move(*std::exchange(m_next, std::nullopt));
            number = m_last;
        }
        try {
            auto order = std::make_shared<const EventsOrder>(std::move(request.digest), std::move(request.labels),
                                                             request.key, request.order, request.filter);
            const int alike = order->rowsAlike(*request.shown);
            emit ready(number, std::move(order), alike);
        } catch (const std::exception& exception) {
            emit failed(number, QString::fromStdString(describe(exception)));
        }
    }
}

} // namespace dass
