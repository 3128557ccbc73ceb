#include "ui/plots/overview_item.h"

#include "ui/plots/stack_state.h"

#include <algorithm>

namespace dass {

OverviewItem::OverviewItem(QCustomPlot* plot, const QString& layer, const StackState& state)
    : TrackItem(plot, layer, nullptr, state)
{
}

void OverviewItem::draw(QCPPainter* painter)
{
    const QRect track = state().rects.overview;
    if (state().length <= 0 || track.isEmpty()) {
        return;
    }
    constexpr double kPale = 0.45; // opacity of what has no tags yet
    const PixelGrid& grid = state().overviewGrid;
    if (state().waveform) {
        m_columns.reduce(state().waveform, grid);
        const std::int64_t tagged = std::min(state().probabilities.taggedEnd(), state().readableEnd());
        const auto split = std::clamp<std::int64_t>(grid.columnOf(static_cast<double>(tagged)), 0, grid.columns);
        m_columns.draw(*painter, grid, track, state().amplitudes, state().colours, 0, static_cast<int>(split));
        painter->setOpacity(kPale);
        m_columns.draw(*painter, grid, track, state().amplitudes, state().colours, static_cast<int>(split),
                       grid.columns);
        painter->setOpacity(1);
    }
    drawProgress(painter, track);
    drawView(painter, track);
}

void OverviewItem::drawProgress(QCPPainter* painter, const QRect& track) const
{
    const double width = state().overviewGrid.columns / state().overviewGrid.pixelRatio;
    const QRectF line(track.left(), track.bottom() + 1, width, stackmetrics::kProgressHeight);
    painter->fillRect(line, state().colours.hairline);
    const auto done = static_cast<double>(std::min(state().probabilities.taggedEnd(), state().readableEnd()));
    const double part = std::clamp(done / static_cast<double>(state().length), 0.0, 1.0);
    painter->fillRect(QRectF(line.left(), line.top(), line.width() * part, line.height()),
                      state().failure ? state().colours.danger : state().colours.accent);
}

void OverviewItem::drawView(QCPPainter* painter, const QRect& track) const
{
    constexpr int kNarrowest = 3; // still seen in a recording of hours
    const PixelGrid& grid = state().overviewGrid;
    const double left = std::max(grid.xOf(state().grid.startSample()), static_cast<double>(track.left()));
    const double right = std::min(grid.xOf(state().grid.endSample()), static_cast<double>(track.right() + 1));
    QRectF box(left, track.top(), std::max(right - left, static_cast<double>(kNarrowest)), track.height());
    box.moveRight(std::min(box.right(), static_cast<double>(track.right() + 1)));
    QColor fill = state().colours.text;
    fill.setAlphaF(0.10F);
    painter->fillRect(box, fill);
    painter->setPen(QPen(state().colours.text, 1));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace dass
