#pragma once

#include "app/jobs/job_thread.h"
#include "core/report/report.h"

#include <QObject>

#include <filesystem>
#include <string>
#include <vector>

namespace dass {

struct ExportRequest
{
    std::string file; // as tables name the recording, UTF-8
    TaggingResult result;
    std::vector<Label> labels;
    Provenance provenance; // of the run
    EventSettings events;
    std::shared_ptr<const CorrectionList> corrections; // to lay over the events; null: none
    std::vector<std::string> formats;                  // as on the command line
    std::filesystem::path stem;                        // of the files that are written
};

// Writes a result's files, beside each other, as `dass tag` does. Cancelled, it stops at the next row, and what was
// there stays as it was. GUI thread.
class ExportJob : public QObject
{
    Q_OBJECT
public:
    explicit ExportJob(ExportRequest request, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    const ExportRequest& request() const { return m_request; }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome write(const std::stop_token& stop);

    const ExportRequest m_request;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
