#pragma once

#include "app/haystack/experiment_results.h"
#include "app/jobs/latest_worker.h"

#include <QObject>

namespace dass {

// Reads an experiment's folder off the GUI thread; the newest request wins. GUI thread.
class ResultsWorker : public QObject
{
    Q_OBJECT
public:
    explicit ResultsWorker(QObject* parent = nullptr);

    // cell: whose needles are wanted as well.
    quint64 request(const QString& folder, std::optional<std::size_t> cell);

signals:
    void ready(quint64 request, std::shared_ptr<const dass::ExperimentResults> results);
    void needlesReady(quint64 request, quint64 cell, const std::vector<dass::NeedleScore>& needles);
    void failed(quint64 request, const QString& error);

private:
    struct Request
    {
        std::filesystem::path folder;
        std::optional<std::size_t> cell;
    };
    ExperimentReader m_reader; // the worker's thread only
    LatestWorker<Request, JobPriority::Background> m_worker;
};

} // namespace dass
