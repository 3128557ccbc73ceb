#include "ui/plots/plot_stack.h"

#include "ui/plots/plot_stack_private.h"
#include "ui/plots/readout.h"
#include "ui/plots/threshold_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dass {

PlotStack::PlotStack(QWidget* parent) : QWidget(parent), d(std::make_unique<Private>(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Recording over time"));
    d->overlay->setFocusProxy(this);
    d->overlay->setFocusPolicy(Qt::ClickFocus);
    d->failurePanel->raise();
    d->plot->setFocusPolicy(Qt::NoFocus);

    connect(d->viewport, &TimeViewport::changed, this, [this] { d->redraw(); });
    connect(d->plot, &QCustomPlot::afterLayout, this, [this] { d->prepare(); });
    connect(d->plot, &QCustomPlot::afterReplot, this, [this] {
        d->overlay->update();
        Q_EMIT drawn();
    });
    connect(d->renderer, &SpectrogramRenderer::tilesReady, this, [this] { d->redraw(); });
    connect(&d->gatherLater, &QTimer::timeout, this, [this] { d->gather(); });
    connect(d->failurePanel, &FailurePanel::actionTriggered, this, &PlotStack::failureActionTriggered);

    connect(d->interaction, &PlotInteraction::seekRequested, this, &PlotStack::seekRequested);
    connect(d->interaction, &PlotInteraction::selectionReleased, this,
            [this] { Q_EMIT selectionFinished(d->state.selection); });
    connect(d->interaction, &PlotInteraction::selectionDragged, this, [this](const SampleSpan& selection) {
        if (selection != d->state.selection) {
            setSelection(selection);
            Q_EMIT selectionChanged(selection);
        }
    });
    connect(d->interaction, &PlotInteraction::thresholdDragged, this, [this](double probability) {
        setThreshold(probability);
        Q_EMIT thresholdDragged(probability);
    });
    connect(d->interaction, &PlotInteraction::ownThresholdDragged, this, [this](qint64 classIndex, double probability) {
        for (PlotTag& tag : d->state.tags) {
            if (tag.classIndex == classIndex) {
                tag.threshold = probability;
            }
        }
        d->redraw();
        Q_EMIT ownThresholdDragged(classIndex, probability);
    });
    connect(d->interaction, &PlotInteraction::hoverMoved, this, [this](const QPointF& position) {
        if (!d->interaction->isDragging()) {
            d->pointAt(tagPointedAt(d->state, position));
        }
        d->overlay->setHover(position);
        Q_EMIT hovered(hoverAt(d->state, position));
    });
    connect(d->interaction, &PlotInteraction::hoverLeft, this, [this] {
        if (!d->interaction->isDragging()) {
            d->pointAt(std::nullopt);
        }
        d->overlay->setHover(std::nullopt);
        Q_EMIT hoverLeft();
    });
    changeFonts();
    setColours(PlotColours::light());
}

PlotStack::~PlotStack()
{
    // What draws from the state and reports to this object goes before the state; the interaction first, since a widget
    // that goes still says that the pointer has left it.
    delete d->interaction;
    delete d->overlay;
    delete d->plot;
    delete d->renderer;
}

TimeViewport* PlotStack::viewport() const
{
    return d->viewport;
}

void PlotStack::setOverview(const PlotOverview& overview)
{
    d->state.waveform = overview.waveform;
    d->state.mel = overview.spectrogram;
    d->state.channel = overview.channel;
    d->state.decodingFinished = overview.isFinished;
    d->viewport->setLength(overview.length);
    refresh();
}

void PlotStack::setResult(const PlotResult& result)
{
    d->state.probabilities.setResult(result.probabilities, result.timing, result.frames, result.finished);
    d->state.resultFinished = result.probabilities != nullptr && result.finished;
    d->gather();
}

void PlotStack::setUntaggedNotice(const QString& words)
{
    if (words != d->state.untaggedNotice) {
        d->state.untaggedNotice = words;
        d->redraw();
    }
}

void PlotStack::refresh()
{
    d->readOverview();
    d->gather();
}

void PlotStack::setTags(const std::vector<PlotTag>& tags)
{
    if (tags == d->state.tags) {
        return;
    }
    d->state.tags = tags;
    d->updateClasses();
}

void PlotStack::setHeatStrip(const std::vector<HeatStripTag>& rows)
{
    if (rows == d->state.heatRows) {
        return;
    }
    d->state.heatRows = rows;
    d->fitTracks();
    updateGeometry();
    d->updateClasses();
}

void PlotStack::setThreshold(double probability)
{
    d->state.threshold = probability;
    d->redraw();
}

void PlotStack::setCurrentTag(const std::optional<std::int64_t>& classIndex)
{
    if (classIndex != d->state.currentTag) {
        d->state.currentTag = classIndex;
        d->redraw();
    }
}

std::optional<std::int64_t> PlotStack::currentTag() const
{
    return d->state.currentTag;
}

void PlotStack::setShaping(const EventShaping& shaping)
{
    if (shaping != d->state.probabilities.shaping()) {
        d->state.probabilities.setShaping(shaping);
        d->gather();
    }
}

void PlotStack::setCurveNames(bool shown)
{
    if (shown != d->state.curveNames) {
        d->state.curveNames = shown;
        d->redraw();
    }
}

void PlotStack::setClockStart(const std::optional<double>& secondsOfDay, const QString& zone)
{
    d->state.clockStart = secondsOfDay;
    d->state.clockZone = zone;
    d->layout.applyGrid(); // now: a replot makes the ticks before it prepares
    d->redraw();
}

void PlotStack::setSpectrogramSettings(const SpectrogramSettings& settings)
{
    d->state.spectrogram = settings;
    d->redraw();
}

void PlotStack::setColours(const PlotColours& colours)
{
    d->state.colours = colours;
    d->layout.applyColours();
    d->failurePanel->setColours(colours, d->state.smallFont);
    d->redraw();
}

void PlotStack::setFailure(const std::optional<PlotFailure>& failure)
{
    if (failure == d->state.failure) {
        return; // said with every step of progress; the buttons must not go under the pointer
    }
    d->state.failure = failure;
    if (failure) {
        d->failurePanel->setFailure(*failure);
    }
    d->failurePanel->setVisible(failure.has_value());
    d->redraw();
}

void PlotStack::setPlayhead(std::int64_t sample)
{
    const std::int64_t before = std::exchange(d->state.playhead, sample);
    d->overlay->updatePlayhead(before, sample);
}

std::int64_t PlotStack::playhead() const
{
    return d->state.playhead;
}

void PlotStack::setSelection(const SampleSpan& selection)
{
    d->state.selection = selection.isEmpty() ? SampleSpan{} : selection;
    d->overlay->update();
}

SampleSpan PlotStack::selection() const
{
    return d->state.selection;
}

QRect PlotStack::spectrogramRect() const
{
    return d->state.rects.spectrogram;
}

QSize PlotStack::sizeHint() const
{
    using namespace stackmetrics;
    return {800, kFixedHeight + kSmallSpectrogram + 240 + kProbabilityHeight +
                     static_cast<int>(d->state.heatRows.size()) * kHeatRowHeight};
}

QSize PlotStack::minimumSizeHint() const
{
    using namespace stackmetrics;
    if (d->state.only != PictureTrack::All) {
        return {kGutter + kRightMargin + 200, kTopMargin + kRulerHeight + kWaveformHeight + kBottomMargin};
    }
    const int rows = std::min(static_cast<int>(d->state.heatRows.size()), kFewestHeatRows);
    return {kGutter + kRightMargin + 200,
            kFixedHeight + kSmallestSpectrogram + kSmallestProbability + rows * kHeatRowHeight};
}

void PlotStack::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->fitTracks();
    d->plot->setGeometry(rect());
    d->overlay->setGeometry(rect());
}

void PlotStack::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        changeFonts();
    }
}

void PlotStack::changeFonts()
{
    QFont small = font();
    if (small.pixelSize() > 0) {
        small.setPixelSize(static_cast<int>(std::lround(small.pixelSize() * stackmetrics::kSmallFont)));
    } else {
        small.setPointSizeF(small.pointSizeF() * stackmetrics::kSmallFont);
    }
    d->state.smallFont = small;
    d->layout.applyColours();
    d->failurePanel->setColours(d->state.colours, small);
    d->redraw();
}

void PlotStack::focusInEvent(QFocusEvent* event)
{
    d->state.focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    d->overlay->update();
    QWidget::focusInEvent(event);
}

void PlotStack::focusOutEvent(QFocusEvent* event)
{
    d->state.focusRing = false;
    d->overlay->update();
    QWidget::focusOutEvent(event);
}

void PlotStack::zoom(double factor)
{
    TimeViewport& viewport = *d->viewport;
    const auto playhead = static_cast<double>(d->state.playhead);
    const bool inView = playhead >= viewport.start() && playhead < viewport.end();
    viewport.zoomAt(inView ? playhead : (viewport.start() + viewport.end()) / 2, factor);
}

void PlotStack::pan(double share)
{
    d->viewport->pan(share * d->viewport->span());
}

} // namespace dass
