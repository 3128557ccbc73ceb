#include "app/haystack/probe_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

ProbeWorker::ProbeWorker(ModelStore::Loader loader, QObject* parent)
    : QObject(parent), m_prober(std::move(loader)),
      m_worker([this](quint64 number, const ProbeRequest& request, const std::stop_token& stop) {
          work(number, request, stop);
      })
{
    qRegisterMetaType<std::shared_ptr<const HeldMixture>>();
    qRegisterMetaType<ProbeAnswer>();
    qRegisterMetaType<ProbePoint>();
    qRegisterMetaType<ProbeAlone>();
    qRegisterMetaType<ProbeProgress>();
}

void ProbeWorker::work(quint64 number, const ProbeRequest& request, const std::stop_token& stop)
{
    ProgressGate gate;
    Prober::Sink sink;
    sink.prepared = [&](std::shared_ptr<const HeldMixture> held) { emit prepared(number, std::move(held)); };
    sink.answered = [&](const ProbeAnswer& answer) { emit answered(number, answer); };
    sink.swept = [&](const ProbePoint& point) { emit swept(number, point); };
    sink.heardAlone = [&](const ProbeAlone& clip) { emit heardAlone(number, clip); };
    sink.progressed = [&](const ProbeProgress& progress) {
        if (progress.fraction <= 0 || gate.open())
            emit progressed(number, progress);
    };
    try {
        m_prober.answer(request, sink, stop);
        if (!stop.stop_requested())
            emit ended(number);
    } catch (const std::exception& exception) {
        if (!stop.stop_requested())
            emit failed(number, QString::fromStdString(describe(exception)));
    }
}

} // namespace dass
