#pragma once

#include "ui/plots/track_item.h"

namespace dass {

class SpectrogramRenderer;

// Draws the tiles that the renderer has.
class SpectrogramItem : public TrackItem
{
public:
    SpectrogramItem(QCustomPlot* plot, const QString& layer, QCPAxisRect* track, const StackState& state,
                    SpectrogramRenderer& renderer);

protected:
    void draw(QCPPainter* painter) override;

private:
    SpectrogramRenderer& m_renderer;
};

} // namespace dass
