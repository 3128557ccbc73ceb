#pragma once

#include "app/jobs/export_job.h"

#include <QObject>
#include <QString>

#include <string>

namespace dass {

// The first lines of a file that an export would write. GUI thread.
class ExportPreviewJob : public QObject
{
    Q_OBJECT
public:
    static constexpr int kLines = 12;

    ExportPreviewJob(ExportRequest request, std::string format, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void made(quint64 id, const QString& text);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome make(const std::stop_token& stop);

    const ExportRequest m_request;
    const std::string m_format;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
