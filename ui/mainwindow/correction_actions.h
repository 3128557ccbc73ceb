#pragma once

#include "core/corrections/correction.h"
#include "core/inference/events.h"

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>

class QAction;
class QMenu;
class QPoint;
class QWidget;

namespace dass {

class AnalyzeSession;
class AnalyzeView;
class LabelTree;
class PlaybackController;
struct SampleSpan;

// The actions by which a person corrects events: in the Edit menu, and in the context menu of the events table.
class CorrectionActions : public QObject
{
    Q_OBJECT
public:
    // All outlive this object; dialogs belong to `window`.
    CorrectionActions(AnalyzeSession& session, AnalyzeView& view, PlaybackController& playback, QWidget* window);

    void addUndoTo(QMenu* menu);
    void addEventsTo(QMenu* menu);
    void addToContextMenu(QAction* action); // below these, in the events table
    // Whether this selection comes from dragging an edge of the chosen event, which moves the event once it is let go.
    bool isEventEdge(const SampleSpan& selection) const;
    void update(); // what can be done with what is chosen now

signals:
    void eventChanged(const dass::Event& event); // the chosen event is another one now

private:
    using Asked = std::pair<QString, std::shared_ptr<const LabelTree>>; // recording, what its classes are
    Asked asked() const;
    void add();
    void rename();
    void remove();
    void mark(Verdict verdict);
    void moveStartHere();
    void moveEndHere();
    void moveTo(const SampleSpan& selection);
    void showMenu(const QPoint& position);

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    PlaybackController& m_playback;
    QWidget* m_window;
    QAction* m_undo;
    QAction* m_redo;
    QAction* m_add;
    QAction* m_rename;
    QAction* m_remove;
    QAction* m_editStart;
    QAction* m_editEnd;
    QAction* m_startHere;
    QAction* m_endHere;
    QAction* m_right;
    QAction* m_wrong;
    QAction* m_unmark;
    QAction* m_takeBack;
    QAction* m_bringBack;
    QList<QAction*> m_further; // of the context menu
};

} // namespace dass
