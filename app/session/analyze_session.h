#pragma once

#include "app/jobs/digest_worker.h"
#include "app/jobs/job_thread.h"
#include "app/jobs/model_store.h"
#include "app/session/event_corrections.h"
#include "app/session/label_tree.h"
#include "app/session/open_recording.h"
#include "app/session/settings.h"
#include "app/session/tag_choice.h"
#include "app/session/tag_memory.h"
#include "core/inference/run_costs.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace dass {

class BatchKeeper;
class ModelJob;
class ModelShelf;
class OverviewJob;
class ProbeJob;
class ResultStore;
class RestoreJob;
class ScanJob;
class TaggingJob;
struct BatchEntry;
struct ModelReady;
struct OverviewUpdate;
struct ProbedFile;
struct SavedRecording;
struct SavedTags;
struct SessionDocument;
struct StoredResult;
struct TaggingRequest;
struct TaggingUpdate;

enum class ModelState { None, Loading, Ready, Failed };

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

// Everything the Analyze workspace shows and does, without a widget: the open recordings, the model, the queue of runs
// (one recording after another; a bad one does not stop the rest), and what the tables show of the current recording.
// GUI thread; all work is done in jobs, none of the functions waits for one.
class AnalyzeSession : public QObject
{
    Q_OBJECT
public:
    explicit AnalyzeSession(Settings& settings, std::shared_ptr<ModelStore> store = std::make_shared<ModelStore>(),
                            QObject* parent = nullptr);
    ~AnalyzeSession() override; // stops what runs and waits for it

    // Recordings. Pointers stay valid until recordingRemoved().
    void open(const QStringList& filesAndFolders);
    void openBatch(const std::vector<BatchEntry>& entries); // that an earlier start left
    void remove(OpenRecording* recording);
    void move(OpenRecording* recording, int to); // in the list; what waits runs in the list's order
    const std::vector<std::unique_ptr<OpenRecording>>& recordings() const { return m_recordings; }
    int indexOf(const OpenRecording* recording) const; // -1 if it is not open
    OpenRecording* current() const { return m_current; }
    void setCurrent(OpenRecording* recording);

    // Sessions (app/session/session_keeper.h). Replaces everything that is open; nothing may be running. Results come
    // by takeSaved(), one after another, as they are read.
    void openSaved(const SessionDocument& document);
    void setReadingSaved(bool on);                   // from openSaved() to the last takeSaved(); run() waits for that
    void takeSaved(const SavedRecording& read);      // what is closed or has a result meanwhile does not take it
    SessionDocument document() const;                // as it stands, without what only a view knows
    bool isRestoring() const { return m_restoring; } // what changes now is a session's or a model's, not a person's
    OpenRecording* openAt(const QString& path) const { return m_byPath.value(path); }
    // The recording lies elsewhere now. False when that file is open already.
    bool relocate(OpenRecording* recording, const QString& path, FileState state);

    // The model. Loading starts at once, off the GUI thread. remember: once loaded, the next start of the program takes
    // it again.
    void setModel(const QString& path, bool remember = true);
    const QString& modelPath() const { return m_modelPath; }
    ModelState modelState() const { return m_modelState; }
    const QString& modelError() const { return m_modelError; }
    const std::shared_ptr<const ModelInfo>& model() const { return m_model; } // null unless Ready
    Precision modelPrecision() const { return m_modelPrecision; }             // what Auto became
    const QString& modelDevice() const { return m_modelDevice; }              // "cpu", "cuda:0"
    const QString& whyCpu() const { return m_whyCpu; } // why automatic became the CPU, in words; else empty
    ModelShelf& models() { return *m_models; }         // that can be chosen and had

    // Runs.
    const RunSettings& runSettings() const { return m_run; }
    void setRunSettings(const RunSettings& wanted); // within their bounds
    bool canRun() const;
    // What is not done yet, and the current recording where it was tagged with another model or other settings; where
    // that is nothing, the current recording again.
    void run();
    void run(OpenRecording* recording);   // this one (again)
    void retry(OpenRecording* recording); // likewise, and reads the file anew
    bool canRunAll() const;
    // Every recording, behind what runs and waits. Where results of this model and these settings are kept they are
    // taken.
    void runAll();
    void cancel(); // keeps what is done, and what there was before
    bool canCancel() const { return m_running || !m_queue.empty(); }
    bool canPause() const { return canCancel() && !m_paused; }
    void setPaused(bool paused); // holds the batch up within 0.2 s; it goes on from the row where it stood
    bool isPaused() const { return m_paused; }
    bool isQueued(const OpenRecording* recording) const;
    const std::deque<OpenRecording*>& queue() const { return m_queue; } // what waits, the next first
    BatchKeeper& batchKeeper() { return *m_batchKeeper; }
    ResultStore resultStore() const;                                             // where finished results are kept
    OpenRecording* running() const { return m_running; }                         // null when nothing runs
    std::optional<double> expectedSeconds(const OpenRecording& recording) const; // none without a model
    bool expectsByGuess() const; // these settings were not measured with this model yet
    std::optional<RunCosts> expectedCosts(const OpenRecording& recording) const; // none without a model
    double measuredTimesRealTime() const; // with the present model and settings; 0 before the first measurement
    int doneCount() const;

    // The channel of it that was tagged, or will be, from 0; none: the mean of all, or there is only one.
    std::optional<int> channelOf(const OpenRecording& recording) const;

    // What is looked at.
    const ViewSettings& viewSettings() const { return m_view; }
    void setViewSettings(const ViewSettings& view);
    bool timeOfDay() const { return m_settings.timeOfDay(); }
    void setTimeOfDay(bool on);
    void setStart(OpenRecording* recording, const std::optional<RecordingStart>& start);
    // Time of day, in seconds, at sample 0 of the current recording; none where times since the start are shown.
    std::optional<double> clockStart() const;
    TagChoice& tags() { return m_tags; }
    const LabelTree& labels() const { return *m_labels; } // of the current result, else of the model, else AudioSet's
    const std::shared_ptr<const LabelTree>& sharedLabels() const { return m_labels; }
    const Digest& digest() const { return *m_digest; } // of the current recording
    const std::shared_ptr<const Digest>& sharedDigest() const { return m_digest; }
    EventSettings eventSettings() const;
    EventCorrections& corrections() { return *m_corrections; }
    Settings& settings() { return m_settings; }

signals:
    void recordingAdded(int index);
    void recordingClosing(dass::OpenRecording* recording); // before it goes
    void recordingRemoved(int index);
    void recordingMoved(int from, int to);
    void recordingChanged(dass::OpenRecording* recording); // state, progress, durations
    void currentChanged();
    void overviewChanged(); // of the current recording: more of it was decoded
    void resultChanged();   // of the current recording: more rows
    void digestChanged();   // events and maxima of the current recording
    void labelsChanged();
    void modelChanged();
    void runSettingsChanged();
    void viewSettingsChanged();
    void clockChanged();   // clockStart() may be another one, not only for another recording
    void runningChanged(); // a run started or ended, or waits for the model
    void batchEnded(const dass::BatchSummary& summary);
    void noticed(const QString& title, const QString& text); // something to tell that stops nothing

private:
    void openNamed(const QStringList& files, bool show, bool looked);
    void scan(const QStringList& paths, bool show);
    void openAsFolder(OpenRecording* recording);
    void addFiles(const QStringList& files, bool show, bool tag, bool looked = true);
    void probeNext();
    void takeProbed(const ProbedFile& file);
    void endProbing();
    void probeAgain(const OpenRecording& recording);
    void probeIfChanged(const OpenRecording& recording);
    void takeFoundStart(OpenRecording* recording, const std::optional<RecordingStart>& start);
    void enqueue(OpenRecording* recording, StoredLookup lookup = StoredLookup::Wanted);
    void startNext();
    void lookUpStored();
    void takeStored(quint64 id, const QString& file, const std::shared_ptr<const StoredResult>& stored,
                    const QString& problem);
    void restore(OpenRecording* recording, const StoredResult& stored);
    void forgetLookups();
    bool isUpToDate(const OpenRecording& recording) const;
    void showAnotherResult();
    void dropQueue();
    void endBatchIfOver();
    void endRun(quint64 id, JobEnd end, const QString& error);
    void takeUpdate(quint64 id, const TaggingUpdate& update);
    void rememberSpeed(const TaggingRequest& request, const OpenRecording& recording);
    void startOverview(OpenRecording* recording);
    void takeOverview(quint64 id, const OverviewUpdate& update);
    void endOverview(quint64 id, JobEnd end, const QString& error);
    void decodeAnew(OpenRecording* recording);
    std::optional<int> channelOf(const OpenRecording& recording, const Provenance* made) const;
    bool showsAnotherChannel(const OpenRecording& recording) const;
    void dropQuickOfAnotherChannel(OpenRecording* recording);
    void followChannel();
    void retireOverviewJob();
    void keepOverviewsFew();
    void takeModel(quint64 id, const ModelReady& ready);
    void endModel(quint64 id, JobEnd end, const QString& error);
    void closeAll();
    SavedRecording savedForm(const OpenRecording& recording) const;
    SavedTags savedTags() const;
    void restoreTags(const SavedTags& tags);
    void updateLabels();
    void requestDigest();
    void requestStaleDigest();
    void loadModel();
    double guessedSpeed() const;
    std::string arithmetic() const; // what a speed depends on besides the model
    double measuredSpeed() const;   // rows a second with the present model and settings; 0 before the first measurement

    Settings& m_settings;
    RunSettings m_run;
    ViewSettings m_view;
    TagChoice m_tags;
    TagMemory m_tagMemory;
    std::unique_ptr<SavedTags> m_tagsToRestore; // of a session, until the labels are those that they are about
    bool m_readingSaved = false;
    bool m_tagsAwaitResult = false; // which has its labels
    bool m_restoring = false;
    std::vector<std::unique_ptr<OpenRecording>> m_recordings;
    QHash<QString, OpenRecording*> m_byPath;
    QStringList m_toProbe;
    std::vector<ScanJob*> m_scans; // of what was opened, as long as they go on
    OpenRecording* m_current = nullptr;
    std::vector<OpenRecording*> m_viewed; // whose overview is in memory, the newest last

    QString m_modelPath;
    bool m_rememberModel = true;
    bool m_reloadWanted = false; // settings of the model changed during a run
    ModelState m_modelState = ModelState::None;
    QString m_modelError;
    std::shared_ptr<const ModelInfo> m_model;
    std::shared_ptr<const TaggingModel> m_loaded; // for its sizes; null unless Ready
    Precision m_modelPrecision = Precision::Auto;
    QString m_modelDevice;
    QString m_whyCpu;

    std::deque<OpenRecording*> m_queue;
    OpenRecording* m_running = nullptr;
    bool m_runAgain = false; // what runs, once it has ended
    BatchSummary m_batch;
    QElapsedTimer m_batchTime;
    bool m_paused = false;
    QElapsedTimer m_pauseTime;
    qint64 m_pausedMs = 0; // of this batch, up to the last pause's end
    bool m_notKeptTold = false;

    std::shared_ptr<const LabelTree> m_labels;
    std::shared_ptr<const ModelInfo> m_labelsOf; // the model that m_labels was made from; null: AudioSet's
    std::shared_ptr<const Digest> m_digest;
    quint64 m_digestRequest = 0; // 0: none under way
    bool m_digestStale = false;
    QTimer m_digestPause; // while a run goes on, so that digests do not take its time

    std::unique_ptr<EventCorrections> m_corrections;
    std::unique_ptr<ModelShelf> m_models;

    // Jobs last: their destructors wait for bodies, which use nothing of the above.
    std::shared_ptr<ModelStore> m_store;
    std::unique_ptr<ModelJob> m_modelJob;
    std::unique_ptr<TaggingJob> m_taggingJob;
    std::unique_ptr<OverviewJob> m_overviewJob;
    std::unique_ptr<ProbeJob> m_probeJob;
    std::unique_ptr<RestoreJob> m_restoreJob;
    OpenRecording* m_overviewOf = nullptr;
    DigestWorker m_digestWorker;
    std::unique_ptr<BatchKeeper> m_batchKeeper; // the very last: at its end it looks at the session once more
};

} // namespace dass
