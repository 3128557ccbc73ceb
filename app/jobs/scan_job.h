#pragma once

#include "app/jobs/job_thread.h"

#include <QObject>
#include <QStringList>

namespace dass {

// Tells which paths are folders, and lists the recordings in those, below them too, in the order of their names. Files
// come in batches. GUI thread.
class ScanJob : public QObject
{
    Q_OBJECT
public:
    explicit ScanJob(QStringList paths, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void sorted(quint64 id, const QStringList& files, const QStringList& folders); // the paths; before what is found
    void found(quint64 id, const QStringList& files);                              // in the folders
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome scan(std::stop_token stop);

    const QStringList m_paths;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
