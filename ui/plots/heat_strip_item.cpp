#include "ui/plots/heat_strip_item.h"

#include "ui/plots/stack_state.h"

#include <algorithm>

namespace dass {

void HeatStripItem::draw(QCPPainter* painter)
{
    const int rows =
        std::min(static_cast<int>(state().heatRows.size()), rect().height() / stackmetrics::kHeatRowHeight);
    if (rows == 0 || !isShown() || !state().probabilities.hasResult()) {
        return;
    }
    const PixelGrid& grid = state().grid;
    if (m_image.width() != grid.columns || m_image.height() != rows) {
        m_image = QImage(grid.columns, rows, QImage::Format_ARGB32_Premultiplied);
    }
    const ColourTable& colours = colourTable(state().colours.dark ? ColourMap::HeatDark : ColourMap::HeatLight);
    for (int row = 0; row < rows; ++row) {
        auto* const pixels = reinterpret_cast<QRgb*>(m_image.scanLine(row));
        const PeakSeries* const series =
            state().probabilities.series(state().heatRows[static_cast<std::size_t>(row)].classIndex);
        if (series == nullptr) {
            std::fill_n(pixels, grid.columns, 0);
            continue;
        }
        state().probabilities.reduce(*series, grid, m_columns);
        std::transform(m_columns.begin(), m_columns.end(), pixels, [&](float value) {
            return value < 0 ? 0 : colours[static_cast<std::size_t>(std::clamp(value, 0.0F, 1.0F) * 255 + 0.5F)];
        });
    }
    // A pixel of background stays between the rows.
    const double width = grid.columns / grid.pixelRatio;
    for (int row = 0; row < rows; ++row) {
        const QRectF target(grid.left, rect().top() + row * stackmetrics::kHeatRowHeight, width,
                            stackmetrics::kHeatRowHeight - 1);
        painter->drawImage(target, m_image, QRectF(0, row, grid.columns, 1));
    }
}

} // namespace dass
