#include "app/jobs/digest_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

DigestWorker::DigestWorker(QObject* parent) : QObject(parent)
{
    qRegisterMetaType<std::shared_ptr<const Digest>>();
    m_thread = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

DigestWorker::~DigestWorker() = default;

quint64 DigestWorker::request(DigestRequest request)
{
    const std::scoped_lock lock(m_mutex);
    m_next = std::move(request);
    m_wake.notify_one();
    return ++m_last;
}

void DigestWorker::run(std::stop_token stop)
{
    for (;;) {
        DigestRequest request;
        quint64 number = 0;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }))
                return;
            request = std::move(*std::exchange(m_next, std::nullopt));
            number = m_last;
        }
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
            if (stop.stop_requested())
                return;
            emit ready(number, std::move(digest));
        } catch (const std::exception& exception) {
            emit failed(number, QString::fromStdString(describe(exception)));
        }
    }
}

} // namespace dass
