#pragma once

#include "ui/mainwindow/transport_bar.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class PlaybackController;
class SpanSelection;

// The Play menu, which shares most of its actions with the transport bar.
class PlayActions : public QObject
{
    Q_OBJECT
public:
    PlayActions(AnalyzeSession& session, AnalyzeView& view, QWidget* window); // all outlive it

    TransportBar::Actions forTransport() const;
    void control(PlaybackController& playback, SpanSelection& selection); // once, before addTo(); both outlive it
    void addTo(QMenu* menu);
    void update(); // what can be done now

private:
    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    PlaybackController* m_playback = nullptr;
    SpanSelection* m_selection = nullptr;
    QAction* m_play;
    QAction* m_skipBack;
    QAction* m_skipForward;
    QAction* m_loop;
    SpeedMenu* m_speed;
    ListenMenu* m_listen;
    QAction* m_playSelection;
    QAction* m_selectFrom;
    QAction* m_selectTo;
    QAction* m_nextEvent;
    QAction* m_previousEvent;
};

} // namespace dass
