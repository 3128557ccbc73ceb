#include "app/jobs/export_preview_job.h"

#include "core/report/preview.h"

#include <utility>

namespace dass {

ExportPreviewJob::ExportPreviewJob(ExportRequest request, std::string format, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_format(std::move(format)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ExportPreviewJob::ended);
}

void ExportPreviewJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return make(stop); });
}

Outcome ExportPreviewJob::make(const std::stop_token& stop)
{
    constexpr std::size_t kColumns = 160; // a wide table has thousands
    const Report report = reportOf(m_request, stop);
    if (stop.stop_requested())
        return Outcome::Cancelled;
    emit made(id(), QString::fromStdString(previewOf(report, exportNamed(m_format), kLines, kColumns, stop)));
    return Outcome::Finished;
}

} // namespace dass
