#pragma once

#include "core/niah/figure.h"

#include <string>
#include <vector>

namespace dass::niah {

// Heat maps side by side, from `top` on downwards, within so many pixels of width.
class HeatMapSheet
{
public:
    HeatMapSheet(const std::vector<HeatMap>& maps, double width, double top);

    double bottom() const { return m_bottom; }
    std::string svg() const { return m_svg; }

private:
    double m_bottom;
    std::string m_svg;
};

} // namespace dass::niah
