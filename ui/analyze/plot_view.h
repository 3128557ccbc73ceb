#pragma once

#include "app/session/analyze_session.h"
#include "ui/plots/plot_stack.h"

#include <QWidget>

#include <cstdint>
#include <optional>

class QToolButton;

namespace dass {

class TimeViewport;

// Shows the current recording of the session in a PlotStack, and takes what a person does there back to the session.
class PlotView : public QWidget
{
    Q_OBJECT
public:
    explicit PlotView(AnalyzeSession& session, QWidget* parent = nullptr);

    PlotStack* stack() const { return m_stack; }
    TimeViewport* viewport() const;

    const SpectrogramSettings& spectrogram() const { return m_spectrogram; }
    void setSpectrogram(const SpectrogramSettings& settings); // remembers them, too
    void editSpectrogram();                                   // opens the form

    // This part of the current recording; all of it where the end is not after the start.
    void showRange(double start, double end);

    // Tags of the session's labels that were chosen elsewhere, or are pointed at there; -1: none. One with a threshold
    // of its own has that drawn.
    void setCurrentTag(std::int64_t classIndex);
    void pointAtTag(std::int64_t classIndex);
    std::int64_t currentTag() const { return m_currentTag; }

    // For a view that is made to take a picture of (PlotStack::setPicture): shows the current recording at once.
    void preparePicture(PictureTrack track, double pixelRatio);

signals:
    void spectrogramChanged();
    void retryRequested(dass::OpenRecording* recording);
    void showInFolderRequested(dass::OpenRecording* recording);
    void locateRequested(dass::OpenRecording* recording); // that is missing
    void copyDetailsRequested(dass::OpenRecording* recording);

private:
    void showRecording();
    void showClock();
    void showOverview();
    bool usesQuick(const OpenRecording& recording) const;
    void showResult();
    void showTags();
    void showCurrentTag();
    void showFailure();
    void applyTheme();
    QString untaggedNotice(const OpenRecording& recording) const;
    void makeSpectrogramButton();
    void placeSpectrogramButton();

    AnalyzeSession& m_session;
    PlotStack* m_stack;
    SpectrogramSettings m_spectrogram;
    bool m_quickShown = false;
    std::int64_t m_currentTag = -1;
    std::int64_t m_pointedTag = -1;
    QToolButton* m_spectrogramButton = nullptr;
};

} // namespace dass
