// Pictures of a PlotStack.
#include "ui/plots/plot_stack_private.h"

namespace dass {

namespace {

void showLayers(const QCustomPlot& plot, bool visible)
{
    for (int i = 0; i < plot.layerCount(); ++i)
        plot.layer(i)->setVisible(visible);
}

} // namespace

void PlotStack::setPicture(PictureTrack track, double pixelRatio)
{
    d->pixelRatio = pixelRatio;
    d->state.forPicture = true;
    d->state.only = track;
    d->layout.showOnly();
    d->fitTracks();
    showLayers(*d->plot, false); // nobody sees it: a replot only lays out and asks for what is missing
    updateGeometry();
    d->redraw();
}

bool PlotStack::isComplete() const
{
    return !d->gatherLater.isActive() && d->renderer->isComplete() && d->state.rects.waveform.width() > 0;
}

Drawing PlotStack::picture()
{
    showLayers(*d->plot, true);
    DrawingRecorder recorder(size());
    QCPPainter painter(&recorder);
    painter.setMode(QCPPainter::pmVectorized); // no shift of half a pixel, no pen without a width
    painter.setMode(QCPPainter::pmNonCosmetic);
    painter.setMode(QCPPainter::pmNoCaching); // labels as words, not as pictures of words
    d->plot->toPainter(&painter, width(), height());
    painter.end();
    return recorder.drawing();
}

} // namespace dass
