#include "app/jobs/restore_job.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"

#include <optional>
#include <utility>

namespace dass {

RestoreJob::RestoreJob(RestoreRequest request, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_thread(nextJobId())
{
    qRegisterMetaType<std::shared_ptr<const StoredResult>>();
    connect(&m_thread, &JobThread::ended, this, &RestoreJob::ended);
}

void RestoreJob::start()
{
    m_thread.start([this](std::stop_token stop) { return look(std::move(stop)); });
}

Outcome RestoreJob::look(std::stop_token stop)
{
    for (const QString& file : m_request.files) {
        if (stop.stop_requested())
            return Outcome::Cancelled;
        std::shared_ptr<const StoredResult> stored;
        QString problem;
        try {
            Provenance wanted = m_request.run;
            describeInput(wanted, toPath(file));
            if (std::optional<StoredResult> found = m_request.store.find(wanted, stop))
                stored = std::make_shared<const StoredResult>(std::move(*found));
        } catch (const std::exception& exception) {
            // A recording that is not there is told by the run that is to come.
            const auto* error = dynamic_cast<const Error*>(&exception);
            if (!error || error->code() != ErrorCode::NotFound)
                problem = QString::fromStdString(describe(exception));
        }
        if (stop.stop_requested()) // perhaps not looked at
            return Outcome::Cancelled;
        emit looked(id(), file, std::move(stored), problem);
    }
    return Outcome::Finished;
}

} // namespace dass
