#pragma once

#include "app/jobs/job_thread.h"
#include "app/jobs/overview_job.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace dass {

struct OpenRecording;

// Decodes the waveform and the spectrogram of the recording that is looked at, and keeps those of the few that were
// looked at last in memory. GUI thread; nothing waits for a decoder.
class OverviewLoader : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // This one is looked at (null: none); what is missing of it is decoded, of this channel (none: the mean of all).
    // What another one lacks is given up: half an overview is of no use later, and the new one should have the
    // processor.
    void show(OpenRecording* recording, std::optional<int> channel = {});
    void discard(OpenRecording* recording);      // what was decoded, or came with a session, is not true any more
    void forget(const OpenRecording* recording); // it goes
    void cancel();                               // the program ends; does not wait

signals:
    void changed(dass::OpenRecording* recording);                                       // its decode state
    void progressed(dass::OpenRecording* recording);                                    // more of it was decoded
    void ended(dass::OpenRecording* recording, dass::JobEnd end, const QString& error); // its decode state says how

private:
    void retireJob();
    void giveUp();
    void keepFew();
    void take(quint64 id, const OverviewUpdate& update);
    void end(quint64 id, JobEnd end, const QString& error);

    std::vector<OpenRecording*> m_viewed; // whose overview is in memory, the newest last
    OpenRecording* m_recording = nullptr; // that is being decoded
    std::unique_ptr<OverviewJob> m_job;   // last: its destructor waits for the body
};

} // namespace dass
