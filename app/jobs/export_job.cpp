#include "app/jobs/export_job.h"

#include "core/report/export.h"
#include "core/report/selection.h"

#include <utility>

namespace dass {

Report reportOf(const ExportRequest& request, const std::stop_token& stop)
{
    Provenance provenance = request.provenance;
    provenance.events = request.events;
    for (const std::int64_t index : request.events.classes)
        provenance.classNames.push_back(request.labels.at(static_cast<std::size_t>(index)).name);
    Report report = makeReport(request.file, request.result, request.labels, std::move(provenance), stop);
    if (request.corrections)
        correctReport(report, *request.corrections, stop);
    if (request.selectionEnd > request.selectionStart)
        keepEventsBetween(report, request.selectionStart, request.selectionEnd);
    return report;
}

ExportJob::ExportJob(ExportRequest request, QObject* parent)
    : ExportJob(std::vector<ExportRequest>{std::move(request)}, parent)
{
}

ExportJob::ExportJob(std::vector<ExportRequest> requests, QObject* parent)
    : QObject(parent), m_requests(std::move(requests)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ExportJob::ended);
}

void ExportJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return write(stop); });
}

Outcome ExportJob::write(const std::stop_token& stop)
{
    int done = 0;
    for (const ExportRequest& request : m_requests) {
        const Report report = reportOf(request, stop);
        std::vector<const Export*> formats;
        for (const std::string& name : request.formats)
            formats.push_back(&exportNamed(name));
        if (const Outcome outcome = writeReport(report, formats, request.stem, stop); outcome != Outcome::Finished)
            return outcome;
        emit wrote(id(), ++done, static_cast<int>(m_requests.size()));
    }
    return Outcome::Finished;
}

} // namespace dass
