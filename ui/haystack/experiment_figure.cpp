#include "ui/haystack/experiment_figure.h"

#include "app/haystack/number_list.h"
#include "ui/haystack/haystack_words.h"
#include "ui/plots/colour_map.h"
#include "ui/style/fonts.h"
#include "ui/widgets/text_format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <set>

namespace dass {

namespace {

constexpr double kBright = 120;         // luminance above which words on a colour are black
constexpr std::size_t kMostDrawn = 600; // cells that are drawn one by one, with their values
constexpr double kLabelHeight = 14;     // from one word of an axis to the next
constexpr double kLabelWidth = 48;
constexpr double kBetweenMarks = 4; // of a curve's points
constexpr double kSmallCell = 8;

struct FigureWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::ExperimentFigure)
};

void drawWords(QPainter& painter, const QRectF& room, int flags, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    painter.drawText(room, flags, metrics.elidedText(text, Qt::ElideRight, room.width()));
}

void paintCell(QPainter& painter, const QRectF& rect, const CellResult& result, const FigureStyle& style)
{
    const Tokens& t = style.colours;
    using State = CellResult::State;
    if (result.state == State::Done && std::isfinite(result.scores.retention)) {
        const ColourTable& viridis = colourTable(ColourMap::Viridis);
        const double share = std::clamp(result.scores.retention, 0.0, 1.0);
        const QColor colour = QColor::fromRgb(viridis[static_cast<std::size_t>(share * 255)]);
        painter.fillRect(rect, colour);
        const double luminance = 0.2126 * colour.red() + 0.7152 * colour.green() + 0.0722 * colour.blue();
        painter.setPen(luminance > kBright ? Qt::black : Qt::white);
        painter.drawText(rect, Qt::AlignCenter, QString::number(std::lround(result.scores.retention * 100)));
        return;
    }
    painter.fillRect(rect, QBrush(t.hatch, Qt::BDiagPattern));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(t.hairline, style.scale));
    painter.drawRect(rect.adjusted(0, 0, -1, -1));
    if (result.state == State::Impossible || result.state == State::Done) {
        painter.setPen(t.secondary);
        painter.drawText(rect, Qt::AlignCenter, QString(QChar(0x2013)));
    } else if (result.share > 0) { // under way
        const QRectF bar(rect.center().x() - 15, rect.center().y() - 2, 30, 4);
        painter.fillRect(bar, t.grid);
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * result.share, bar.height()), t.accent);
    }
}

// A grid of very many cells: a pixel each, made larger as a whole.
void paintCells(QPainter& painter, const QRectF& area, const ExperimentResults& results, const HeatGrid& grid,
                const Tokens& t)
{
    const ColourTable& viridis = colourTable(ColourMap::Viridis);
    const QRgb none = t.base.rgb();
    const QRgb waiting = t.hatch.rgb();
    const QRgb underWay = mix(t.accent, t.base, 0.4).rgb();
    const QRgb failed = t.secondary.rgb(); // as the dash in one that has room for it
    const auto colourOf = [&](const CellResult& result) {
        if (result.state == CellResult::State::Done && std::isfinite(result.scores.retention))
            return viridis[static_cast<std::size_t>(std::clamp(result.scores.retention, 0.0, 1.0) * 255)];
        if (result.state == CellResult::State::Impossible || result.state == CellResult::State::Done)
            return failed;
        return result.share > 0 ? underWay : waiting;
    };
    QImage image(static_cast<int>(grid.lengths.size()), static_cast<int>(grid.positions.size()), QImage::Format_RGB32);
    for (std::size_t row = 0; row < grid.positions.size(); ++row) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(row)));
        for (std::size_t column = 0; column < grid.lengths.size(); ++column) {
            const int cell = grid.cellAt(row, column);
            line[column] = cell < 0 ? none : colourOf(results.cells[static_cast<std::size_t>(cell)]);
        }
    }
    painter.drawImage(area, image);
}

// Every so many have their word at an axis, so that words keep clear of each other.
std::size_t labelStep(double each, double needed)
{
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(needed / each)));
}

void paintScale(QPainter& painter, const QRectF& area, const FigureStyle& style)
{
    const ColourTable& viridis = colourTable(ColourMap::Viridis);
    const QRectF bar(area.right() - 96, area.top() - 13, 56, 6);
    for (int x = 0; x < 56; ++x)
        painter.fillRect(QRectF(bar.left() + x, bar.top(), 1.2, bar.height()),
                         QColor::fromRgb(viridis[static_cast<std::size_t>(x * 255 / 55)]));
    painter.setPen(style.colours.secondary);
    painter.drawText(QRectF(bar.left() - 20, bar.top() - 5, 16, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QStringLiteral("0"));
    painter.drawText(QRectF(bar.right() + 4, bar.top() - 5, 44, 16), Qt::AlignLeft | Qt::AlignVCenter, percentText(1));
}

// Where lengths, on a logarithmic axis, and shares lie in the area of the curves.
struct RetentionAxes
{
    QRectF area;
    double shortest = 1e12; // frames
    double longest = 0;     // 0: there is nothing yet
    double highest = 1;

    static RetentionAxes of(const QRectF& area, const std::vector<RetentionLine>& lines)
    {
        RetentionAxes axes{area};
        for (const RetentionLine& line : lines)
            for (const RetentionLine::Point& point : line.points) {
                axes.shortest = std::min(axes.shortest, static_cast<double>(point.frames));
                axes.longest = std::max(axes.longest, static_cast<double>(point.frames));
                axes.highest = std::max(
                    {axes.highest, point.retention, std::isfinite(point.high) ? std::min(point.high, 1.5) : 0});
            }
        axes.highest = std::ceil(axes.highest * 4 - 1e-9) / 4;
        return axes;
    }
    double x(double frames) const
    {
        return area.left() + std::log(frames / shortest) / std::log(longest / shortest) * area.width();
    }
    double y(double share) const { return area.bottom() - share / highest * area.height(); }
};

void paintShares(QPainter& painter, const RetentionAxes& axes, const FigureStyle& style)
{
    const QRectF& area = axes.area;
    for (int quarter = 0; quarter <= std::lround(axes.highest * 4); ++quarter) {
        const double y = axes.y(quarter / 4.0);
        painter.setPen(QPen(style.colours.grid, style.scale));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(style.colours.secondary);
        painter.drawText(QRectF(area.left() - kFigureLeft, y - 8, kFigureLeft - 8, 16),
                         Qt::AlignRight | Qt::AlignVCenter,
                         quarter == 4 ? percentText(1) : QString::number(quarter * 25));
    }
}

void paintLengths(QPainter& painter, const RetentionAxes& axes, const std::vector<RetentionLine>& lines,
                  const FigureStyle& style)
{
    const QRectF& area = axes.area;
    std::set<std::int64_t> lengths;
    for (const RetentionLine& line : lines)
        for (const RetentionLine::Point& point : line.points)
            lengths.insert(point.frames);
    double lastTick = -1e9;
    for (const std::int64_t frames : lengths) {
        const double tick = axes.x(static_cast<double>(frames));
        if (tick - lastTick < 46)
            continue;
        lastTick = tick;
        painter.setPen(QPen(style.colours.grid, style.scale));
        painter.drawLine(QPointF(tick, area.top()), QPointF(tick, area.bottom()));
        painter.setPen(style.colours.secondary);
        const double left = std::min(tick - 30, area.right() + kFigureRight - 58);
        painter.drawText(QRectF(left, area.bottom() + 2, 60, 16), Qt::AlignCenter, lengthText(frames));
    }
}

// With its band and its points. Returns where it ends.
QPointF paintCurve(QPainter& painter, const RetentionAxes& axes, const RetentionLine& line, int index,
                   const FigureStyle& style)
{
    const QColor colour = style.colours.tag(index);
    QPolygonF curve;
    QPolygonF band;
    QPolygonF lower;
    for (const RetentionLine::Point& point : line.points) {
        const double at = axes.x(static_cast<double>(point.frames));
        curve << QPointF(at, axes.y(point.retention));
        if (std::isfinite(point.low) && std::isfinite(point.high)) {
            band << QPointF(at, axes.y(std::min(point.high, axes.highest)));
            lower.prepend(QPointF(at, axes.y(point.low)));
        }
    }
    band << lower;
    QColor light = colour;
    light.setAlphaF(0.16F);
    painter.setPen(Qt::NoPen);
    painter.setBrush(light);
    if (curve.size() > 1)
        painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, 1.5 * style.scale, Tokens::tagIsDashed(index) ? Qt::DashLine : Qt::SolidLine));
    painter.drawPolyline(curve);
    painter.setBrush(colour);
    painter.setPen(Qt::NoPen);
    double marked = -kBetweenMarks; // where points lie densely the curve says enough
    for (const QPointF& point : curve) {
        if (point.x() - marked < kBetweenMarks)
            continue;
        painter.drawEllipse(point, 3, 3);
        marked = point.x();
    }
    return curve.last();
}

// At the curve's end, off the names of others, whose heights are taken.
void paintCurveName(QPainter& painter, const RetentionAxes& axes, const RetentionLine& line, const QPointF& end,
                    const QColor& colour, std::vector<double>& taken)
{
    const QRectF& area = axes.area;
    double height = std::max(end.y() + 11, area.top() + 11);
    for (int tries = 0; tries < 20; ++tries)
        for (const double other : taken)
            if (std::abs(other - height) < 14)
                height = other + 14;
    height = std::min(height, area.bottom() - 10);
    taken.push_back(height);
    painter.setFont(textFont(TextSize::Label, QFont::DemiBold));
    const QString words = line.name + ' ' + percentText(line.points.back().retention);
    const double width = std::min(QFontMetricsF(painter.font()).horizontalAdvance(words) + 2, area.width());
    const double left = std::clamp(end.x() - width - 10, area.left(), area.right() - width);
    painter.setPen(colour);
    drawWords(painter, QRectF(left, height - 8, width, 16), Qt::AlignRight | Qt::AlignVCenter, words);
    painter.setFont(textFont(TextSize::Label));
}

} // namespace

void paintChosen(QPainter& painter, const QRectF& cell, const FigureStyle& style)
{
    const bool small = std::min(cell.width(), cell.height()) < kSmallCell; // its frame lies around it
    const QRectF frame = small ? cell.adjusted(-4, -4, 4, 4) : cell;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(Qt::white, 2));
    painter.drawRect(frame.adjusted(1, 1, -1, -1));
    painter.setPen(QPen(style.colours.base, 1));
    painter.drawRect(frame.adjusted(2.5, 2.5, -2.5, -2.5));
}

void paintHeatMap(QPainter& painter, const QRectF& area, const ExperimentResults& results, const HeatGrid& grid,
                  const QString& title, const FigureStyle& style)
{
    const Tokens& t = style.colours;
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(t.secondary);
    drawWords(painter, QRectF(area.left(), area.top() - kFigureTop + 2, area.width() - 124, 16),
              Qt::AlignLeft | Qt::AlignVCenter, title);
    paintScale(painter, area, style);
    if (grid.cells.size() > kMostDrawn)
        paintCells(painter, area, results, grid, t);
    else
        for (std::size_t place = 0; place < grid.cells.size(); ++place)
            if (const int cell = grid.cells[place]; cell >= 0)
                paintCell(painter, grid.rectOfPlace(place, area), results.cells[static_cast<std::size_t>(cell)], style);
    painter.setPen(t.secondary);
    const double height = area.height() / std::max<double>(1, static_cast<double>(grid.positions.size()));
    for (std::size_t row = 0; row < grid.positions.size(); row += labelStep(height, kLabelHeight)) {
        const QRectF rect = grid.rectOf(row, 0, area);
        painter.drawText(QRectF(area.left() - kFigureLeft, rect.center().y() - 8, kFigureLeft - 8, 16),
                         Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(grid.positions[row], 'f', 2));
    }
    const double width = area.width() / std::max<double>(1, static_cast<double>(grid.lengths.size()));
    const double room = std::max(width, kLabelWidth);
    for (std::size_t column = 0; column < grid.lengths.size(); column += labelStep(width, kLabelWidth)) {
        const QRectF rect = grid.rectOf(0, column, area);
        drawWords(painter, QRectF(rect.center().x() - room / 2 - 2, area.bottom() + 2, room + 4, 16), Qt::AlignCenter,
                  lengthText(grid.lengths[column]));
    }
    painter.drawText(QRectF(area.left(), area.bottom() + 17, area.width(), 16), Qt::AlignCenter,
                     FigureWords::tr("length"));
    painter.drawText(QRectF(area.left() - kFigureLeft, area.top() - kFigureTop + 2, kFigureLeft - 8, 16),
                     Qt::AlignRight | Qt::AlignVCenter, FigureWords::tr("position"));
}

void paintRetention(QPainter& painter, const QRectF& area, const std::vector<RetentionLine>& lines,
                    const QString& title, const FigureStyle& style)
{
    RetentionAxes axes = RetentionAxes::of(area, lines);
    painter.setFont(textFont(TextSize::Label));
    painter.setPen(style.colours.secondary);
    drawWords(painter, QRectF(area.left(), area.top() - kFigureTop + 2, area.width(), 16),
              Qt::AlignLeft | Qt::AlignVCenter, title);
    paintShares(painter, axes, style);
    painter.drawText(QRectF(area.left(), area.bottom() + 17, area.width(), 16), Qt::AlignCenter,
                     FigureWords::tr("length, logarithmic"));
    if (axes.longest <= 0) {
        const QFontMetricsF metrics(painter.font());
        const QString words =
            metrics.elidedText(FigureWords::tr("fills in as cells finish"), Qt::ElideRight, area.width() - 12);
        const double width = metrics.horizontalAdvance(words) + 12;
        painter.fillRect(QRectF(area.center().x() - width / 2, area.center().y() - 9, width, 18), style.colours.base);
        painter.drawText(area, Qt::AlignCenter, words);
        return;
    }
    axes.longest = std::max(axes.longest, axes.shortest * 1.05);
    paintLengths(painter, axes, lines, style);
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<double> taken; // heights of names at the right
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].points.empty())
            continue;
        const QPointF end = paintCurve(painter, axes, lines[i], static_cast<int>(i), style);
        paintCurveName(painter, axes, lines[i], end, style.colours.tag(static_cast<int>(i)), taken);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace dass
