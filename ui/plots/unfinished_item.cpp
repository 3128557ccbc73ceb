#include "ui/plots/unfinished_item.h"

#include "ui/plots/stack_state.h"

#include <QCoreApplication>

#include <algorithm>

namespace dass {
namespace {

constexpr int kHatchStep = 8; // logical pixels between lines, along the axis
constexpr int kFrontWidth = 2;
constexpr int kNoticeFromTop = 14; // of the words in the probability track
constexpr int kNoticeMargin = 12;

} // namespace

UnfinishedItem::UnfinishedItem(QCustomPlot* plot, const QString& layer, const StackState& state)
    : TrackItem(plot, layer, nullptr, state)
{
}

void UnfinishedItem::draw(QCPPainter* painter)
{
    if (state().length <= 0) {
        return;
    }
    const TrackRects& rects = state().rects;
    const auto end = static_cast<double>(state().length);
    const auto readable = static_cast<double>(state().readableEnd());
    const auto decoded = std::min(static_cast<double>(state().decodedEnd), readable);
    // The last row of a whole result speaks for the samples after the last frame too.
    const double tagged =
        state().resultFinished ? readable : std::min(static_cast<double>(state().probabilities.taggedEnd()), readable);
    const bool decoding = !state().decodingFinished && !state().failure;

    if (decoding || state().failure) {
        hatch(painter, rects.waveform, decoded);
        hatch(painter, rects.spectrogram, decoded);
    }
    if (!state().resultFinished || state().failure) {
        hatch(painter, rects.probability, tagged);
        hatch(painter, rects.heat, tagged);
    }
    if (decoding) {
        words(painter, rects.spectrogram, decoded, rects.spectrogram.height() / 2 - 8,
              QCoreApplication::translate("dass::PlotStack", "not decoded yet"));
    }
    if (decoding && decoded > 0 && decoded < end) {
        front(painter, rects.waveform.united(rects.spectrogram), decoded, state().colours.accent);
    }
    if (!state().resultFinished && tagged < readable) {
        words(painter, rects.probability, tagged, kNoticeFromTop, state().untaggedNotice);
        if (tagged > 0) {
            front(painter, rects.probability.united(rects.heat), tagged, state().colours.accent);
        }
    }
    if (state().failure) {
        front(painter, rects.timeTracks(), readable, state().colours.danger);
    }
}

void UnfinishedItem::hatch(QCPPainter* painter, const QRect& track, double fromSample) const
{
    const double left = std::max(state().grid.xOf(fromSample), static_cast<double>(track.left()));
    const double right = std::min(state().grid.xOf(static_cast<double>(state().length)),
                                  static_cast<double>(track.left() + track.width()));
    if (track.isEmpty() || left >= right) {
        return;
    }
    painter->setBrushOrigin(0, 0); // the lines of all tracks go on from one to the next
    painter->fillRect(QRectF(left, track.top(), right - left, track.height()),
                      QBrush(hatchTile(state().grid.pixelRatio)));
}

void UnfinishedItem::words(QCPPainter* painter, const QRect& track, double fromSample, int top,
                           const QString& text) const
{
    const double left = std::max(state().grid.xOf(fromSample), static_cast<double>(track.left()));
    const QRectF room(left + kNoticeMargin, track.top() + top, track.right() - left - 2 * kNoticeMargin, 16);
    if (track.isEmpty() || QFontMetricsF(state().smallFont).horizontalAdvance(text) > room.width()) {
        return;
    }
    painter->setFont(state().smallFont);
    painter->setPen(state().colours.secondary);
    painter->drawText(room, static_cast<int>(Qt::AlignHCenter | Qt::AlignVCenter), text);
}

void UnfinishedItem::front(QCPPainter* painter, const QRect& tracks, double sample, const QColor& colour) const
{
    const double x = state().grid.xOfColumn(state().grid.columnOf(sample));
    if (x >= tracks.left() - kFrontWidth && x <= tracks.right()) {
        painter->fillRect(QRectF(x, tracks.top(), kFrontWidth, tracks.height()), colour);
    }
}

const QPixmap& UnfinishedItem::hatchTile(double pixelRatio) const
{
    if (m_tile.isNull() || m_tile.devicePixelRatio() != pixelRatio || m_tileColour != state().colours.hatch) {
        m_tileColour = state().colours.hatch;
        m_tile = QPixmap(QSize(kHatchStep, kHatchStep) * pixelRatio);
        m_tile.setDevicePixelRatio(pixelRatio);
        m_tile.fill(Qt::transparent); // the grid goes on below it
        QPainter painter(&m_tile);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_tileColour, 1));
        // The neighbours' lines too, for the corners.
        for (const int offset : {-kHatchStep, 0, kHatchStep}) {
            painter.drawLine(QPointF(offset - 1, kHatchStep + 1), QPointF(offset + kHatchStep + 1, -1));
        }
    }
    return m_tile;
}

} // namespace dass
