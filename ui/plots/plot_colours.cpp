#include "ui/plots/plot_colours.h"

#include <algorithm>
#include <cmath>

namespace dass {
namespace {

QColor translucent(QColor colour, double opacity)
{
    colour.setAlphaF(static_cast<float>(opacity));
    return colour;
}

// share of a over b.
QColor mixed(const QColor& a, const QColor& b, double share)
{
    const auto channel = [share](int x, int y) { return static_cast<int>(std::lround(x * share + y * (1 - share))); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

double luminanceOf(const QColor& colour)
{
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.red() / 255.0) + 0.7152 * linear(colour.green() / 255.0) +
           0.0722 * linear(colour.blue() / 255.0);
}

} // namespace

double contrastOf(const QColor& a, const QColor& b)
{
    const double one = luminanceOf(a) + 0.05;
    const double other = luminanceOf(b) + 0.05;
    return std::max(one, other) / std::min(one, other);
}

QColor inkOf(const QColor& tag, const PlotColours& colours)
{
    constexpr double kReadable = 4.5;
    constexpr int kSteps = 20;
    for (int step = 0; step < kSteps; ++step) {
        const QColor ink = mixed(colours.text, tag, static_cast<double>(step) / kSteps);
        if (contrastOf(ink, colours.base) >= kReadable) {
            return ink;
        }
    }
    return colours.text;
}

QColor fadedOn(const QColor& colour, const PlotColours& colours, double opacity)
{
    return mixed(colour, colours.base, opacity);
}

PlotColours PlotColours::light()
{
    return {.window = QColor(0xF2, 0xF2, 0xF0),
            .base = QColor(0xFF, 0xFF, 0xFF),
            .raised = QColor(0xFA, 0xFA, 0xF9),
            .text = QColor(0x1C, 0x1E, 0x20),
            .secondary = QColor(0x5A, 0x5F, 0x65),
            .hairline = QColor(0xD5, 0xD6, 0xD3),
            .accent = QColor(0x1D, 0x5F, 0xC4),
            .focus = QColor(0x1D, 0x5F, 0xC4),
            .danger = QColor(0xB3, 0x26, 0x1E),
            .grid = QColor(0xEC, 0xEC, 0xEA),
            .hatch = QColor(0xE9, 0xE9, 0xE6),
            .wavePeak = QColor(0x9A, 0xA0, 0xA6),
            .waveRms = QColor(0x5F, 0x66, 0x6D),
            .selectionFill = translucent(QColor(0x1D, 0x5F, 0xC4), 0.16),
            .dark = false};
}

PlotColours PlotColours::darkTheme()
{
    return {.window = QColor(0x1F, 0x20, 0x22),
            .base = QColor(0x17, 0x18, 0x1A),
            .raised = QColor(0x29, 0x2B, 0x2E),
            .text = QColor(0xE7, 0xE7, 0xE5),
            .secondary = QColor(0xA4, 0xA8, 0xAD),
            .hairline = QColor(0x36, 0x39, 0x3D),
            .accent = QColor(0x6C, 0xA4, 0xF4),
            .focus = QColor(0x8A, 0xB8, 0xFA),
            .danger = QColor(0xF2, 0x89, 0x7F),
            .grid = QColor(0x2A, 0x2C, 0x2F),
            .hatch = QColor(0x2C, 0x2E, 0x31),
            .wavePeak = QColor(0x7E, 0x85, 0x8D),
            .waveRms = QColor(0xB4, 0xBA, 0xC1),
            .selectionFill = translucent(QColor(0xE7, 0xE7, 0xE5), 0.14),
            .dark = true};
}

} // namespace dass
