#pragma once

#include "app/jobs/job_priority.h"
#include "core/base/run_control.h"

#include <QMetaType>
#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <stop_token>
#include <thread>

namespace dass {

// How a job ended. Cancelled is not an error.
enum class JobEnd { Finished, Cancelled, Failed };

// An id that no other job of this process has. Receivers drop what belongs to another job than the one they wait for.
quint64 nextJobId();

// Runs one body on a thread of its own and says how it ended, exactly once. Lives on the GUI thread, where it gives its
// signal. Its destructor asks the body to stop and waits for it, so whatever the body refers to must outlive this
// object: let it be the last member of its owner. Once the signal was given it waits for nothing: the body is gone with
// what it held, and a thread that only has to end, with those that OpenMP made for it, does so in its own time.
class JobThread : public QObject
{
    Q_OBJECT
public:
    // Runs on the job's thread. Whatever it throws becomes a failure with one line of text. Threads that it starts have
    // its priority.
    using Body = std::function<Outcome(std::stop_token)>;

    explicit JobThread(quint64 id, QObject* parent = nullptr);
    ~JobThread() override;

    quint64 id() const { return m_id; }
    void start(Body body, JobPriority priority = JobPriority::Normal); // once
    void cancel();                                                     // returns at once

signals:
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    const quint64 m_id;
    bool m_over = false;               // the signal is given: the thread uses nothing of this any more
    std::atomic<bool> m_ended = false; // by the thread, whose work comes before whatever follows the signal
    std::jthread m_thread;
};

} // namespace dass
