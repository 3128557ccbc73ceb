#include "ui/plots/threshold_item.h"

#include "ui/plots/stack_state.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace dass {

void ThresholdItem::draw(QCPPainter* painter)
{
    constexpr int kNameHeight = 14;
    constexpr int kNameMargin = 4;
    const QRect track = rect();
    if (!isShown()) {
        return;
    }
    const double y = std::floor(kProbabilityRange.yOf(state().threshold, track)) + 0.5;
    QPen pen(state().colours.text, 1);
    pen.setDashPattern({4, 3});
    pen.setCapStyle(Qt::FlatCap);
    painter->setPen(pen);
    painter->drawLine(QLineF(track.left(), y, track.right() + 1, y));

    const QString name =
        QCoreApplication::translate("dass::PlotStack", "threshold %L1").arg(state().threshold, 0, 'f', 2);
    // Above the line, below it where there is no room.
    const double top = y - kNameHeight - 1 < track.top() ? y + 2 : y - kNameHeight - 1;
    const QRectF line(track.left(), top, track.width() - kNameMargin, kNameHeight);
    painter->setFont(state().smallFont);
    // On paper of their own: curves run behind words, not through them.
    const double width = QFontMetricsF(state().smallFont).horizontalAdvance(name);
    QColor paper = state().colours.base;
    paper.setAlpha(200);
    painter->fillRect(QRectF(line.right() - width - 2, top + 1, width + 4, kNameHeight - 2), paper);
    painter->setPen(state().colours.text);
    painter->drawText(line, static_cast<int>(Qt::AlignRight | Qt::AlignVCenter), name);
}

} // namespace dass
