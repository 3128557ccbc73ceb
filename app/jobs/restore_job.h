#pragma once

#include "app/jobs/job_thread.h"
#include "core/results/result_store.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace dass {

struct RestoreRequest
{
    QStringList files;
    Provenance run; // that would be made of each of them: program, model, settings
    ResultStore store;
};

// Looks for the stored results of recordings, one after another, so that what was tagged before need not be tagged
// again. GUI thread.
class RestoreJob : public QObject
{
    Q_OBJECT
public:
    explicit RestoreJob(RestoreRequest request, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    // Once a file. stored: null when there is none that fits; problem: one line when there was one that is damaged.
    void looked(quint64 id, const QString& file, std::shared_ptr<const dass::StoredResult> stored,
                const QString& problem);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome look(std::stop_token stop);

    const RestoreRequest m_request;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
