#pragma once

#include "app/jobs/job_thread.h"
#include "core/audio/audio_reader.h"
#include "core/audio/recording_start.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <cstdint>
#include <optional>

namespace dass {

struct ProbedFile
{
    QString path;
    std::int64_t bytes = -1;             // -1: there is no such file
    bool isFolder = false;               // then nothing else is known
    QDateTime changed;                   // invalid then
    std::optional<AudioInfo> info;       // none when it cannot be read as sound: the job that tags or shows it says why
    std::optional<RecordingStart> start; // none where the file does not say it
};

// Looks at files and reads the headers of recordings, one after another, so that a list can show durations and starts
// before they are tagged. GUI thread.
class ProbeJob : public QObject
{
    Q_OBJECT
public:
    explicit ProbeJob(QStringList files, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void probed(quint64 id, const dass::ProbedFile& file);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome probe(std::stop_token stop);

    const QStringList m_files;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
