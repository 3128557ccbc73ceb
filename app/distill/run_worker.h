#pragma once

#include "app/distill/run_details.h"
#include "app/distill/run_summary.h"
#include "app/jobs/latest_worker.h"

#include <QMetaType>
#include <QObject>
#include <QStringList>

#include <chrono>
#include <map>
#include <memory>
#include <vector>

namespace dass {

using RunSummaries = std::vector<RunSummary>;

// Reads run folders on a thread of its own: a folder may lie on another computer. The newest request wins; one that is
// not begun yet is dropped. Lives on the GUI thread, where its signals arrive.
class RunWorker : public QObject
{
    Q_OBJECT
public:
    explicit RunWorker(QObject* parent = nullptr);

    // Summaries of all folders, and details of those watched where something has changed.
    void request(const QStringList& folders, const QStringList& watched);

signals:
    void summariesRead(const dass::RunSummaries& summaries);
    void detailsRead(const QString& folder, std::shared_ptr<const dass::RunDetails> details);

private:
    struct Request
    {
        QStringList folders;
        QStringList watched;
    };
    struct SeenUse // of a run's process when it was last looked at
    {
        std::int64_t pid = 0;
        double cpuSeconds = 0;
        std::chrono::steady_clock::time_point when;
    };
    void measureUse(RunSummary& run);
    void answer(const Request& request, const std::stop_token& stop);

    std::map<QString, RunDetailsReader> m_readers; // the thread's
    std::map<QString, SeenUse> m_uses;             // by folder; the thread's
    LatestWorker<Request, JobPriority::Normal, NewerRequest::Waits> m_worker;
};

} // namespace dass
