#pragma once

#include "app/session/analyze_session.h"

#include <QWidget>

#include <optional>

namespace dass {

class PlotStack;
class TimeViewport;
struct SampleSpan;

// Shows the current recording of the session in a PlotStack, and takes what a person does there back to the session.
class PlotView : public QWidget
{
    Q_OBJECT
public:
    explicit PlotView(AnalyzeSession& session, QWidget* parent = nullptr);

    PlotStack* stack() const { return m_stack; }
    TimeViewport* viewport() const;

signals:
    void retryRequested(dass::OpenRecording* recording);
    void showInFolderRequested(dass::OpenRecording* recording);
    void copyDetailsRequested(dass::OpenRecording* recording);

private:
    void showRecording();
    void showOverview();
    void showResult();
    void showTags();
    void showFailure();
    void applyTheme();
    QString untaggedNotice(const OpenRecording& recording) const;

    AnalyzeSession& m_session;
    PlotStack* m_stack;
};

} // namespace dass
