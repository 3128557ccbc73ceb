#include "app/jobs/export_job.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"
#include "core/report/events_of_model.h"
#include "core/report/export.h"
#include "core/report/output_names.h"
#include "core/report/selection.h"

#include <system_error>
#include <utility>

namespace dass {

Report reportOf(const ExportRequest& request, const std::stop_token& stop)
{
    const std::vector<Label>& labels = request.model->labels;
    Provenance provenance = *request.provenance;
    const bool ofAnother = request.eventsOf && request.eventsOf != request.model;
    describeEvents(provenance,
                   ofAnother ? eventsOfModel(request.events, request.eventsOf->labels, labels, request.leavesOut)
                             : request.events,
                   labels);
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
    std::vector<std::filesystem::path> files;
    for (const ExportRequest& request : m_requests) {
        for (const std::string& name : request.formats)
            files.push_back(exportPath(request.stem, exportNamed(name).suffix));
        files.push_back(exportPath(request.stem, kProvenanceSuffix));
    }
    const std::vector<std::filesystem::path> names = distinctNames(files);
    QStringList there;
    for (std::size_t i = 0; i < files.size() && !stop.stop_requested(); ++i) {
        std::error_code ignored; // what cannot be looked at is told when it is written
        if (std::filesystem::exists(files[i], ignored))
            there << fromPath(names[i]);
    }
    return there;
}

std::vector<std::filesystem::path> ExportJob::recordingNames() const
{
    std::vector<std::filesystem::path> files;
    for (const ExportRequest& request : m_requests)
        files.emplace_back(toPath(QString::fromStdString(request.file)));
    return distinctNames(files);
}

Outcome ExportJob::write(const std::stop_token& stop)
{
    if (!m_mayReplace) {
        const QStringList names = existing(stop);
        if (stop.stop_requested()) // nobody asks any more what is there, and perhaps not all was looked at
            return Outcome::Cancelled;
        if (!names.isEmpty()) {
            emit alreadyThere(id(), names);
            return Outcome::Cancelled;
        }
    }
    int done = 0;
    std::vector<std::filesystem::path> names; // once one is to be told
    for (std::size_t i = 0; i < m_requests.size(); ++i) {
        const ExportRequest& request = m_requests[i];
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
            if (names.empty())
                names = recordingNames();
            emit notWritten(id(), fromPath(names[i]), QString::fromStdString(describe(exception)));
        }
    }
    return Outcome::Finished;
}

} // namespace dass
