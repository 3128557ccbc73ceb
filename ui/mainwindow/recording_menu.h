#pragma once

#include <QObject>

class QPoint;
class QWidget;

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class SessionActions;
struct OpenRecording;

// What can be done with one recording: the menu of its row, and what the page of one that failed offers.
class RecordingMenu : public QObject
{
    Q_OBJECT
public:
    // All outlive it; menus belong to `window`.
    RecordingMenu(AnalyzeSession& session, AnalyzeView& view, SessionActions& sessions, QWidget* window);

private:
    void popup(OpenRecording* recording, const QPoint& position);
    void showInFolder(const OpenRecording* recording);
    void copyDetails(const OpenRecording* recording);

    AnalyzeSession& m_session;
    SessionActions& m_sessions;
    QWidget* m_window;
};

} // namespace dass
