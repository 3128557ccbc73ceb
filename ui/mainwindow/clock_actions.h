#pragma once

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace dass {

class AnalyzeSession;
class TransportBar;

// Times of day in place of times since the start, and when a recording began.
class ClockActions : public QObject
{
    Q_OBJECT
public:
    // All outlive it; dialogs belong to `window`.
    ClockActions(AnalyzeSession& session, TransportBar& bar, QWidget* window);

    void addTo(QMenu* menu);

private:
    void askForStart();

    AnalyzeSession& m_session;
    QWidget* m_window;
    QAction* m_timeOfDay;
    QAction* m_start;
};

} // namespace dass
