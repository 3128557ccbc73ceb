#pragma once

#include "app/haystack/prober.h"
#include "app/jobs/latest_worker.h"
#include "app/jobs/progress_gate.h"

#include <QObject>

#include <memory>

namespace dass {

// Answers what a model hears of needles in a haystack, off the GUI thread, as fast as a person drags: a newer request
// stops the one that is worked on. GUI thread; signals arrive there, with the number of the request that they belong
// to.
class ProbeWorker : public QObject
{
    Q_OBJECT
public:
    explicit ProbeWorker(ModelStore::Loader loader, QObject* parent = nullptr);

    quint64 request(ProbeRequest request) { return m_worker.request(std::move(request)); }
    void cancel() { m_worker.cancel(); }

signals:
    void prepared(quint64 request, std::shared_ptr<const dass::HeldMixture> mixture);
    void answered(quint64 request, const dass::ProbeAnswer& answer);
    void swept(quint64 request, const dass::ProbePoint& point);
    void heardAlone(quint64 request, const dass::ProbeAlone& clip);
    void progressed(quint64 request, const dass::ProbeProgress& progress);
    void ended(quint64 request); // everything was said
    void failed(quint64 request, const QString& error);

private:
    void work(quint64 number, const ProbeRequest& request, const std::stop_token& stop);

    Prober m_prober; // the worker's thread only
    LatestWorker<ProbeRequest, JobPriority::Background> m_worker;
};

} // namespace dass
