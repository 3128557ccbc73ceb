// What runs are compared with: the learning rate that is still to come, and what the paper reached.

#include "ui/distill/curves_view.h"
#include "ui/style/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr double kQuiet = 0.7; // opacity
constexpr int kLabelInset = 6;

} // namespace

// In the colours of the runs' own lines, of which there is one a run.
std::vector<CurvesView::Drawn> CurvesView::plansOf(CurveTrack track, const std::vector<Drawn>& drawn, int columns) const
{
    std::vector<Drawn> plans;
    if (track != CurveTrack::LearningRate)
        return plans;
    for (const Drawn& one : drawn)
        plans.push_back({one.line, plannedRate(*one.line.run, m_first, m_last, columns)});
    return plans;
}

std::optional<double> CurvesView::plannedAt(CurveTrack track, const CurveLine& line, double epoch) const
{
    if (track != CurveTrack::LearningRate)
        return std::nullopt;
    const double step = 1 / line.run->stepsPerEpoch;
    const std::vector<CurvePoint> points = plannedRate(*line.run, epoch, epoch + step, 1);
    const bool isThere = !points.empty() && points.front().epoch <= epoch + step;
    return isThere ? std::optional(points.front().mean) : std::nullopt;
}

// In %, each once.
QVector<double> CurvesView::publishedOf(CurveTrack track) const
{
    QVector<double> values;
    if (track != CurveTrack::MeanPrecision)
        return values;
    for (const CurveRun& run : m_runs)
        if (run.published && std::isfinite(*run.published) && !values.contains(*run.published * 100))
            values << *run.published * 100;
    return values;
}

void CurvesView::drawPlan(QPainter& painter, const Drawn& plan, const QRect& plot, const CurveScale& scale) const
{
    QPolygonF line;
    for (const CurvePoint& point : plan.points)
        line << QPointF(xOf(point.epoch), plot.bottom() - scale.share(point.mean) * plot.height());
    QColor colour = plan.line.colour;
    colour.setAlphaF(static_cast<float>(kQuiet));
    painter.setPen(QPen(colour, 1, Qt::DashLine));
    painter.drawPolyline(line);
}

void CurvesView::drawPublished(QPainter& painter, double value, const QRect& plot, const CurveScale& scale) const
{
    const Tokens& t = tokens();
    const double y = std::floor(plot.bottom() - scale.share(value) * plot.height()) + 0.5;
    painter.setPen(QPen(t.secondary, 1, Qt::DashLine));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right() + 1, y));
    const QString words = tr("published %1 %").arg(QLocale().toString(value, 'f', 1));
    const int top = static_cast<int>(y) - kTextLine >= plot.top() ? static_cast<int>(y) - kTextLine
                                                                  : static_cast<int>(y) + 1; // below, at the very top
    painter.setPen(t.text);
    painter.drawText(QRect(plot.left(), top, plot.width() - kLabelInset, kTextLine), Qt::AlignRight | Qt::AlignVCenter,
                     words);
}

} // namespace dass
