#pragma once

#include "app/jobs/job_thread.h"
#include "core/report/event_clips.h"

#include <QObject>

#include <filesystem>
#include <vector>

namespace dass {

struct ClipsRequest
{
    std::filesystem::path recording;
    std::vector<Event> events;
    std::vector<Label> labels;
    std::filesystem::path stem; // of the files' names, with their folder
    ClipSettings settings;
    bool replace = false; // files that are there already
};

// Writes the sound of events, a file each. Files that are there already are told of and end the job as cancelled,
// before anything is written, unless they may be replaced. GUI thread.
class ClipsJob : public QObject
{
    Q_OBJECT
public:
    explicit ClipsJob(ClipsRequest request, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    void cancel() { m_thread.cancel(); }

signals:
    void progressed(quint64 id, int done, int total); // files; at most 15 times a second
    void alreadyThere(quint64 id, int files, const QString& first);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome write(const std::stop_token& stop);

    const ClipsRequest m_request;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass
