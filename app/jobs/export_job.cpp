#include "app/jobs/export_job.h"

#include "core/report/export.h"

#include <utility>

namespace dass {

ExportJob::ExportJob(ExportRequest request, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ExportJob::ended);
}

void ExportJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return write(stop); });
}

Outcome ExportJob::write(const std::stop_token& stop)
{
    Provenance provenance = m_request.provenance;
    provenance.events = m_request.events;
    for (const std::int64_t index : m_request.events.classes)
        provenance.classNames.push_back(m_request.labels.at(static_cast<std::size_t>(index)).name);
    Report report = makeReport(m_request.file, m_request.result, m_request.labels, std::move(provenance), stop);
    if (m_request.corrections)
        correctReport(report, *m_request.corrections, stop);
    std::vector<const Export*> formats;
    for (const std::string& name : m_request.formats)
        formats.push_back(&exportNamed(name));
    return writeReport(report, formats, m_request.stem, stop);
}

} // namespace dass
