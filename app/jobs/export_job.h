#pragma once

#include "app/jobs/job_thread.h"
#include "core/report/report.h"

#include <QObject>

#include <cstdint>
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
    std::int64_t selectionStart = 0;                   // events that touch it alone, at 16 kHz; empty: all
    std::int64_t selectionEnd = 0;
};

// What is written of it. Throws Error. Empty soon, once a stop was asked for.
Report reportOf(const ExportRequest& request, const std::stop_token& stop);

// Writes the files of one result or several, one after another, beside each other, as `dass tag` does. Cancelled, it
// stops at the next row; of the recording that it was at, what was there stays as it was. GUI thread.
class ExportJob : public QObject
{
    Q_OBJECT
public:
    explicit ExportJob(ExportRequest request, QObject* parent = nullptr);
    explicit ExportJob(std::vector<ExportRequest> requests, QObject* parent = nullptr); // at least one

    quint64 id() const { return m_thread.id(); }
    const std::vector<ExportRequest>& requests() const { return m_requests; }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void wrote(quint64 id, int done, int all); // recordings, after each of several
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome write(const std::stop_token& stop);

    const std::vector<ExportRequest> m_requests;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
