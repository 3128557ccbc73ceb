#pragma once

#include "app/jobs/job_thread.h"
#include "app/session/session_document.h"
#include "app/session/session_files.h"
#include "app/session/unsaved_work.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dass {

class AnalyzeSession;

// Saves what is open as a session and opens it again, knows what was changed since, and keeps unsaved work on disk so
// that a crash does not take it. All reading and writing is done in jobs, one at a time. GUI thread.
class SessionKeeper : public QObject
{
    Q_OBJECT
public:
    // The session outlives it. describeView adds what only a view knows (viewport, spectrogram).
    SessionKeeper(AnalyzeSession& session, std::function<void(SessionDocument&)> describeView,
                  QObject* parent = nullptr);
    ~SessionKeeper() override; // leaves unsaved work to the next start, or waits until what end() removes is gone

    // Reads what a session holds of the Haystack workspace's builder, on the thread that reads the session.
    using BuilderReader = std::function<std::shared_ptr<const SavedBuilder>(const std::string& text,
                                                                            const std::filesystem::path& session)>;
    void setBuilderReader(BuilderReader reader) { m_readBuilder = std::move(reader); }

    const QString& file() const { return m_file; } // empty: not saved yet
    // There is something that a person would miss: in a saved session any change but of the view; in what was never
    // saved what a person made (corrections, tags that were chosen, a start that was typed), since recordings, settings
    // and results come back by themselves.
    bool isModified() const { return m_workChanged || (m_listChanged && !m_file.isEmpty()); }
    bool isSaving() const { return m_saving || !m_toSave.isEmpty(); } // as a person asked for
    bool isBusy() const { return m_job || m_opening || m_toOpen; }
    int openings() const { return m_openings; } // another once something else is open

    void save(const QString& file);
    // A run that goes on is cancelled first; what is not saved by now is lost. What is edited before the session has
    // been read is not: then nothing is opened (editedMeanwhile()).
    void open(const QString& file);
    void startAnew(); // likewise; nothing is open then

    // Of earlier starts that ended in the middle. What is restored goes on being unsaved work.
    bool hasLeft() const { return !m_left.empty(); }
    QDateTime leftSince() const { return hasLeft() ? m_left.front().saved : QDateTime(); }
    void restoreLeft();
    void discardLeft();

    void viewChanged();    // viewport or spectrogram
    void builderChanged(); // of the Haystack workspace
    // The program ends as the person wants it to: no work is left once this is gone. Returns at once; a job removes it.
    void end();

    // A recording that is missing lies there; others that are missing are looked for at the same way from it.
    void locate(OpenRecording* recording, const QString& file);

signals:
    void changed(); // file() or isModified()
    void saved(const QString& file);
    void settling();                           // last changes of what is open are told now, or belong to what is opened
    void editedMeanwhile(const QString& file); // which was to be opened
    void restoreRefused();                     // likewise, of unsaved work, which is left still
    void foundFolder(const QString& folder);   // that was to be opened as a session
    void opened(const dass::SessionDocument& document); // rows are there, results follow
    void completed();                                   // all of it was read
    void closed();                                      // the session was; nothing is open
    void failed(const QString& title, const QString& text);
    void leftChanged();

private:
    enum class Change { View, List, Work };
    struct Looked // at a recording, to tell what changes of it
    {
        const void* rows = nullptr;
        RecordingState state = RecordingState::Waiting;
        std::optional<RecordingStart> typedStart;
    };

    void watch();
    void note(Change change);
    void look(OpenRecording* recording);
    void startNext();
    void startSaving(const QString& file);
    void startKeeping();
    void startOpening();
    void closeEverything();
    void startReading(const SessionDocument& document, const std::filesystem::path& from);
    void run(JobThread::Body body, const std::function<void(JobEnd, const QString&)>& done);
    SessionDocument gather() const;
    void setModelOf(const SessionDocument& document);
    void takePart(const SessionFiles::Part& part);
    void refuse();
    void finishOpening();

    struct Opening
    {
        std::filesystem::path from;                 // the session, or unsaved work; empty: nothing is to be open
        std::optional<UnsavedWork::Left> left = {}; // that work; none: a session
        int edits = 0;                              // m_edits when it was asked for
    };

    AnalyzeSession& m_session;
    std::function<void(SessionDocument&)> m_describeView;
    BuilderReader m_readBuilder;
    QString m_file;
    bool m_workChanged = false;
    bool m_listChanged = false;
    bool m_keepWanted = false; // of unsaved work
    bool m_kept = false;       // there is a file of it
    bool m_keepFailureTold = false;
    bool m_applying = false;
    bool m_saving = false;
    bool m_ended = false;
    int m_problems = 0;      // of the session that is being opened
    int m_revision = 0;      // of everything that is saved
    int m_openings = 0;      // so far
    int m_edits = 0;         // by a person, of whom a change of the view is none
    int m_modelLooks = 0;    // for the models of sessions: the last counts
    int m_keptRevision = -1; // what of it unsaved work holds
    QString m_toSave;
    std::optional<Opening> m_toOpen;
    std::optional<Opening> m_opening;
    std::vector<std::filesystem::path> m_replaced; // left work that is removed once the own work holds it
    std::vector<UnsavedWork::Left> m_left;
    QHash<const OpenRecording*, Looked> m_looked;
    QTimer m_keepLater;
    std::shared_ptr<SessionFiles> m_files; // the job's, as the next
    std::shared_ptr<UnsavedWork> m_unsaved;
    std::shared_ptr<std::latch> m_bodyOver; // of m_job
    std::unique_ptr<JobThread> m_removal;   // at the end
    std::unique_ptr<JobThread> m_job;       // last: its destructor waits for the body
};

} // namespace dass

Q_DECLARE_METATYPE(dass::SessionDocument)
