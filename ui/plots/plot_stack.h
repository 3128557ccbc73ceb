#pragma once

#include "core/inference/probability_matrix.h"
#include "core/inference/tagging_settings.h"
#include "ui/plots/colour_map.h"
#include "ui/plots/drawing.h"
#include "ui/plots/frequency_scale.h"
#include "ui/plots/plot_colours.h"
#include "ui/plots/shaped_series.h"

#include <QColor>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace dass {

class MelPyramid;
class TimeViewport;
class WaveformPyramid;

// A half-open span of samples at 16 kHz.
struct SampleSpan
{
    std::int64_t start = 0;
    std::int64_t end = 0;

    bool isEmpty() const { return end <= start; }
    bool operator==(const SampleSpan&) const = default;
};

// What waveform and spectrogram are drawn from.
struct PlotOverview
{
    std::shared_ptr<const WaveformPyramid> waveform; // shared with the thread that appends to them
    std::shared_ptr<const MelPyramid> spectrogram;
    std::optional<int> channel; // that they are of, from 0; none: the mean of all
    std::int64_t length = 0;    // samples that the time axes show
    bool isFinished = false;    // nothing more will come
};

// A tag that has a curve. Its place in the list gives the read-out's and the drawing order.
struct PlotTag
{
    std::int64_t classIndex = 0;
    QString name;
    QColor colour;
    bool dashed = false;
    std::optional<double> threshold = {}; // of its own

    bool operator==(const PlotTag&) const = default;
};

// A row of the heat strip, the first one on top. Without a colour the tag has no curve and its name is secondary.
struct HeatStripTag
{
    std::int64_t classIndex = 0;
    QString name;
    QColor colour;

    bool operator==(const HeatStripTag&) const = default;
};

// What is known of the tags, also while a run goes on: the matrix grows, refresh() shows the new rows.
struct PlotResult
{
    std::shared_ptr<const ProbabilityMatrix> probabilities; // null: nothing tagged
    RowTiming timing;
    std::int64_t frames = 0; // of 10 ms; the recording's, needed once finished
    bool finished = false;   // the last row is the recording's last
};

// Levels are in dB relative to the loudest cell decoded so far in this recording.
struct SpectrogramSettings
{
    ColourMap map = ColourMap::Magma;
    FrequencyScale scale = FrequencyScale::Mel;
    double floorDb = -54;
    double ceilingDb = 0; // above the floor

    bool operator==(const SpectrogramSettings&) const = default;
};

// A recording that cannot be read from some sample on.
struct PlotFailure
{
    std::int64_t fromSample = 0;
    QString title;       // "Unreadable from 01:03:12.4"
    QString text;        // the reason and what to do
    QStringList actions; // texts of buttons, the first one the most useful

    bool operator==(const PlotFailure&) const = default;
};

// All tracks, or one of them with the ruler.
enum class PictureTrack : std::uint8_t { All, Waveform, Spectrogram, Probability, HeatStrip };

// What the pointer is over.
struct PlotHover
{
    std::int64_t sample = 0;
    std::optional<double> hertz = {};    // over the spectrogram
    std::optional<double> decibels = {}; // likewise, where decoded
    std::optional<int> heatRow = {};     // over the heat strip: the place of its row
};

// The stack of tracks of one recording on one time axis: overview, ruler, waveform, spectrogram, probability curves,
// heat strip. It draws what is ready and asks for the rest; nothing it does on the GUI thread depends on the
// recording's length. All positions are samples at 16 kHz. GUI thread only; may be destroyed at any time.
class PlotStack : public QWidget
{
    Q_OBJECT

public:
    explicit PlotStack(QWidget* parent = nullptr);
    ~PlotStack() override;

    TimeViewport* viewport() const; // lives as long as the stack; set its length from the container's duration

    void setOverview(const PlotOverview& overview); // {} clears. Call refresh() when there is more in its pyramids
    void setResult(const PlotResult& result);
    // Words over the part that has no tags, e.g. "not tagged yet, 1 min 24 s left".
    void setUntaggedNotice(const QString& words);
    void refresh();
    void zoom(double factor); // at the playhead, or at the middle where it is out of view
    void pan(double share);   // of what is in view, to later times; negative: to earlier ones

    void setTags(const std::vector<PlotTag>& tags);
    void setHeatStrip(const std::vector<HeatStripTag>& rows);
    void setThreshold(double probability); // of all tags without one of their own
    // A tag that was chosen elsewhere: where it has a threshold of its own, that is drawn, too.
    void setCurrentTag(const std::optional<std::int64_t>& classIndex);
    std::optional<std::int64_t> currentTag() const;
    void setShaping(const EventShaping& shaping); // curves show what events are cut from
    void setCurveNames(bool shown);
    // Times of day on the ruler and in the read-out, from so many seconds of the day at sample 0; none: times since the
    // start. zone: whose times they are, "UTC+2"; empty where nobody knows.
    void setClockStart(const std::optional<double>& secondsOfDay, const QString& zone = {});
    void setSpectrogramSettings(const SpectrogramSettings& settings);
    void setColours(const PlotColours& colours);
    void setFailure(const std::optional<PlotFailure>& failure);

    void setPlayhead(std::int64_t sample); // cheap: redraws two pixel columns
    std::int64_t playhead() const;
    void setSelection(const SampleSpan& selection); // empty: none; does not emit selectionChanged
    SampleSpan selection() const;

    // For a stack that is made to take a picture of: shows only this track, and reduces what it draws to so many device
    // pixels a logical one, whatever the screen has. The track takes all the height that it can use.
    void setPicture(PictureTrack track, double pixelRatio);
    bool isComplete() const; // everything that belongs to the view is there; look again when drawn() tells of more
    Drawing picture();       // as it is now, without selection, playhead and pointer

    QRect spectrogramRect() const; // the track, in this widget's coordinates

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void seekRequested(qint64 sample);                               // a click, or a key
    void selectionChanged(const dass::SampleSpan& selection);        // by the person; empty when taken away
    void selectionFinished(const dass::SampleSpan& selection);       // once the person lets go of what was dragged
    void thresholdDragged(double probability);                       // 0 to 1, in steps of 0.01
    void ownThresholdDragged(qint64 classIndex, double probability); // likewise, of one tag
    void hovered(const dass::PlotHover& hover);
    void hoverLeft();
    void failureActionTriggered(int index); // of PlotFailure::actions
    void drawn();                           // anew, maybe with more
    void tracksMoved();                     // by another size or number of rows

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void changeFonts();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace dass
