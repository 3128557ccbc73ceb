#pragma once

#include <QObject>
#include <QStringList>

class QAction;
class QMenu;
class QWidget;

namespace dass {

class ActivityWords;
class AnalyzeSession;
class AnalyzeView;
class ClipActions;
struct OpenRecording;

// What is written of results: reports, sound, pictures.
class ExportActions : public QObject
{
    Q_OBJECT
public:
    // All outlive it; dialogs belong to `window`.
    ExportActions(AnalyzeSession& session, AnalyzeView& view, ClipActions& clips, ActivityWords& words,
                  QWidget* window);

    QAction* exportAction() const { return m_export; }
    void addTo(QMenu* menu);
    void exportResults(); // asks how and where

private:
    void savePicture();
    void update();
    void updateAfter(const OpenRecording& changed);
    void tellExported(const QString& folder, int files);
    void tellExportedSome(const QString& folder, int written, const QStringList& failed);

    AnalyzeSession& m_session;
    AnalyzeView& m_view;
    ClipActions& m_clips;
    ActivityWords& m_words;
    QWidget* m_window;
    QAction* m_export;
    QAction* m_picture;
};

} // namespace dass
