#pragma once

#include <QObject>

#include <cstdint>

namespace dass {

// The one truth of which part of the recording all stacked plots show. Everything is in samples at 16 kHz, the clock
// that decoding, model, events and playback share; the span is fractional so that zooming stays smooth. GUI thread.
class TimeViewport : public QObject
{
    Q_OBJECT

public:
    static constexpr double kSampleRate = 16000.0; // samples a second
    static constexpr double kSmallestSpan = 4000;  // samples: 0.25 s
    static constexpr double kZoomStep = 1.25;      // of one wheel notch or key press

    explicit TimeViewport(QObject* parent = nullptr);

    double start() const { return m_start; }        // first visible sample
    double end() const { return m_start + m_span; } // one past the last visible sample
    double span() const { return m_span; }
    std::int64_t length() const { return m_length; } // samples of the recording, as far as known
    double secondsPerSpan() const { return m_span / kSampleRate; }
    bool showsEverything() const;

    // While the whole recording is in view it stays so when the length changes (a file being decoded grows); otherwise
    // the view is only kept inside the recording.
    void setLength(std::int64_t samples);

    // Shows [start, end), moved and cut to lie inside the recording and to be no shorter than kSmallestSpan.
    void setRange(double start, double end);

    // Makes the span `factor` times shorter; `sample` keeps its place on the screen as long as the limits allow.
    void zoomAt(double sample, double factor);
    void zoomAtCentre(double factor) { zoomAt(m_start + m_span / 2, factor); }

    void pan(double samples); // to the right if positive
    void panToStart();
    void panToEnd();
    void fit(); // the whole recording

    // Moves the view, without zooming, so that this sample is in it: by a page when it has run out on the right, else
    // centred. Nothing changes when it is in view already.
    void ensureVisible(double sample);
    // Shows a selection or event with room on both sides; zooms only when it does not fit.
    void ensureVisible(double start, double end);

Q_SIGNALS:
    void changed(); // start, span or length

private:
    void apply(double start, double span, std::int64_t length);

    std::int64_t m_length = 0;
    double m_start = 0;
    double m_span = kSmallestSpan;
};

} // namespace dass
