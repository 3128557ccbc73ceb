#pragma once

#include "ui/plots/track_item.h"

#include <vector>

namespace dass {

struct ThresholdLine;

// The dashed line at the threshold, named at the right end of the probability track; that of the tag that is pointed at
// or current, where it has its own; and where the other tags' own ones are, notches at the right end.
class ThresholdItem : public TrackItem
{
public:
    using TrackItem::TrackItem;

protected:
    void draw(QCPPainter* painter) override;

private:
    void notches(QCPPainter* painter, const std::vector<ThresholdLine>& lines) const;
};

} // namespace dass
