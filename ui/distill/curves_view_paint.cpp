// How the curves are drawn.

#include "ui/distill/curves_view.h"
#include "ui/style/fonts.h"
#include "ui/style/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace dass {

namespace {

constexpr int kInset = 12;
constexpr double kRawOpacity = 0.28;
constexpr double kCurve = 1.5;
constexpr int kMark = 14; // left of a curve's name, in its colour

// Single steps with gaps between them, which bars would not join.
bool isSparse(const std::vector<CurvePoint>& points)
{
    return std::ranges::all_of(points, [](const CurvePoint& point) { return point.lowest == point.highest; });
}

} // namespace

void CurvesView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    painter.fillRect(rect(), t.window);
    painter.setFont(textFont(TextSize::Label));
    const QList<QRect> rects = tracks();
    for (qsizetype i = 0; i < rects.size(); ++i)
        drawTrack(painter, m_tracks[i], rects[i]);
    if (!rects.isEmpty())
        drawEpochAxis(painter, rects.last());
    drawReadout(painter);
    if (hasFocus()) {
        painter.setPen(QPen(t.focus, 2));
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void CurvesView::drawTrack(QPainter& painter, CurveTrack track, const QRect& plot)
{
    const Tokens& t = tokens();
    const QRect ground = plot.adjusted(0, 0, kRightMargin - kEdge, 0);
    painter.fillRect(ground, t.base);
    std::vector<Drawn> drawn;
    ValueRange values;
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (CurveLine& line : linesOf(track, m_runs)) {
        Drawn one{std::move(line), {}};
        one.points = pointsOf(one.line, m_first, m_last, plot.width(), m_smoothing);
        for (const CurvePoint& point : one.points) {
            if (track == CurveTrack::Loss && !(point.lowest > 0))
                continue; // a part that is not used is 0 all the time
            lowest = std::min(lowest, point.lowest);
            highest = std::max(highest, point.highest);
        }
        drawn.push_back(std::move(one));
    }
    const std::vector<Drawn> plans = plansOf(track, drawn, plot.width());
    for (const Drawn& plan : plans)
        for (const CurvePoint& point : plan.points) {
            lowest = std::min(lowest, point.lowest);
            highest = std::max(highest, point.highest);
        }
    const bool isEmpty = !(lowest <= highest);
    if (track == CurveTrack::LearningRate && !isEmpty)
        lowest = std::min(lowest, 0.0); // from nothing, so that a warm-up shows
    const QVector<double> published = publishedOf(track);
    for (const double value : published) {
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }
    const bool isShare = track == CurveTrack::MeanPrecision || track == CurveTrack::Waiting;
    const CurveScale scale(lowest, highest, track == CurveTrack::Loss,
                           isShare ? 100 : std::numeric_limits<double>::infinity());
    drawGrid(painter, track, plot, scale);
    painter.save();
    painter.setClipRect(plot.adjusted(0, 0, 3, 0)); // and the dot at the end
    for (const double value : published)
        drawPublished(painter, value, plot, scale);
    for (const Drawn& plan : plans)
        drawPlan(painter, plan, plot, scale);
    for (const Drawn& one : drawn)
        drawLine(painter, one, plot, scale);
    painter.setClipRect(ground);
    drawNames(painter, drawn, ground, scale);
    if (isEmpty) {
        painter.setPen(t.secondary);
        painter.drawText(plot, Qt::AlignCenter, tr("nothing yet"));
    }
    painter.restore();
}

void CurvesView::drawGrid(QPainter& painter, CurveTrack track, const QRect& plot, const CurveScale& scale) const
{
    const Tokens& t = tokens();
    painter.setPen(t.grid);
    for (const double tick : epochTicks())
        painter.drawLine(QPointF(std::floor(xOf(tick)) + 0.5, plot.top()),
                         QPointF(std::floor(xOf(tick)) + 0.5, plot.bottom() + 1));
    int lastTop = plot.bottom() + kTextLine;
    for (const double tick : scale.ticks()) {
        const double y = plot.bottom() - scale.share(tick) * plot.height();
        painter.setPen(t.grid);
        painter.drawLine(QPointF(plot.left(), std::floor(y) + 0.5),
                         QPointF(plot.right() + 1 + kRightMargin - kEdge, std::floor(y) + 0.5));
        const int top = static_cast<int>(std::clamp(y - kTextLine / 2.0, plot.top() - 2.0,
                                                    std::max(plot.top() - 2.0, plot.bottom() + 2.0 - kTextLine)));
        if (top > lastTop - kTextLine)
            continue; // would lie on the one below
        lastTop = top;
        painter.setPen(t.secondary);
        painter.drawText(QRect(0, top, kGutter - kGapHeight, kTextLine), Qt::AlignRight | Qt::AlignVCenter,
                         scale.text(tick));
    }
    painter.setPen(t.text);
    painter.drawText(QRect(kInset, plot.top(), kGutter, kTextLine), Qt::AlignLeft | Qt::AlignVCenter, trackName(track));
    painter.setPen(t.secondary);
    if (plot.height() >= 2 * kTextLine)
        painter.drawText(QRect(kInset, plot.top() + kTextLine, kGutter, kTextLine), Qt::AlignLeft | Qt::AlignVCenter,
                         trackUnit(track));
}

void CurvesView::drawLine(QPainter& painter, const Drawn& drawn, const QRect& plot, const CurveScale& scale) const
{
    const auto yOf = [&](double value) { return plot.bottom() - scale.share(value) * plot.height(); };
    const bool steps = drawn.line.steps.has_value();
    if (steps) {
        QVector<QLineF> raw;
        const CurvePoint* before = nullptr;
        for (const CurvePoint& point : drawn.points) {
            const double x = xOf(point.epoch);
            double low = point.lowest;
            double high = point.highest;
            if (before) { // so that neighbours that do not overlap are joined
                low = std::min(low, before->highest);
                high = std::max(high, before->lowest);
            }
            raw << QLineF(x, yOf(low), x, yOf(high) - 1);
            before = &point;
        }
        QColor quiet = drawn.line.colour;
        quiet.setAlphaF(static_cast<float>(kRawOpacity));
        painter.setPen(QPen(quiet, 1));
        if (isSparse(drawn.points)) {
            QPolygonF values;
            for (const CurvePoint& point : drawn.points)
                values << QPointF(xOf(point.epoch), yOf(point.highest));
            painter.drawPolyline(values);
        } else {
            painter.drawLines(raw);
        }
    }
    QPolygonF line;
    for (const CurvePoint& point : drawn.points)
        if (std::isfinite(scale.share(point.mean)))
            line << QPointF(xOf(point.epoch), yOf(point.mean));
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(drawn.line.colour, kCurve);
    pen.setJoinStyle(Qt::BevelJoin);
    painter.setPen(pen);
    painter.drawPolyline(line);
    if (!steps && xOf(1) - xOf(0) > 6) {
        painter.setBrush(drawn.line.colour);
        for (const QPointF& point : line)
            painter.drawEllipse(point, 2, 2);
        painter.setBrush(Qt::NoBrush);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

// At the line's end, moved apart where they would lie on each other.
void CurvesView::drawNames(QPainter& painter, const std::vector<Drawn>& drawn, const QRect& plot,
                           const CurveScale& scale) const
{
    struct Name
    {
        QString text;
        QColor colour;
        double x = 0;
        double y = 0;
    };
    std::vector<Name> names;
    for (const Drawn& one : drawn) {
        const auto last = std::find_if(one.points.rbegin(), one.points.rend(), [&](const CurvePoint& point) {
            return point.epoch <= m_last && scale.share(point.mean) > -0.5;
        });
        if (last == one.points.rend())
            continue;
        const QFontMetrics metrics = painter.fontMetrics();
        const QString value = curveNumber(last->mean);
        const int room = kRightMargin - kEdge - kMark - metrics.horizontalAdvance(' ' + value) - 10;
        const QString text = (metrics.elidedText(one.line.name, Qt::ElideMiddle, room) + ' ' + value).trimmed();
        const double width = metrics.horizontalAdvance(text) + kMark;
        const double x = std::min(xOf(last->epoch) + 6, plot.right() - width);
        names.push_back({text, one.line.colour, x, plot.bottom() - scale.share(last->mean) * plot.height()});
    }
    std::ranges::sort(names, std::ranges::less(), &Name::y);
    const double most = plot.bottom() - static_cast<double>(names.size()) * kTextLine;
    double top = plot.top();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Name& name = names[i];
        const double y = std::max(top, std::min(name.y - kTextLine / 2.0, most + static_cast<double>(i) * kTextLine));
        top = y + kTextLine;
        const QRectF box(name.x, y, painter.fontMetrics().horizontalAdvance(name.text) + kMark, kTextLine);
        QColor ground = tokens().base;
        ground.setAlphaF(0.8F);
        painter.fillRect(box, ground);
        painter.fillRect(QRectF(box.left() + 1, box.center().y() - 3, 6, 6), name.colour);
        painter.setPen(tokens().text);
        painter.drawText(box.adjusted(11, 0, 8, 0), Qt::AlignLeft | Qt::AlignVCenter, name.text);
    }
}

void CurvesView::drawEpochAxis(QPainter& painter, const QRect& lowest) const
{
    const QRect axis(0, lowest.bottom() + 1, width(), kAxisHeight);
    painter.setPen(tokens().secondary);
    painter.drawText(QRect(kInset, axis.top() + 6, kGutter, kTextLine), Qt::AlignLeft | Qt::AlignVCenter, tr("epoch"));
    const QVector<double> ticks = epochTicks();
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1;
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    for (const double tick : ticks) {
        const QString text = QLocale().toString(tick, 'f', decimals);
        const int width = painter.fontMetrics().horizontalAdvance(text);
        const int x = std::min(static_cast<int>(xOf(tick)) - width / 2, static_cast<int>(xOf(m_last)) + 24 - width);
        painter.drawText(QRect(x, axis.top() + 6, width + 2, kTextLine), Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void CurvesView::drawReadout(QPainter& painter)
{
    if (!m_pointer || m_runs.empty() || m_pointer->x() < kGutter || m_pointer->x() > width() - kRightMargin)
        return;
    const Tokens& t = tokens();
    const QList<QRect> rects = tracks();
    qsizetype at = -1;
    for (qsizetype i = 0; i < rects.size(); ++i)
        if (rects[i].contains(*m_pointer))
            at = i;
    if (at < 0)
        return;
    const double epoch = epochAt(m_pointer->x());
    painter.setPen(QPen(t.text, 1, Qt::DotLine));
    painter.drawLine(m_pointer->x(), kTopMargin, m_pointer->x(), rects.last().bottom());
    const auto step = static_cast<std::int64_t>(epoch * m_runs.front().stepsPerEpoch);
    QStringList lines{tr("epoch %1, step %2").arg(QLocale().toString(epoch, 'f', 2), QLocale().toString(step))};
    for (const CurveLine& line : linesOf(m_tracks[at], m_runs)) {
        const double reach = line.steps ? (m_last - m_first) / rects[at].width() : 0.5;
        const auto points = pointsOf(line, epoch - reach, epoch + reach, 1, m_smoothing);
        const CurvePoint* nearest = nullptr;
        for (const CurvePoint& point : points)
            if (!nearest || std::abs(point.epoch - epoch) < std::abs(nearest->epoch - epoch))
                nearest = &point;
        const double near = line.steps ? std::max(reach, 1 / line.run->stepsPerEpoch) : reach;
        if (nearest && std::abs(nearest->epoch - epoch) > near)
            nearest = nullptr; // the run has not come so far
        const QString name = line.name.isEmpty() ? trackName(m_tracks[at]) : line.name;
        const std::optional<double> planned = nearest ? std::nullopt : plannedAt(m_tracks[at], line, epoch);
        lines << name + ' ' +
                     (nearest   ? curveNumber(nearest->mean)
                      : planned ? tr("%1 planned").arg(curveNumber(*planned))
                                : QStringLiteral("–"));
    }
    int width = 0;
    for (const QString& line : lines)
        width = std::max(width, painter.fontMetrics().horizontalAdvance(line));
    QRect box(m_pointer->x() + kGapHeight, m_pointer->y() + kGapHeight, width + 16,
              static_cast<int>(lines.size()) * painter.fontMetrics().lineSpacing() + 8);
    if (box.right() > this->width() - 4)
        box.moveRight(m_pointer->x() - kGapHeight);
    box.moveBottom(std::min(box.bottom(), height() - 4));
    painter.setPen(t.hairline);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(t.text);
    painter.drawText(box.adjusted(8, 4, -8, -4), Qt::AlignLeft | Qt::AlignTop, lines.join('\n'));
}

} // namespace dass
