#pragma once

#include <QObject>

class QAction;

namespace dass {

class AnalyzeSession;
class AnalyzeView;

// Saving the sound of events: of the chosen one, of all of a tag, of all in the table.
class ClipActions : public QObject
{
    Q_OBJECT
public:
    // All outlive this object; dialogs belong to `window`.
    ClipActions(AnalyzeSession& session, AnalyzeView& view, QWidget* window);

    QAction* saveAction() const { return m_save; } // of the chosen event first
    void saveTable();                              // of all events in the table first
    void update();                                 // whether there is anything to save

signals:
    void saved(const QString& folder, int files);

private:
    void saveChosen();
    void saveTag(qint64 classIndex);

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    QWidget* m_window;
    QAction* m_save;
};

} // namespace dass
