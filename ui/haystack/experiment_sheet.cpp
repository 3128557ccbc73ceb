#include "ui/haystack/experiment_sheet.h"

#include "ui/haystack/experiment_figure.h"
#include "ui/style/fonts.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace dass {

namespace {

constexpr QSize kFigure(520, 380); // two abreast
constexpr double kAround = 8;      // between figures
constexpr int kWordsHeight = 28;   // of what is left out

struct SheetWords
{
    Q_DECLARE_TR_FUNCTIONS(dass::ExperimentSheet)
};

// The series whose maps are drawn, the shown one first.
std::vector<std::size_t> drawnOf(const ExperimentPicture& picture)
{
    std::vector<std::size_t> drawn;
    if (!picture.series.empty())
        drawn.push_back(picture.shown);
    for (std::size_t s = 0; s < picture.series.size() && drawn.size() < kMostMaps; ++s)
        if (s != picture.shown)
            drawn.push_back(s);
    return drawn;
}

// The curves take the second place.
QPoint cornerOf(std::size_t map)
{
    const auto place = static_cast<int>(map == 0 ? 0 : map + 1);
    return {place % 2 * kFigure.width(), place / 2 * kFigure.height()};
}

QRectF areaAt(const QPoint& corner)
{
    return QRectF(corner, kFigure).adjusted(kFigureLeft, kFigureTop + 6, -kFigureRight - kAround, -kFigureBottom - 4);
}

} // namespace

QSize sheetSize(const ExperimentPicture& picture)
{
    const std::vector<std::size_t> drawn = drawnOf(picture);
    const int rows = drawn.empty() ? 1 : cornerOf(drawn.size() - 1).y() / kFigure.height() + 1;
    const int words = drawn.size() < picture.series.size() ? kWordsHeight : 0;
    return {2 * kFigure.width(), rows * kFigure.height() + words};
}

Drawing sheetOf(const ExperimentPicture& picture)
{
    const QSize size = sheetSize(picture);
    DrawingRecorder recorder(size);
    QPainter painter(&recorder);
    painter.fillRect(QRect(QPoint(), size), Qt::white);
    const FigureStyle style{lightTokens()};
    const std::vector<std::size_t> drawn = drawnOf(picture);
    for (std::size_t map = 0; map < drawn.size(); ++map) {
        const ExperimentSeries& series = picture.series[drawn[map]];
        const HeatGrid grid = drawn[map] == picture.shown ? picture.grid : HeatGrid(*picture.results, series);
        paintHeatMap(painter, areaAt(cornerOf(map)), *picture.results, grid, heatMapTitle(series.name), style);
    }
    paintRetention(painter, areaAt({kFigure.width(), 0}), picture.lines,
                   retentionTitle(picture.lines, picture.position), style);
    if (const std::size_t left = picture.series.size() - drawn.size(); left > 0) {
        painter.setFont(textFont(TextSize::Label));
        painter.setPen(style.colours.secondary);
        painter.drawText(
            QRectF(kFigureLeft, size.height() - kWordsHeight, size.width() - 2 * kFigureLeft, kWordsHeight),
            Qt::AlignLeft | Qt::AlignVCenter, SheetWords::tr("and %1 more in cells.csv").arg(left));
    }
    painter.end();
    return recorder.drawing();
}

} // namespace dass
