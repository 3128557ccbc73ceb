#include "core/niah/figure.h"

#include "core/niah/heat_map.h"
#include "core/niah/svg.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dass::niah {

namespace {

using svg::durationText;
using svg::number;
using svg::text;

constexpr double kWidth = 760;
constexpr double kTitle = 36;   // of the whole, above
constexpr double kCurves = 400; // the height of the curves
constexpr double kLeft = 56;
constexpr double kRight = 520; // of the plot; names stand beside it
constexpr double kTop = 24;
constexpr double kBottom = 340;
constexpr const char* kColours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"};
constexpr const char* kDashes[] = {"", "6 3"};
constexpr std::size_t kMostCurves = std::size(kColours) * std::size(kDashes);

class Plot
{
public:
    explicit Plot(const std::vector<RetentionCurve>& curves)
    {
        for (const RetentionCurve& curve : curves) {
            for (const RetentionPoint& point : curve.points) {
                m_shortest = std::min(m_shortest, point.seconds);
                m_longest = std::max(m_longest, point.seconds);
                for (double value : {point.retention, point.high})
                    m_highest = std::isfinite(value) ? std::max(m_highest, value) : m_highest;
            }
        }
        m_longest = std::max(m_longest, 1.05 * m_shortest);
        m_highest = std::ceil(m_highest * 10 + 0.2) / 10;
    }

    std::string axes() const
    {
        std::string svg;
        const int step = m_highest > 2 ? 5 : 2; // tenths
        for (int tenths = 0; tenths <= static_cast<int>(std::lround(m_highest * 10)); tenths += step) {
            const std::string level = number(y(tenths / 10.0));
            svg += "<path stroke=\"#dddddd\" d=\"M" + number(kLeft) + " " + level + "H" + number(kRight) + "\"/>" +
                   text(kLeft - 8, y(tenths / 10.0) + 4, "end", std::to_string(tenths * 10) + " %");
        }
        double last = -1e9;
        for (double seconds : {10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 9000.0, 21600.0, 86400.0}) {
            const bool inside = seconds >= m_shortest * 0.97 && seconds <= m_longest * 1.03;
            if (!inside || x(seconds) - last < 44)
                continue;
            last = std::clamp(x(seconds), kLeft, kRight);
            svg += "<path stroke=\"#dddddd\" d=\"M" + number(last) + " " + number(kTop) + "V" + number(kBottom) +
                   "\"/>" + text(last, kBottom + 18, "middle", durationText(seconds));
        }
        return svg + "<path fill=\"none\" stroke=\"#444444\" d=\"M" + number(kLeft) + " " + number(kTop) + "V" +
               number(kBottom) + "H" + number(kRight) + "\"/>" +
               text((kLeft + kRight) / 2, kBottom + 40, "middle", "length of the input") +
               text(kLeft, kTop - 9, "start", "retention of mAP");
    }

    std::string curve(const RetentionCurve& curve, std::size_t index) const
    {
        const std::string colour = kColours[index % std::size(kColours)];
        const std::string dash = kDashes[index / std::size(kColours) % std::size(kDashes)];
        std::string line;
        std::string upper;
        std::string lower;
        std::string marks;
        for (const RetentionPoint& point : curve.points) {
            if (!std::isfinite(point.retention))
                continue;
            const std::string at = number(x(point.seconds)) + " " + number(y(point.retention));
            line += (line.empty() ? "M" : "L") + at;
            marks += "<circle r=\"2.5\" fill=\"" + colour + "\" cx=\"" + number(x(point.seconds)) + "\" cy=\"" +
                     number(y(point.retention)) + "\"/>";
            if (std::isfinite(point.low) && std::isfinite(point.high)) {
                upper += (upper.empty() ? "M" : "L") + number(x(point.seconds)) + " " + number(y(point.high));
                lower = "L" + number(x(point.seconds)) + " " + number(y(point.low)) + lower;
            }
        }
        const double row = kTop + 12 + 18 * static_cast<double>(index);
        const std::string style = "fill=\"none\" stroke-width=\"1.75\" stroke=\"" + colour + "\"" +
                                  (dash.empty() ? "" : " stroke-dasharray=\"" + dash + "\"");
        return (upper.empty() ? ""
                              : "<path fill=\"" + colour + "\" fill-opacity=\"0.13\" d=\"" + upper + lower + "Z\"/>") +
               "<path " + style + " d=\"" + line + "\"/>" + marks + "<path " + style + " d=\"M" + number(kRight + 16) +
               " " + number(row - 4) + "h22\"/>" + text(kRight + 46, row, "start", curve.name);
    }

private:
    double x(double seconds) const
    {
        return kLeft + (kRight - kLeft) * std::log(seconds / m_shortest) / std::log(m_longest / m_shortest);
    }
    double y(double retention) const { return kBottom - (kBottom - kTop) * retention / m_highest; }

    double m_shortest = 1e9;
    double m_longest = 0;
    double m_highest = 1;
};

std::string curvesOf(const std::vector<RetentionCurve>& curves)
{
    const std::size_t shown = std::min(curves.size(), kMostCurves);
    const Plot plot({curves.begin(), curves.begin() + static_cast<std::ptrdiff_t>(shown)});
    std::string drawn = plot.axes();
    for (std::size_t i = 0; i < shown; ++i)
        drawn += plot.curve(curves[i], i) + "\n";
    if (shown < curves.size())
        drawn +=
            text(kRight + 16, kBottom, "start", "and " + std::to_string(curves.size() - shown) + " more in cells.csv");
    return drawn;
}

} // namespace

std::string figureSvg(const Figure& figure)
{
    if (figure.heatMaps.empty())
        return {};
    const double top = kTitle + (figure.curves.empty() ? 0 : kCurves);
    const HeatMapSheet sheet(figure.heatMaps, kWidth, top);
    const std::string size = number(kWidth) + "\" height=\"" + number(sheet.bottom());
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + "\" viewBox=\"0 0 " + number(kWidth) + " " +
           number(sheet.bottom()) + "\">\n<title>" + svg::escaped(figure.title) + "</title>\n<metadata>" +
           svg::escaped(figure.provenance) +
           "</metadata>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
           "<g font-family=\"Noto Sans, sans-serif\" font-size=\"12\" fill=\"#222222\">\n" +
           text(kLeft / 2, 22, "start", figure.title, " font-size=\"14\"") +
           (figure.curves.empty() ? ""
                                  : "<g class=\"retention\" transform=\"translate(0 " + number(kTitle) + ")\">\n" +
                                        curvesOf(figure.curves) + "</g>\n") +
           sheet.svg() + "</g>\n</svg>\n";
}

} // namespace dass::niah
