#pragma once

#include <QRgb>

#include <array>
#include <cstdint>

namespace dass {

enum class ColourMap : std::uint8_t { Magma, Viridis, Cividis, Grey, HeatLight, HeatDark };

using ColourTable = std::array<QRgb, 256>; // opaque

// Perceptually even maps of the style sheet, low values first. Any thread; the table lives as long as the program.
const ColourTable& colourTable(ColourMap map);

} // namespace dass
