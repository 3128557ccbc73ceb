#include "app/jobs/digest_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

DigestWorker::DigestWorker(QObject* parent)
    : QObject(parent), m_worker([this](quint64 number, const DigestRequest& request, const std::stop_token& stop) {
          work(number, request, stop);
      })
{
    qRegisterMetaType<std::shared_ptr<const Digest>>();
}

void DigestWorker::work(quint64 number, const DigestRequest& request, const std::stop_token& stop)
{
    try {
        auto digest = std::make_shared<Digest>();
        if (request.withEvents)
            digest->events = findEvents(request.result, request.settings, stop);
        if (request.corrections && !request.corrections->empty()) {
            CorrectedEvents corrected = applyCorrections(std::move(digest->events), *request.corrections,
                                                         request.model->labels, request.result, stop);
            digest->events = std::move(corrected.events);
            digest->corrected = std::move(corrected.rows);
        }
        digest->corrections = request.corrections;
        digest->summary = summarise(request.result, request.settings, stop);
        if (!stop.stop_requested())
            emit ready(number, std::move(digest));
    } catch (const std::exception& exception) {
        emit failed(number, QString::fromStdString(describe(exception)));
    }
}

} // namespace dass
