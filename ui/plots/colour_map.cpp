#include "ui/plots/colour_map.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace dass {
namespace {

constexpr std::array<QRgb, 9> kMagma = {0x000004, 0x1D1147, 0x51127C, 0x832681, 0xB73779,
                                        0xE75263, 0xFC8961, 0xFEC488, 0xFCFDBF};
constexpr std::array<QRgb, 9> kViridis = {0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C,
                                          0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725};
constexpr std::array<QRgb, 10> kCividis = {0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173,
                                           0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46};
constexpr std::array<QRgb, 2> kGrey = {0x000000, 0xFFFFFF};
constexpr std::array<QRgb, 5> kHeatLight = {0xFFFFFF, 0xB6D3E4, 0x6EA7C8, 0x3A6687, 0x0A2A4A};
constexpr std::array<QRgb, 5> kHeatDark = {0x17181A, 0x2C4858, 0x3F7F9F, 0x94B8C8, 0xEAF4F2};

// Stops at equal steps, straight lines between them in RGB.
ColourTable interpolated(std::span<const QRgb> stops)
{
    ColourTable table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double place = static_cast<double>(i) * static_cast<double>(stops.size() - 1) / 255.0;
        const std::size_t below = std::min(static_cast<std::size_t>(place), stops.size() - 2);
        const double part = place - static_cast<double>(below);
        const auto mix = [&](int lower, int upper) {
            return static_cast<int>(std::lround(lower * (1 - part) + upper * part));
        };
        const QRgb lower = stops[below];
        const QRgb upper = stops[below + 1];
        table[i] =
            qRgb(mix(qRed(lower), qRed(upper)), mix(qGreen(lower), qGreen(upper)), mix(qBlue(lower), qBlue(upper)));
    }
    return table;
}

} // namespace

const ColourTable& colourTable(ColourMap map)
{
    static const std::array<ColourTable, 6> tables = {interpolated(kMagma),     interpolated(kViridis),
                                                      interpolated(kCividis),   interpolated(kGrey),
                                                      interpolated(kHeatLight), interpolated(kHeatDark)};
    return tables.at(static_cast<std::size_t>(map));
}

} // namespace dass
