#include "core/niah/figure.h"

#include "core/niah/spec.h"
#include "core/report/number_text.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace dass::niah {

namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 400;
constexpr double kLeft = 56;
constexpr double kRight = 520; // of the plot; names stand beside it
constexpr double kTop = 24;
constexpr double kBottom = 340;
constexpr const char* kColours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"};
constexpr const char* kDashes[] = {"", "6 3"};
constexpr std::size_t kMostCurves = std::size(kColours) * std::size(kDashes);

std::string number(double value)
{
    return fixedText(value, 1);
}

std::string escaped(const std::string& text)
{
    std::string safe;
    for (char c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else
            safe += c;
    }
    return safe;
}

std::string durationText(double seconds)
{
    if (seconds < 60)
        return numberText(seconds) + " s";
    return seconds < 3600 ? numberText(seconds / 60) + " min" : numberText(seconds / 3600) + " h";
}

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

    static std::string text(double atX, double atY, const std::string& anchor, const std::string& what)
    {
        return "<text x=\"" + number(atX) + "\" y=\"" + number(atY) + "\" text-anchor=\"" + anchor + "\">" +
               escaped(what) + "</text>\n";
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

} // namespace

std::string retentionFigure(const std::vector<RetentionCurve>& curves)
{
    if (curves.empty())
        return {};
    const std::size_t shown = std::min(curves.size(), kMostCurves);
    const Plot plot({curves.begin(), curves.begin() + static_cast<std::ptrdiff_t>(shown)});
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(kWidth) + "\" height=\"" +
                      number(kHeight) + "\" viewBox=\"0 0 " + number(kWidth) + " " + number(kHeight) +
                      "\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                      "<g font-family=\"Noto Sans, sans-serif\" font-size=\"12\" fill=\"#222222\">\n" +
                      plot.axes();
    for (std::size_t i = 0; i < shown; ++i)
        svg += plot.curve(curves[i], i) + "\n";
    if (shown < curves.size())
        svg += Plot::text(kRight + 16, kBottom, "start",
                          "and " + std::to_string(curves.size() - shown) + " more in cells.csv");
    return svg + "</g>\n</svg>\n";
}

} // namespace dass::niah
