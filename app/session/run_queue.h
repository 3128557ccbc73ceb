#pragma once

#include "app/jobs/job_thread.h"
#include "app/session/open_recording.h"
#include "core/results/result_store.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QString>

#include <deque>
#include <memory>

namespace dass {

class ChosenModel;
class ModelStore;
class RestoreJob;
class Settings;
class TaggingJob;
struct RunSettings;
struct StoredResult;
struct TaggingUpdate;

// How a batch went, for the status bar.
struct BatchSummary
{
    int tagged = 0;
    int failed = 0;
    int restored = 0; // had a result of an earlier run
    bool cancelled = false;
    double seconds = 0;

    int files() const { return tagged + failed; }
};

// Runs of recordings, one after another; a bad one does not stop the rest. A batch begins with the first run and ends
// when nothing waits. Recordings in it outlive it, or are removed first. GUI thread; all work is done in jobs, none of
// the functions waits for one.
class RunQueue : public QObject
{
    Q_OBJECT
public:
    // run: the settings of now, kept by the owner, who calls forgetLookups() when they change.
    RunQueue(Settings& settings, ChosenModel& model, const RunSettings& run, std::shared_ptr<ModelStore> store,
             QObject* parent = nullptr);
    ~RunQueue() override; // stops what runs and waits for it

    // lookup: Wanted, or None when a new result is asked for whatever there is. What runs or waits already is left.
    // Nothing starts before startNext().
    void add(OpenRecording* recording, StoredLookup lookup = StoredLookup::Wanted);
    void runAgain(); // what runs now, once it has ended, where the settings are others by then
    // Starts what is next, unless something runs, holds it up or is awaited (the model, the disk, stored results).
    void startNext();
    void cancel();                         // all of it; keeps what is done, and what there was before
    void drop();                           // what waits; what runs goes on
    void remove(OpenRecording* recording); // it waits no more; not for the running one
    void settle();                         // ends the batch where nothing is left of it
    void sort(const QHash<const OpenRecording*, int>& place); // what waits, by its places in a list
    void forgetLookups();        // what was found, or not, was about another model or other settings
    void setHeld(bool on);       // nothing starts while it is
    void setPaused(bool paused); // holds the batch up within 0.2 s; it goes on from the row where it stood
    void stop();                 // the program ends; does not wait

    bool canCancel() const { return m_running || !m_waiting.empty(); }
    bool canPause() const { return canCancel() && !m_paused; }
    bool canStart() const { return !m_running && !m_paused && !m_held; }
    bool isPaused() const { return m_paused; }
    OpenRecording* running() const { return m_running; }                    // null when nothing runs
    const std::deque<OpenRecording*>& waiting() const { return m_waiting; } // the next first
    bool isWaiting(const OpenRecording* recording) const;
    bool isUpToDate(const OpenRecording& recording) const; // done with the model and the settings of now
    ResultStore store() const;                             // where finished results are kept

signals:
    void changed(); // a run started or ended, or something is awaited
    void recordingChanged(dass::OpenRecording* recording);
    void started(dass::OpenRecording* recording);     // its result is a new one, empty as yet
    void progressed(dass::OpenRecording* recording);  // more rows
    void fileChanged(dass::OpenRecording* recording); // while it was read
    void fileRead(dass::OpenRecording* recording);    // a run, or the one that was restored, says how large the file is
    void ended(dass::OpenRecording* recording, bool asBefore); // asBefore: the result is the one before this run again
    void restored(dass::OpenRecording* recording);             // its result is one of an earlier start
    void batchEnded(const dass::BatchSummary& summary);
    void noticed(const QString& title, const QString& text);

private:
    void start(OpenRecording* recording);
    void update(quint64 id, const TaggingUpdate& update);
    void end(quint64 id, JobEnd end, const QString& error);
    void count(OpenRecording& recording, JobEnd end, const QString& error);
    void lookUpStored();
    void takeStored(quint64 id, const QString& file, const std::shared_ptr<const StoredResult>& stored,
                    const QString& problem);
    void restore(OpenRecording* recording, const StoredResult& stored);

    Settings& m_settings;
    ChosenModel& m_model;
    const RunSettings& m_run;
    std::deque<OpenRecording*> m_waiting;
    QHash<QString, OpenRecording*> m_lookedUp; // by path, while their answers are awaited
    OpenRecording* m_running = nullptr;
    bool m_runAgain = false; // what runs, once it has ended
    bool m_held = false;
    BatchSummary m_batch;
    QElapsedTimer m_batchTime;
    bool m_paused = false;
    QElapsedTimer m_pauseTime;
    qint64 m_pausedMs = 0; // of this batch, up to the last pause's end
    bool m_notKeptTold = false;

    // Jobs last: their destructors wait for bodies, which use nothing of the above.
    std::shared_ptr<ModelStore> m_store;
    std::unique_ptr<TaggingJob> m_job;
    std::unique_ptr<RestoreJob> m_restoreJob;
};

} // namespace dass
