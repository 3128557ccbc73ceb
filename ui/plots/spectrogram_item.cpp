#include "ui/plots/spectrogram_item.h"

#include "ui/plots/spectrogram_renderer.h"
#include "ui/plots/stack_state.h"

#include <cmath>

namespace dass {

SpectrogramItem::SpectrogramItem(QCustomPlot* plot, const QString& layer, QCPAxisRect* track, const StackState& state,
                                 SpectrogramRenderer& renderer)
    : TrackItem(plot, layer, track, state), m_renderer(renderer)
{
}

void SpectrogramItem::draw(QCPPainter* painter)
{
    const PixelGrid& grid = state().grid;
    for (const SpectrogramRenderer::Piece& piece : m_renderer.pieces()) {
        // On whole device pixels: tiles of this view are then copied column by column, without resampling.
        const double left = std::round(grid.xOf(piece.startSample) * grid.pixelRatio) / grid.pixelRatio;
        const double right = std::round(grid.xOf(piece.endSample) * grid.pixelRatio) / grid.pixelRatio;
        const QRectF target(left, rect().top(), right - left, rect().height());
        // Cut to the track by itself: not every painter clips.
        const QRectF shown = target & QRectF(rect());
        if (shown.isEmpty()) {
            continue;
        }
        const double columns = piece.image.width() / target.width();
        painter->drawImage(shown, piece.image,
                           QRectF((shown.left() - left) * columns, 0, shown.width() * columns, piece.image.height()));
    }
}

} // namespace dass
