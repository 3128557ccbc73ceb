#include "ui/plots/threshold_item.h"

#include "ui/plots/stack_state.h"
#include "ui/plots/threshold_lines.h"

#include <algorithm>
#include <cmath>

namespace dass {

void ThresholdItem::draw(QCPPainter* painter)
{
    if (!isShown()) {
        return;
    }
    const std::vector<ThresholdLine> lines = thresholdLines(state());
    notches(painter, lines);
    const QRect track = rect();
    for (const ThresholdLine& line : lines) {
        QPen pen(line.colour, 1);
        pen.setDashPattern({4, 3});
        pen.setCapStyle(Qt::FlatCap);
        painter->setPen(pen);
        painter->drawLine(QLineF(track.left(), line.y, track.right() + 1, line.y));
    }
    painter->setFont(state().smallFont);
    // On paper of their own: curves run behind words, not through them.
    QColor paper = state().colours.base;
    paper.setAlpha(200);
    for (const ThresholdLine& line : lines) {
        painter->fillRect(line.nameBox.adjusted(-2, 1, 2, -1), paper);
        painter->setPen(line.colour);
        painter->drawText(line.nameBox, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip),
                          line.name);
    }
}

void ThresholdItem::notches(QCPPainter* painter, const std::vector<ThresholdLine>& lines) const
{
    const QRect track = rect();
    for (const PlotTag& tag : state().tags) {
        const auto isShownLine = [&](const ThresholdLine& line) { return line.classIndex == tag.classIndex; };
        if (!tag.threshold || std::ranges::any_of(lines, isShownLine)) {
            continue;
        }
        const double y = std::floor(kProbabilityRange.yOf(*tag.threshold, track));
        painter->fillRect(QRectF(track.right() + 1 - kThresholdNotch, y - 1, kThresholdNotch, 2), tag.colour);
    }
}

} // namespace dass
