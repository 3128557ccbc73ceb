#pragma once

#include "app/haystack/needle_clip.h"
#include "app/jobs/job_thread.h"

#include <QObject>

#include <cstdint>
#include <vector>

namespace dass {

// A needle to be, and where it is in a recording, in samples at 16 kHz.
struct NeedleCut
{
    NeedleClip clip; // its path is the file that is made
    std::int64_t start = 0;
    std::int64_t end = 0;
    bool marked = false; // that file's name is to tell the recording from others of its name
};

// Sounds of the sample recording that comes with the program, to be tried without a file of one's own.
std::vector<NeedleCut> exampleCuts(const QString& folder);

// Cuts needles out of a recording, at most 10.24 s of each. What has been cut before is used again, unless its
// recording was written anew. GUI thread.
class NeedleCutter : public QObject
{
    Q_OBJECT
public:
    NeedleCutter(QString recording, std::vector<NeedleCut> cuts, QObject* parent = nullptr);

    void start();                          // once
    std::vector<NeedleClip> clips() const; // once it has ended

signals:
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    Outcome cut(const std::stop_token& stop);

    const QString m_recording;
    std::vector<NeedleCut> m_cuts; // the job's until it ends
    JobThread m_thread;            // last: its destructor waits for the body
};

} // namespace dass
