#pragma once

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class PlaybackController;

// What shows another stretch of the recording: zoom, steps, places.
class NavigationActions : public QObject
{
    Q_OBJECT
public:
    // All outlive it; dialogs belong to `window`.
    NavigationActions(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback, QWidget* window);

    void addTo(QMenu* menu); // once

private:
    void addZoomTo(QMenu* menu);
    void addStepsTo(QMenu* menu);
    void addPlacesTo(QMenu* menu);
    void goToTime();
    void update();

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    PlaybackController& m_playback;
    QWidget* m_window;
    QList<QAction*> m_actions; // each wants a recording
};

} // namespace dass
