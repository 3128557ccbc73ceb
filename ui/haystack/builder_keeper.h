#pragma once

#include "app/haystack/builder_store.h"
#include "app/haystack/haystack_session.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace dass {

class TestedModel;

// Keeps what is built by hand from one start to the next, and in sessions, whose haystack takes its place while they
// are open. GUI thread; files are read and written on another one.
class BuilderKeeper : public QObject
{
    Q_OBJECT
public:
    BuilderKeeper(HaystackSession& session, TestedModel& model, std::filesystem::path file); // both outlive it

    void start();                          // reads what was kept; once
    bool isRead() const { return m_read; } // nothing is written before
    void keepNow();                        // what was changed just now, before anyone asks whether something was

    // What is built, for a session file (builderText()); empty: nothing that a session would keep.
    std::string forSession() const;
    // What an opened session holds, likewise, and as it was read, in place of what is built; that is not lost, but
    // there again when the session is left. file: of the session; empty: none is open any more.
    void takeSession(const std::string& text, const std::shared_ptr<const SavedBuilder>& read, const QString& file);

signals:
    void changed();                    // in what forSession() says
    void putOff(const QString& words); // a mixture that is not made before something is changed
    void noticed(const QString& title, const QString& text);

private:
    void takeRead(const BuilderState& state, bool found);
    void restore(const BuilderState& state, const std::vector<NeedleClip>& added);
    void restoreFromSession(const std::vector<NeedleClip>& added);
    void leaveSession();
    BuilderState builderState() const;
    void remember();
    void write();

    HaystackSession& m_session;
    TestedModel& m_model;
    bool m_read = false;
    bool m_ofSession = false;                           // what is built is the open session's, not the store's
    std::string m_fromSession;                          // not shown yet, or not readable; empty: none
    std::shared_ptr<const SavedBuilder> m_savedBuilder; // that, not shown yet; null: none
    std::string m_kept;                                 // as it was written last, or restored
    std::string m_work;                                 // of that, what a person made
    QTimer m_soon;
    BuilderStore m_store; // last: its destructor writes what is left
};

} // namespace dass
