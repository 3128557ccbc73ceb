#include "ui/analyze/events_order_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

EventsOrderWorker::EventsOrderWorker(QObject* parent)
    : QObject(parent), m_worker([this](quint64 number, const EventsOrderRequest& request, const std::stop_token&) {
          try {
              auto order = std::make_shared<const EventsOrder>(request.digest, request.labels, request.key,
                                                               request.order, request.filter);
              const int alike = order->rowsAlike(*request.shown);
              emit ready(number, std::move(order), alike);
          } catch (const std::exception& exception) {
              emit failed(number, QString::fromStdString(describe(exception)));
          }
      })
{
    qRegisterMetaType<std::shared_ptr<const EventsOrder>>();
}

} // namespace dass
