#pragma once

#include "app/session/session_keeper.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <string>

class QAction;
class QMainWindow;
class QMenu;
class QMessageBox;

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class PlaybackController;
struct SampleSpan;

// The window's part of sessions: saving, opening, what was opened lately, the question before changes are lost, unsaved
// work that a crash left, missing recordings, and the window's title.
class SessionActions : public QObject
{
    Q_OBJECT
public:
    // All outlive it; it is the window's child.
    SessionActions(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback, QMainWindow* window);

    SessionKeeper& keeper() { return m_keeper; }
    // What of the Haystack workspace belongs to a session; settle: what was changed just now is told to the keeper.
    void setBuilder(std::function<std::string()> describe, std::function<void()> settle);

    void addTo(QMenu* fileMenu);
    // Recordings and folders, or a session, which asks about unsaved changes first.
    void openPaths(const QStringList& paths);
    void openSession(const QString& file, const QStringList& others = {}); // with recordings that come with it
    // Whether the window may close now; else it is closed once the person has answered and what was asked for is saved.
    bool mayClose();

    bool hasOffer() const { return m_keeper.hasLeft(); }    // of unsaved work
    bool continuesBatch() const { return m_continueBatch; } // once the work is restored
    QString offerTitle() const;
    QString offerText() const;
    void acceptOffer();

    void addLocateTo(QMenu* menu, OpenRecording* recording);
    void locate(OpenRecording* recording);

signals:
    void noticed(const QString& title, const QString& text);
    void told(const QString& words); // for the status bar
    void offerChanged();
    void selectionRestored(const dass::SampleSpan& selection);

private:
    void save();
    void saveAs();
    void askToOpen();
    void startAnew();
    // Then: now, or once changes are saved or given up.
    void withoutLoss(const QString& question, const std::function<void()>& then);
    void askAboutOpen(const std::function<void(const QStringList&)>& restore);
    QMessageBox* makeQuestion(const QString& text);
    void finishSaving();
    void describeView(SessionDocument& document) const;
    void show(const SessionDocument& document);
    void openOthers();
    void updateTitle();
    void updateActions();
    void fillRecent(QMenu* menu);
    QString name() const; // of the session, for people; empty: not saved yet

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    PlaybackController& m_playback;
    QMainWindow* m_window;
    std::function<std::string()> m_describeBuilder = [] { return std::string(); };
    std::function<void()> m_settleBuilder = [] {};
    SessionKeeper m_keeper;
    QAction* m_save = nullptr;
    QAction* m_saveAs = nullptr;
    QAction* m_anew = nullptr;
    QAction* m_restore = nullptr;
    QMessageBox* m_question = nullptr; // while it is asked
    std::function<void()> m_afterSaving;
    QStringList m_afterOpening; // recordings beside those of the session that is being opened
    bool m_mayClose = false;
    bool m_continueBatch = false;
};

} // namespace dass
