// Pictures of a PlotStack.
#include "ui/plots/plot_stack_private.h"

namespace dass {

void PlotStack::setPicture(PictureTrack track, double pixelRatio)
{
    d->pixelRatio = pixelRatio;
    d->state.forPicture = true;
    d->state.only = track;
    d->layout.showOnly();
    updateGeometry();
    d->redraw();
}

bool PlotStack::isComplete() const
{
    return !d->gatherLater.isActive() && d->renderer->isComplete() && d->state.rects.waveform.width() > 0;
}

QPicture PlotStack::picture()
{
    QPicture picture;
    picture.setBoundingRect(rect());
    QCPPainter painter(&picture);
    painter.setMode(QCPPainter::pmVectorized); // no shift of half a pixel, no pen without a width
    painter.setMode(QCPPainter::pmNonCosmetic);
    d->plot->toPainter(&painter, width(), height());
    painter.end();
    return picture;
}

} // namespace dass
