#pragma once

#include "ui/plots/track_item.h"
#include "ui/plots/waveform_columns.h"

namespace dass {

// The waveform of the part in view.
class WaveformItem : public TrackItem
{
public:
    using TrackItem::TrackItem;

protected:
    void draw(QCPPainter* painter) override;

private:
    WaveformColumns m_columns;
};

} // namespace dass
