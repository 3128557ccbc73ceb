#include "ui/plots/plot_overlay.h"

#include "ui/plots/readout.h"
#include "ui/plots/stack_state.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace dass {
namespace {

constexpr int kFlagWidth = 9;
constexpr int kFlagHeight = 7;
constexpr int kFocusRing = 2;
constexpr int kReadOutOffset = 8; // from the hover line
constexpr int kReadOutTop = 12;   // below the top of the spectrogram

} // namespace

PlotOverlay::PlotOverlay(const StackState& state, QWidget* parent) : QWidget(parent), m_state(state)
{
    setObjectName(QStringLiteral("overlay"));
    setMouseTracking(true);
    setAttribute(Qt::WA_NoSystemBackground);
}

void PlotOverlay::updatePlayhead(std::int64_t before, std::int64_t now)
{
    const QRect from = playheadArea(before);
    const QRect to = playheadArea(now);
    if (from != to) {
        update(from);
        update(to);
    }
}

void PlotOverlay::setHover(const std::optional<QPointF>& position)
{
    update(hoverArea());
    m_hover = position;
    update(hoverArea());
}

void PlotOverlay::paintEvent(QPaintEvent* event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    drawSelection(painter);
    drawPlayhead(painter);
    if (m_hover) {
        drawHover(painter);
    }
    if (m_state.focusRing) {
        painter.setPen(QPen(m_state.colours.focus, kFocusRing));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void PlotOverlay::drawSelection(QPainter& painter) const
{
    if (m_state.selection.isEmpty()) {
        return;
    }
    const QRect tracks = m_state.rects.timeTracks();
    const PixelGrid& grid = m_state.grid;
    const double start = grid.xOfColumn(grid.columnOf(static_cast<double>(m_state.selection.start)));
    const double end = grid.xOfColumn(grid.columnOf(static_cast<double>(m_state.selection.end)));
    const double left = std::max(start, static_cast<double>(tracks.left()));
    const double right = std::min(end, static_cast<double>(tracks.left() + tracks.width()));
    if (right < left) {
        return;
    }
    painter.fillRect(QRectF(left, tracks.top(), right - left, tracks.height()), m_state.colours.selectionFill);
    for (const double edge : {start, end}) {
        if (edge >= tracks.left() && edge <= tracks.right()) {
            painter.fillRect(QRectF(edge, tracks.top(), 1, tracks.height()), m_state.colours.text);
        }
    }
}

void PlotOverlay::drawPlayhead(QPainter& painter) const
{
    const TrackRects& rects = m_state.rects;
    const PixelGrid& grid = m_state.grid;
    // The very end is still in the last column.
    const std::int64_t sample = std::min(m_state.playhead, m_state.length - 1);
    const double x = grid.xOfColumn(grid.columnOf(static_cast<double>(sample)));
    if (m_state.length <= 0 || x < rects.waveform.left() || x >= rects.waveform.right() + 1) {
        return;
    }
    const QRect tracks = rects.timeTracks();
    painter.fillRect(QRectF(x, tracks.top(), 1, tracks.height()), m_state.colours.text);
    const bool overMap = m_state.playhead < m_state.decodedEnd;
    if (overMap && !rects.spectrogram.isEmpty()) {
        painter.fillRect(QRectF(x, rects.spectrogram.top(), 1, rects.spectrogram.height()), Qt::white);
    }
    const double bottom = rects.ruler.bottom() + 1;
    const double centre = x + 0.5;
    const double half = kFlagWidth / 2.0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_state.colours.text);
    painter.drawPolygon(QPolygonF({{centre - half, bottom - kFlagHeight},
                                   {centre + half, bottom - kFlagHeight},
                                   {centre + half, bottom - half},
                                   {centre, bottom},
                                   {centre - half, bottom - half}}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void PlotOverlay::drawHover(QPainter& painter) const
{
    const TrackRects& rects = m_state.rects;
    const QRect tracks = rects.timeTracks();
    const double x = std::floor(m_hover->x());
    const auto dotted = [&](const QRect& part, const QColor& colour) {
        for (int y = part.top(); y <= part.bottom(); y += 4) { // 1 on, 3 off
            painter.fillRect(QRectF(x, y, 1, 1), colour);
        }
    };
    const PlotHover hover = hoverAt(m_state, *m_hover);
    dotted(tracks, m_state.colours.text);
    if (hover.sample < m_state.decodedEnd && !rects.spectrogram.isEmpty()) {
        dotted(rects.spectrogram, Qt::white);
    }
    const ReadOut readOut = ReadOut::of(m_state, hover);
    readOut.draw(painter, readOutCorner(readOut.height()), m_state.colours, m_state.smallFont);
}

QRect PlotOverlay::playheadArea(std::int64_t sample) const
{
    const PixelGrid& grid = m_state.grid;
    const double x = std::clamp(grid.xOfColumn(grid.columnOf(static_cast<double>(sample))), -100.0, width() + 100.0);
    const QRect tracks = m_state.rects.timeTracks();
    return {static_cast<int>(x) - kFlagWidth, m_state.rects.ruler.top(), 2 * kFlagWidth + 1,
            tracks.bottom() - m_state.rects.ruler.top() + 1};
}

QRect PlotOverlay::hoverArea() const
{
    if (!m_hover) {
        return {};
    }
    // Wide enough for the box on either side of the line; full height, since the box's depends on the tags.
    const int reach = kReadOutOffset + ReadOut::kWidth + 2;
    const QRect tracks = m_state.rects.timeTracks();
    return {static_cast<int>(m_hover->x()) - reach, tracks.top(), 2 * reach, tracks.height()};
}

QPointF PlotOverlay::readOutCorner(int height) const
{
    const TrackRects& rects = m_state.rects;
    const QRect tracks = rects.timeTracks();
    double left = m_hover->x() + kReadOutOffset;
    if (left + ReadOut::kWidth > tracks.right()) {
        left = m_hover->x() - kReadOutOffset - ReadOut::kWidth;
    }
    const int top = std::min(rects.spectrogram.top() + kReadOutTop, tracks.bottom() - height);
    return {std::floor(left), static_cast<double>(top)};
}

} // namespace dass
