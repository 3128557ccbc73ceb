#include "app/jobs/export_job.h"

#include "core/base/error.h"
#include "core/report/events_of_model.h"
#include "core/report/export.h"
#include "core/report/selection.h"

#include <system_error>
#include <utility>

namespace dass {

Report reportOf(const ExportRequest& request, const std::stop_token& stop)
{
    const std::vector<Label>& labels = request.model->labels;
    Provenance provenance = *request.provenance;
    provenance.events = request.eventsOf && request.eventsOf != request.model
                            ? eventsOfModel(request.events, request.eventsOf->labels, labels, request.leavesOut)
                            : request.events;
    for (const std::int64_t index : provenance.events.classes)
        provenance.classNames.push_back(labels.at(static_cast<std::size_t>(index)).name);
    if (request.selectionEnd > request.selectionStart) {
        provenance.selectionStart = request.selectionStart;
        provenance.selectionEnd = request.selectionEnd;
    }
    Report report = makeReport(request.file, request.result, labels, std::move(provenance), stop);
    if (request.corrections)
        correctReport(report, *request.corrections, stop);
    if (request.selectionEnd > request.selectionStart)
        keepEventsBetween(report, request.selectionStart, request.selectionEnd);
    return report;
}

ExportJob::ExportJob(ExportRequest request, QObject* parent)
    : ExportJob(std::vector<ExportRequest>{std::move(request)}, true, parent)
{
}

ExportJob::ExportJob(std::vector<ExportRequest> requests, bool mayReplace, QObject* parent)
    : QObject(parent), m_requests(std::move(requests)), m_mayReplace(mayReplace), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ExportJob::ended);
}

void ExportJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return write(stop); });
}

// Of the files that writing would replace.
QStringList ExportJob::existing(const std::stop_token& stop) const
{
    QStringList names;
    const auto look = [&names](const std::filesystem::path& file) {
        std::error_code ignored; // what cannot be looked at is told when it is written
        if (std::filesystem::exists(file, ignored))
            names << QString::fromStdU16String(file.filename().u16string());
    };
    for (const ExportRequest& request : m_requests) {
        if (stop.stop_requested())
            break;
        for (const std::string& name : request.formats)
            look(exportPath(request.stem, exportNamed(name).suffix));
        look(exportPath(request.stem, kProvenanceSuffix));
    }
    return names;
}

Outcome ExportJob::write(const std::stop_token& stop)
{
    if (!m_mayReplace)
        if (const QStringList names = existing(stop); !names.isEmpty()) {
            emit alreadyThere(id(), names);
            return Outcome::Cancelled;
        }
    int done = 0;
    for (const ExportRequest& request : m_requests) {
        try {
            const Report report = reportOf(request, stop);
            std::vector<const Export*> formats;
            for (const std::string& name : request.formats)
                formats.push_back(&exportNamed(name));
            if (writeReport(report, formats, request.stem, stop) != Outcome::Finished)
                return Outcome::Cancelled;
            emit wrote(id(), ++done, static_cast<int>(m_requests.size()));
        } catch (const std::exception& exception) {
            if (m_requests.size() == 1)
                throw;
            if (stop.stop_requested())
                return Outcome::Cancelled;
            emit notWritten(id(), QString::fromStdString(request.file), QString::fromStdString(describe(exception)));
        }
    }
    return Outcome::Finished;
}

} // namespace dass
