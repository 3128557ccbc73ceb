#pragma once

#include "app/session/chosen_model.h"
#include "app/session/current_digest.h"
#include "app/session/event_corrections.h"
#include "app/session/label_tree.h"
#include "app/session/open_recording.h"
#include "app/session/overview_loader.h"
#include "app/session/recording_prober.h"
#include "app/session/run_forecast.h"
#include "app/session/run_queue.h"
#include "app/session/settings.h"
#include "app/session/tag_choice.h"
#include "app/session/tag_memory.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace dass {

class BatchKeeper;
class ModelShelf;
class ScanJob;
struct BatchEntry;
struct SavedRecording;
struct SavedTags;
struct SessionDocument;

// Everything the Analyze workspace shows and does, without a widget: the open recordings and which of them is looked
// at. What each part does (the model, the queue of runs, decoding, events) is its own class; this one says what
// follows for the others when one of them has something new. GUI thread; all work is done in jobs, none of the
// functions waits for one.
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
    const ChosenModel& model() const { return m_model; }
    ModelShelf& models() { return *m_models; } // that can be chosen and had

    // Runs.
    const RunSettings& runSettings() const { return m_run; }
    void setRunSettings(const RunSettings& wanted);            // within their bounds
    const RunForecast& forecast() const { return m_forecast; } // with the model and the settings of now
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
    void cancel() { m_runs.cancel(); }                        // keeps what is done, and what there was before
    void setPaused(bool paused) { m_runs.setPaused(paused); } // see RunQueue
    const RunQueue& runs() const { return m_runs; }           // what runs and waits
    BatchKeeper& batchKeeper() { return *m_batchKeeper; }
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
    const Digest& digest() const { return *m_digest.value(); } // of the current recording
    const std::shared_ptr<const Digest>& sharedDigest() const { return m_digest.value(); }
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
    void connectParts();
    void connectRuns();
    void openNamed(const QStringList& files, bool show, bool looked);
    void scan(const QStringList& paths, bool show);
    void openAsFolder(OpenRecording* recording);
    void addFiles(const QStringList& files, bool show, bool tag, bool looked = true);
    void takeProbed(const ProbedFile& file);
    void endProbing(const QStringList& stillWaiting);
    void probeIfChanged(const OpenRecording& recording);
    void takeFoundStart(OpenRecording* recording, const std::optional<RecordingStart>& start);
    void showAnotherResult();
    void takeProgress(OpenRecording* recording);
    void takeEnd(OpenRecording* recording, bool asBefore);
    void takeRestored(OpenRecording* recording);
    void showOverview(OpenRecording* recording);
    void decodeAnew(OpenRecording* recording);
    void endOverview(OpenRecording* recording, JobEnd end, const QString& error);
    bool showsAnotherChannel(const OpenRecording& recording) const;
    void dropQuickOfAnotherChannel(OpenRecording* recording);
    void followChannel();
    void closeAll();
    void restoreSavedTags(const SavedTags& tags);
    void updateLabels();
    void requestDigest();

    Settings& m_settings;
    RunSettings m_run;
    ViewSettings m_view;
    TagChoice m_tags;
    TagMemory m_tagMemory;
    std::unique_ptr<SavedTags> m_tagsToRestore; // of a session, until the labels are those that they are about
    bool m_tagsAwaitResult = false;             // which has its labels
    bool m_restoring = false;
    std::vector<std::unique_ptr<OpenRecording>> m_recordings;
    QHash<QString, OpenRecording*> m_byPath;
    std::vector<ScanJob*> m_scans; // of what was opened, as long as they go on
    OpenRecording* m_current = nullptr;
    std::shared_ptr<const LabelTree> m_labels;
    std::shared_ptr<const ModelInfo> m_labelsOf; // the model that m_labels was made from; null: AudioSet's

    std::unique_ptr<EventCorrections> m_corrections;
    std::unique_ptr<ModelShelf> m_models;

    // With jobs, which use nothing of the above.
    ChosenModel m_model;
    RunForecast m_forecast;
    RunQueue m_runs;
    OverviewLoader m_overviews;
    RecordingProber m_prober;
    CurrentDigest m_digest;
    std::unique_ptr<BatchKeeper> m_batchKeeper; // the very last: at its end it looks at the session once more
};

} // namespace dass
