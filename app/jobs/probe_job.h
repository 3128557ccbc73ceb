#pragma once

#include "app/jobs/job_thread.h"
#include "core/audio/audio_reader.h"

#include <QObject>
#include <QStringList>

namespace dass {

// Reads the headers of recordings, one after another, so that a list can show durations before they are tagged. Files
// that cannot be read are passed over: their own job says why. GUI thread.
class ProbeJob : public QObject
{
    Q_OBJECT
public:
    explicit ProbeJob(QStringList files, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();

signals:
    void probed(quint64 id, const QString& file, const dass::AudioInfo& info);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome probe(std::stop_token stop);

    const QStringList m_files;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
