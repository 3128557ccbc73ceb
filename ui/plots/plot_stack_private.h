#pragma once

#include "core/overview/mel_pyramid.h"
#include "core/overview/waveform_pyramid.h"
#include "ui/plots/curve_names_item.h"
#include "ui/plots/curves_item.h"
#include "ui/plots/failure_panel.h"
#include "ui/plots/gutter_item.h"
#include "ui/plots/heat_strip_item.h"
#include "ui/plots/overview_item.h"
#include "ui/plots/plot_interaction.h"
#include "ui/plots/plot_overlay.h"
#include "ui/plots/plot_stack.h"
#include "ui/plots/spectrogram_item.h"
#include "ui/plots/spectrogram_renderer.h"
#include "ui/plots/stack_state.h"
#include "ui/plots/threshold_item.h"
#include "ui/plots/time_viewport.h"
#include "ui/plots/track_layout.h"
#include "ui/plots/unfinished_item.h"
#include "ui/plots/waveform_item.h"

#include <QTimer>

#include <algorithm>
#include <optional>
#include <vector>

namespace dass {

// What a stack is made of. For plot_stack.cpp and stack_picture.cpp only.
class PlotStack::Private
{
    static constexpr int kGatherSlice = 4;     // milliseconds of the GUI thread at a time
    static constexpr auto kDataLayer = "main"; // under the fronts, notices and the gutter
    static constexpr auto kFrontLayer = "axes";

public:
    explicit Private(PlotStack* stack)
        : q(stack), viewport(new TimeViewport(stack)), plot(new QCustomPlot(stack)), layout(plot, state),
          overlay(new PlotOverlay(state, stack)), interaction(new PlotInteraction(state, *viewport, overlay)),
          failurePanel(new FailurePanel(stack)), renderer(new SpectrogramRenderer(stack))
    {
        // What moves is on our own overlay; a second picture of the whole plot would only cost time.
        plot->layer(QStringLiteral("overlay"))->setMode(QCPLayer::lmLogical);
        // By default QCustomPlot paints within replot(), and the overlay would paint it all once more.
        plot->setPlottingHints(QCP::phCacheLabels);
        // The plot owns its items.
        new OverviewItem(plot, kDataLayer, state);
        new WaveformItem(plot, kDataLayer, layout.waveform(), state);
        new SpectrogramItem(plot, kDataLayer, layout.spectrogram(), state, *renderer);
        auto* curves = new CurvesItem(plot, kDataLayer, layout.probability(), state);
        new HeatStripItem(plot, kDataLayer, layout.heat(), state);
        new UnfinishedItem(plot, kFrontLayer, state);
        new ThresholdItem(plot, kFrontLayer, layout.probability(), state);
        new CurveNamesItem(plot, kFrontLayer, layout.probability(), state, *curves);
        new GutterItem(plot, kFrontLayer, state);
        failurePanel->hide();
        gatherLater.setSingleShot(true);
        gatherLater.setInterval(0);
    }

    // Everything that follows from the viewport, the size and the data, right before the tracks are drawn.
    void prepare()
    {
        if (const TrackRects rects = layout.rects(); rects != state.rects) {
            state.rects = rects;
            Q_EMIT q->tracksMoved();
        }
        state.length = viewport->length();
        state.grid = PixelGrid::forView(*viewport, state.rects.waveform, pixelRatio.value_or(q->devicePixelRatioF()));
        state.overviewGrid = state.grid;
        state.overviewGrid.firstColumn = 0;
        state.overviewGrid.samplesPerColumn =
            std::max(static_cast<double>(state.length), TimeViewport::kSmallestSpan) / state.grid.columns;
        layout.applyGrid();
        renderer->request({.mel = state.mel,
                           .grid = state.grid,
                           .height = static_cast<int>(state.rects.spectrogram.height() * state.grid.pixelRatio),
                           .loudness = state.loudness,
                           .settings = state.spectrogram});
        if (state.failure) {
            failurePanel->placeIn(state.rects.spectrogram,
                                  static_cast<int>(state.grid.xOf(static_cast<double>(state.failure->fromSample))));
        }
    }

    void fitTracks() { layout.fit(q->height(), static_cast<int>(state.heatRows.size())); }

    void pointAt(const std::optional<std::int64_t>& tag)
    {
        if (tag != state.pointedTag) {
            state.pointedTag = tag;
            redraw();
        }
    }

    void redraw() { plot->replot(QCustomPlot::rpQueuedReplot); }

    void gather()
    {
        if (!state.probabilities.gather(kGatherSlice)) {
            gatherLater.start();
        }
        redraw();
    }

    void updateClasses()
    {
        std::vector<std::int64_t> classes;
        for (const PlotTag& tag : state.tags) {
            classes.push_back(tag.classIndex);
        }
        for (const HeatStripTag& row : state.heatRows) {
            classes.push_back(row.classIndex);
        }
        state.probabilities.setClasses(classes);
        gather();
    }

    // Where the decoder is, and what follows for the scales.
    void readOverview()
    {
        state.decodedEnd = state.waveform ? state.waveform->samples() : 0;
        state.amplitudes = amplitudeRange(state.waveform ? static_cast<double>(state.waveform->peak()) : 1.0);
        state.loudness = state.mel ? state.mel->loudest() : 0;
    }

    PlotStack* q;
    StackState state;
    TimeViewport* viewport;
    QCustomPlot* plot;
    TrackLayout layout;
    PlotOverlay* overlay;
    PlotInteraction* interaction;
    FailurePanel* failurePanel;
    SpectrogramRenderer* renderer;
    QTimer gatherLater;
    std::optional<double> pixelRatio; // of a picture; none: the screen's
};

} // namespace dass
