#pragma once

#include "app/haystack/experiment_results.h"
#include "ui/style/tokens.h"

#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace dass {

// Cells that differ in length and position alone.
struct ExperimentSeries
{
    std::size_t model = 0;
    std::size_t haystack = 0;
    Pooling pooling = Pooling::Mean;
    std::optional<double> snrDb;
    QString name; // what tells it from the others

    bool has(const niah::Cell& cell) const;
};

std::vector<ExperimentSeries> seriesOf(const niah::Experiment& experiment);

// What a plan will give, nothing of it computed.
std::shared_ptr<const ExperimentResults> plannedResults(const niah::Spec& plan);

// The grid of one series: a column a length, a row a position.
struct HeatGrid
{
    HeatGrid() = default;
    HeatGrid(const ExperimentResults& results, const ExperimentSeries& series);

    std::vector<std::int64_t> lengths; // frames, ascending
    std::vector<double> positions;     // ascending
    std::vector<int> cells;            // [positions, lengths], index of the experiment's cell; -1: none

    bool operator==(const HeatGrid&) const = default;
    int cellAt(std::size_t row, std::size_t column) const { return cells[row * lengths.size() + column]; }
    std::optional<std::size_t> placeOf(int cell) const; // in cells
    QRectF rectOfPlace(std::size_t place, const QRectF& area) const
    {
        return rectOf(place / lengths.size(), place % lengths.size(), area);
    }
    QRectF rectOf(std::size_t row, std::size_t column, const QRectF& area) const;
    int cellUnder(const QPointF& at, const QRectF& area) const; // -1: none
};

// Drawn on the screen and in files. `area` is where the cells or curves lie; their axes' words lie around it.
struct FigureStyle
{
    const Tokens& colours;
    double scale = 1; // of line widths
};
inline constexpr double kFigureLeft = 56; // room for words around it
inline constexpr double kFigureBottom = 38;
inline constexpr double kFigureTop = 22;
inline constexpr double kFigureRight = 12;

QString heatMapTitle(const QString& series);
void paintHeatMap(QPainter& painter, const QRectF& area, const ExperimentResults& results, const HeatGrid& grid,
                  const QString& title, const FigureStyle& style);
void paintChosen(QPainter& painter, const QRectF& cell, const FigureStyle& style); // its frame

struct RetentionLine
{
    struct Point
    {
        std::int64_t frames = 0;
        double retention = 0;
        double low = 0; // of its interval; NaN without one
        double high = 0;
    };
    QString name;
    std::vector<Point> points;        // by length
    QString model = {};               // its name
    std::optional<double> place = {}; // of the needle, where it is another one than that of the other lines
};

// One line a series, of the cells at this position (or at the series' only one), as far as they are done.
std::vector<RetentionLine> retentionLines(const ExperimentResults& results, const std::vector<ExperimentSeries>& series,
                                          double position);
QString retentionTitle(const std::vector<RetentionLine>& lines, double position);
void paintRetention(QPainter& painter, const QRectF& area, const std::vector<RetentionLine>& lines,
                    const QString& title, const FigureStyle& style);

} // namespace dass
