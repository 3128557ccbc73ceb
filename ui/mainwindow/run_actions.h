#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace dass {

class AnalyzeSession;
class AnalyzeView;

// The Analyze menu: runs, their order and pauses, and what they are done with.
class RunActions : public QObject
{
    Q_OBJECT
public:
    // All outlive it; dialogs belong to `window`.
    RunActions(AnalyzeSession& session, AnalyzeView& view, QWidget* window);

    QAction* run() const { return m_run; }     // for a button, too
    QAction* pause() const { return m_pause; } // likewise; also goes on
    void addTo(QMenu* menu);
    void update(); // what can be done now

private:
    void addBatchTo(QMenu* menu);
    void addSettingsTo(QMenu* menu);
    void updateRun();
    void updatePause();
    void moveCurrent(int step);

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    QWidget* m_window;
    QAction* m_run;
    QAction* m_cancel;
    QAction* m_pause;
    QAction* m_moveUp = nullptr; // from here on by addTo()
    QAction* m_moveDown = nullptr;
    QAction* m_continueLeft = nullptr;
    QAction* m_allAgain = nullptr;
};

} // namespace dass
