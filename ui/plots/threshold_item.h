#pragma once

#include "ui/plots/track_item.h"

namespace dass {

// The dashed line at the threshold, named at the right end of the probability track.
class ThresholdItem : public TrackItem
{
public:
    using TrackItem::TrackItem;

protected:
    void draw(QCPPainter* painter) override;
};

} // namespace dass
