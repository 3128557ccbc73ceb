#pragma once

#include <QImage>
#include <QWidget>

class QLabel;
class QToolButton;

namespace dass {

class AnalyzeSession;
class HintButton;
class SamplePreview;

// What the middle of the window shows while nothing is open: how to open something, the sample, the models.
class EmptyPage : public QWidget
{
    Q_OBJECT
public:
    // sample: the recording that comes with the program; empty if it is not there.
    EmptyPage(AnalyzeSession& session, const QString& sample, QWidget* parent = nullptr);

    int contentWidth() const; // in less, it is scrolled sideways
    void focusFirst();

signals:
    void openFilesRequested();
    void openFolderRequested();
    void openSampleRequested();
    void openSessionRequested(const QString& file);
    void playSampleRequested();

private:
    QWidget* makeOpenPart();
    QWidget* makeSamplePart(const QString& sample);

    AnalyzeSession& m_session;
    HintButton* m_open = nullptr;
};

} // namespace dass
