#include "core/niah/heat_map.h"

#include "core/niah/spec.h"
#include "core/niah/svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>

namespace dass::niah {

namespace {

using svg::number;

constexpr std::size_t kMostMaps = 24;
constexpr std::size_t kAbreast = 2;
constexpr double kGap = 24;
constexpr double kCellsLeft = 56; // of a map's cells, for the positions
constexpr double kHeading = 40;   // of the whole, with the scale
constexpr double kName = 24;      // above a map's cells
constexpr double kLengths = 52;   // below them
constexpr double kRow = 24;       // as high as a row is, where there are few
constexpr double kMostRows = 10;  // in rows of that height

using Colour = std::array<double, 3>;
constexpr Colour kViridis[] = {{68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}};
constexpr std::size_t kSteps = std::size(kViridis) - 1;
constexpr const char* kNone = "#dddddd";

Colour colourAt(double share)
{
    const double place = std::clamp(share, 0.0, 1.0) * kSteps;
    const std::size_t below = std::min(static_cast<std::size_t>(place), kSteps - 1);
    Colour colour{};
    for (std::size_t i = 0; i < colour.size(); ++i)
        colour[i] =
            kViridis[below][i] + (place - static_cast<double>(below)) * (kViridis[below + 1][i] - kViridis[below][i]);
    return colour;
}

std::string textOf(const Colour& colour)
{
    char text[8];
    std::snprintf(text, sizeof text, "#%02x%02x%02x", static_cast<unsigned>(std::lround(colour[0])),
                  static_cast<unsigned>(std::lround(colour[1])), static_cast<unsigned>(std::lround(colour[2])));
    return text;
}

const char* inkOn(const Colour& ground)
{
    return 0.299 * ground[0] + 0.587 * ground[1] + 0.114 * ground[2] > 128 ? "#222222" : "#ffffff";
}

std::string rectangle(double x, double y, double width, double height, const std::string& fill)
{
    return "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" +
           number(height) + "\" fill=\"" + fill + "\"";
}

// What the colours mean; retention above 100 % has the colour of 100 %.
std::string scale(double right, double top)
{
    constexpr double kScaleWidth = 120;
    std::string stops;
    for (std::size_t i = 0; i <= kSteps; ++i)
        stops += "<stop offset=\"" + number(100.0 * static_cast<double>(i) / kSteps) + "%\" stop-color=\"" +
                 textOf(kViridis[i]) + "\"/>";
    const double left = right - kScaleWidth - 48;
    return "<defs><linearGradient id=\"scale\">" + stops + "</linearGradient></defs>\n" +
           svg::text(left - 6, top + 11, "end", "0 %") + rectangle(left, top, kScaleWidth, 12, "url(#scale)") + "/>\n" +
           svg::text(right - 42, top + 11, "start", "100 %");
}

double cellsHeight(const HeatMap& map)
{
    return kRow * std::min(static_cast<double>(map.positions.size()), kMostRows);
}

class Drawing
{
public:
    Drawing(const HeatMap& map, double x, double y, double width)
        : m_map(map), m_left(x + kCellsLeft), m_top(y + kName),
          m_cellWidth((width - kCellsLeft) / static_cast<double>(map.seconds.size())),
          m_cellHeight(cellsHeight(map) / static_cast<double>(map.positions.size()))
    {
    }

    std::string svg() const
    {
        std::string drawn = "<g class=\"heat-map\">\n" + svg::text(m_left, m_top - 8, "start", m_map.name);
        for (std::size_t row = 0; row < m_map.positions.size(); ++row) {
            for (std::size_t column = 0; column < m_map.seconds.size(); ++column)
                drawn += cell(row, column);
        }
        return drawn + axes() + "</g>\n";
    }

private:
    std::string cell(std::size_t row, std::size_t column) const
    {
        constexpr double kTextWidth = 38;
        constexpr double kTextHeight = 14;
        const double retention = m_map.retention[row * m_map.seconds.size() + column];
        const bool is = std::isfinite(retention);
        const Colour colour = colourAt(is ? retention : 0);
        const double left = m_left + m_cellWidth * static_cast<double>(column);
        const double top = m_top + m_cellHeight * static_cast<double>(row);
        const std::string what = is ? svg::percentText(retention) : "–";
        std::string drawn = rectangle(left, top, m_cellWidth, m_cellHeight, is ? textOf(colour) : kNone) + "><title>" +
                            svg::durationText(m_map.seconds[column]) + ", position " +
                            numberText(m_map.positions[row]) + ": " + what + "</title></rect>\n";
        if (m_cellWidth >= kTextWidth && m_cellHeight >= kTextHeight)
            drawn += svg::text(left + m_cellWidth / 2, top + m_cellHeight / 2 + 4, "middle", what,
                               std::string(" fill=\"") + (is ? inkOn(colour) : "#222222") + "\"");
        return drawn;
    }

    // The lengths are far apart on any axis; here each has a column of its own.
    std::string axes() const
    {
        constexpr double kBetweenLengths = 46;
        constexpr double kBetweenPositions = 14;
        const double bottom = m_top + cellsHeight(m_map);
        const double right = m_left + m_cellWidth * static_cast<double>(m_map.seconds.size());
        std::string drawn;
        double last = -1e9;
        for (std::size_t column = 0; column < m_map.seconds.size(); ++column) {
            const double x = m_left + m_cellWidth * (static_cast<double>(column) + 0.5);
            if (x - last < kBetweenLengths)
                continue;
            last = x;
            drawn += svg::text(x, bottom + 16, "middle", svg::durationText(m_map.seconds[column]));
        }
        last = -1e9;
        for (std::size_t row = 0; row < m_map.positions.size(); ++row) {
            const double y = m_top + m_cellHeight * (static_cast<double>(row) + 0.5);
            if (y - last < kBetweenPositions)
                continue;
            last = y;
            drawn += svg::text(m_left - 6, y + 4, "end", numberText(m_map.positions[row]));
        }
        return drawn + svg::text((m_left + right) / 2, bottom + 34, "middle", "length of the input") +
               svg::text(m_left - 6, m_top - 8, "end", "position");
    }

    const HeatMap& m_map;
    double m_left;
    double m_top;
    double m_cellWidth;
    double m_cellHeight;
};

} // namespace

HeatMapSheet::HeatMapSheet(const std::vector<HeatMap>& maps, double width, double top) : m_bottom(top)
{
    const std::size_t shown = std::min(maps.size(), kMostMaps);
    m_svg = svg::text(kGap, m_bottom + 12, "start", "Retention of mAP by length and position of the needle") +
            scale(width - kGap, m_bottom + 2);
    m_bottom += kHeading;
    const double each = (width - kGap * (kAbreast + 1)) / kAbreast;
    for (std::size_t first = 0; first < shown; first += kAbreast) {
        double height = 0;
        for (std::size_t i = first; i < std::min(first + kAbreast, shown); ++i) {
            const double x = kGap + static_cast<double>(i - first) * (each + kGap);
            m_svg += Drawing(maps[i], x, m_bottom, each).svg();
            height = std::max(height, kName + cellsHeight(maps[i]) + kLengths);
        }
        m_bottom += height;
    }
    if (shown < maps.size()) {
        m_svg +=
            svg::text(kGap, m_bottom, "start", "and " + std::to_string(maps.size() - shown) + " more in cells.csv");
        m_bottom += kGap;
    }
}

} // namespace dass::niah
