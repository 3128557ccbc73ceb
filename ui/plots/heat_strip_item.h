#pragma once

#include "ui/plots/track_item.h"

#include <QImage>

#include <vector>

namespace dass {

// One row a tag, the greatest probability of each pixel column in the heat strip's colours.
class HeatStripItem : public TrackItem
{
public:
    using TrackItem::TrackItem;

protected:
    void draw(QCPPainter* painter) override;

private:
    QImage m_image; // [rows, columns], reused
    std::vector<float> m_columns;
};

} // namespace dass
