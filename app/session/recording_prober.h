#pragma once

#include "app/jobs/probe_job.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace dass {

// Looks at files as they are named, one job at a time, also when a folder's files come in many batches. GUI thread.
class RecordingProber : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void add(const QStringList& paths);
    void addAgain(const QString& path); // unless it waits already
    void drop();                        // what waits
    void cancel();                      // the program ends; does not wait

signals:
    void probed(const dass::ProbedFile& file);
    void ended(const QStringList& stillWaiting); // every file of a job was looked at

private:
    void next();

    QStringList m_waiting;
    std::unique_ptr<ProbeJob> m_job; // last: its destructor waits for the body
};

} // namespace dass
