#pragma once

#include "app/jobs/job_thread.h"
#include "core/report/report.h"

#include <QObject>
#include <QStringList>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dass {

struct ExportRequest
{
    std::string file; // as tables name the recording, UTF-8
    TaggingResult result;
    std::shared_ptr<const ModelInfo> model;       // that made it; never null
    std::shared_ptr<const Provenance> provenance; // of the run; never null
    EventSettings events;
    std::shared_ptr<const ModelInfo> eventsOf = {};    // whose classes `events` names; null: those of `model`
    bool leavesOut = false;                            // events.classes are all of eventsOf but those left out
    std::shared_ptr<const CorrectionList> corrections; // to lay over the events; null: none
    std::vector<std::string> formats;                  // as on the command line
    std::filesystem::path stem;                        // of the files that are written
    std::int64_t selectionStart = 0;                   // events that touch it alone, at 16 kHz; empty: all
    std::int64_t selectionEnd = 0;
};

// What is written of it. Throws Error. Empty soon, once a stop was asked for.
Report reportOf(const ExportRequest& request, const std::stop_token& stop);

// Writes the files of one result or several, one after another, beside each other, as `dass tag` does. Cancelled, it
// stops at the next row; of the recording that it was at, what was there stays as it was. Of several, one that cannot
// be written is told and the others follow. GUI thread.
class ExportJob : public QObject
{
    Q_OBJECT
public:
    explicit ExportJob(ExportRequest request, QObject* parent = nullptr);
    // At least one. mayReplace: else it writes nothing where a file is there already, says so and ends as cancelled.
    explicit ExportJob(std::vector<ExportRequest> requests, bool mayReplace = true, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    const std::vector<ExportRequest>& requests() const { return m_requests; }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    // Names have the folders that tell files of one name apart.
    void alreadyThere(quint64 id, const QStringList& names); // before anything is written
    void wrote(quint64 id, int done, int all);               // recordings, after each of several
    // A recording, one of several; the others follow.
    void notWritten(quint64 id, const QString& name, const QString& error);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome write(const std::stop_token& stop);
    QStringList existing(const std::stop_token& stop) const;
    std::vector<std::filesystem::path> recordingNames() const; // of the requests

    const std::vector<ExportRequest> m_requests;
    const bool m_mayReplace;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
