#pragma once

#include "ui/widgets/panel.h"

#include <QTimer>

class QLabel;
class QListView;

namespace dass {

class AnalyzeSession;
class RecordingsModel;
struct OpenRecording;

// The list of open recordings. Choosing a row shows that recording.
class RecordingsPanel : public Panel
{
    Q_OBJECT
public:
    explicit RecordingsPanel(AnalyzeSession& session, QWidget* parent = nullptr);

signals:
    void openRequested();
    void contextMenuRequested(dass::OpenRecording* recording, const QPoint& globalPosition);

private:
    void showCurrent();
    void fitList(int rows);
    void updateWords();

    AnalyzeSession& m_session;
    RecordingsModel* m_model;
    QListView* m_list;
    QLabel* m_words;
    QTimer m_updateLater; // once for all that changes at a time: folders hold thousands of recordings
};

} // namespace dass
