#pragma once

#include "app/jobs/corrections_worker.h"
#include "app/jobs/digest_worker.h"

#include <QObject>
#include <QString>
#include <QUndoGroup>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

class QUndoStack;

namespace dass {

class AnalyzeSession;
struct OpenRecording;

// What a person corrects about the events of the open recordings. The lists are in OpenRecording::corrections; each is
// read when its recording is opened, and written after every change to a file of its own, which path and size of the
// recording choose; of a recording whose size becomes another one it goes to that one's. Every change can be undone,
// for each recording by itself. GUI thread.
class EventCorrections : public QObject
{
    Q_OBJECT
public:
    EventCorrections(AnalyzeSession& session,
                     const QString& folder); // of the files; made when there is something to keep
    ~EventCorrections() override;            // writes what is not written yet

    QUndoGroup& undo() { return m_undo; } // of the current recording

    // The corrections of a recording that has just been opened are these, as a session has them. What else its file
    // holds is an undo away.
    void adopt(OpenRecording* recording, const std::shared_ptr<const CorrectionList>& corrections);

    // Whether events of the current recording can be corrected: it has tags, and what was corrected before is known.
    bool canEdit() const;
    int count() const; // of the current recording's
    bool anyDeleted() const;
    // What a person has said of an event that is shown; null: nothing. Until the digest changes.
    const CorrectedRow* rowOf(const Event& event) const;

    // Changes about events of the current recording. They do nothing where canEdit() is false, for a class that the
    // result does not have, and for a span that is empty once it is cut to the recording.
    void add(std::int64_t classIndex, EventSpan span);
    void rename(const Event& event, std::int64_t classIndex);
    void move(const Event& event, EventSpan span);
    void remove(const Event& event);
    void mark(const Event& event, Verdict verdict);
    void takeBack(const Event& event); // all that was said of it: the model's event is as it was, an added one goes
    void bringBackDeleted();

signals:
    void changed(dass::OpenRecording* recording);   // its corrections were read or changed
    void corrected(dass::OpenRecording* recording); // by a person, or undone
    // An event has become, or will once it is shown, another one, by a change or its undoing; both are the same where
    // it was added. Only start, end and class of them count.
    void edited(const dass::Event& before, const dass::Event& after);
    void noticed(const QString& title, const QString& text);

private:
    class Command;
    using Becoming = std::optional<std::pair<Event, Event>>; // what edited() tells
    struct Step // of an undoable change: how one correction was, and will be; none: not there
    {
        std::uint64_t id = 0;
        std::optional<Correction> before;
        std::optional<Correction> after;
    };

    enum class Adopted { OfSession, OfOtherSize }; // corrections that go before those of the recording's file

    void readNew(OpenRecording* recording);
    void keep(const OpenRecording& recording);
    QUndoStack* stackOf(OpenRecording* recording);
    void replaceFound(OpenRecording* recording, const std::shared_ptr<const CorrectionList>& found, Adopted from);
    void takeList(quint64 request, const std::shared_ptr<const CorrectionList>& corrections, const QString& damage);
    void forget(OpenRecording* recording);
    void chooseStack();
    std::filesystem::path fileOf(const OpenRecording& recording) const;
    std::optional<Correction> correctionFor(const Event& event) const;
    FoundEvent foundEvent(const Event& event) const;
    EventSpan insideRecording(EventSpan span) const;
    QString nameOf(std::int64_t classIndex) const;
    void put(Correction correction, const QString& words, const Becoming& becoming);
    void push(std::vector<Step> steps, const QString& words, const Becoming& becoming);
    void pushOn(OpenRecording* recording, std::vector<Step> steps, const QString& words, const Becoming& becoming);
    void apply(OpenRecording* recording, const std::vector<Step>& steps, bool forwards);

    AnalyzeSession& m_session;
    QString m_folder;
    QUndoGroup m_undo;
    std::unordered_map<OpenRecording*, std::unique_ptr<QUndoStack>> m_stacks;
    std::unordered_map<quint64, OpenRecording*> m_reading;          // by request
    std::unordered_map<const OpenRecording*, std::int64_t> m_asked; // the size that was asked for with
    std::unordered_map<const OpenRecording*, Adopted> m_adopted;    // until their file was read
    // The last change's event and correction: the digest that shows it may still be under way.
    std::pair<Event, std::uint64_t> m_latest;
    CorrectionsWorker m_worker;
};

} // namespace dass
