#include "ui/plots/curve_names_item.h"

#include "ui/plots/curve_names.h"
#include "ui/plots/curves_item.h"
#include "ui/plots/stack_state.h"
#include "ui/plots/threshold_lines.h"

#include <algorithm>

namespace dass {
namespace {

constexpr int kHeight = 14;
constexpr int kMargin = 2;
constexpr double kWidest = 120;  // of a name; the rest of it is in the read-out
constexpr double kLowest = 0.05; // a curve that stays below it says nothing in this view
constexpr int kPaper = 200;      // alpha: curves run behind words, not through them

} // namespace

void CurveNamesItem::draw(QCPPainter* painter)
{
    if (!isShown() || !state().curveNames) {
        return;
    }
    const QFontMetricsF metrics(state().smallFont);
    std::vector<NamedCurve> curves;
    for (std::size_t i = 0; i < m_curves.lines().size(); ++i) {
        const QString name = metrics.elidedText(state().tags[i].name, Qt::ElideRight, kWidest);
        curves.push_back({m_curves.lines()[i], QSizeF(metrics.horizontalAdvance(name) + 2 * kMargin, kHeight)});
    }
    std::vector<QRectF> taken;
    for (const ThresholdLine& line : thresholdLines(state())) {
        taken.push_back(line.nameBox);
    }
    QRectF room = rect();
    room.setRight(std::min(room.right(), state().grid.xOf(static_cast<double>(state().probabilities.taggedEnd()))));
    QColor paper = state().colours.base;
    paper.setAlpha(kPaper);
    painter->setFont(state().smallFont);
    for (const CurveName& name : placeCurveNames(curves, room, taken, kProbabilityRange.yOf(kLowest, rect()))) {
        const PlotTag& tag = state().tags[name.curve];
        painter->fillRect(name.box.adjusted(0, 1, 0, -1), paper);
        painter->setPen(inkOf(tag.colour, state().colours));
        painter->drawText(name.box, static_cast<int>(Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip),
                          metrics.elidedText(tag.name, Qt::ElideRight, kWidest));
    }
}

} // namespace dass
