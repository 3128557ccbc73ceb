#include "ui/haystack/result_plots.h"

#include "app/haystack/number_list.h"
#include "ui/style/theme.h"
#include "ui/widgets/text_format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

QRectF areaOf(const QWidget& widget)
{
    return QRectF(widget.rect()).adjusted(kFigureLeft, kFigureTop, -kFigureRight, -kFigureBottom);
}

} // namespace

HeatMap::HeatMap(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Retention by length and position"));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_drawn.forget();
        update();
    });
}

QRectF HeatMap::area() const
{
    return areaOf(*this);
}

void HeatMap::show(const std::shared_ptr<const ExperimentResults>& results, const HeatGrid& grid, const QString& series)
{
    const QString title = heatMapTitle(series);
    if (results == m_results && title == m_title && grid == m_grid)
        return;
    m_results = results;
    m_grid = grid;
    m_title = title;
    m_drawn.forget();
    update();
}

void HeatMap::setSelected(int cell)
{
    m_selected = cell;
    update();
}

void HeatMap::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    m_drawn.paint(painter, *this, [this](QPainter& drawing) {
        drawing.fillRect(rect(), tokens().base);
        if (m_results)
            paintHeatMap(drawing, area(), *m_results, m_grid, m_title, {tokens()});
    });
    if (const auto place = m_grid.placeOf(m_selected))
        paintChosen(painter, m_grid.rectOfPlace(*place, area()), {tokens()});
    if (hasFocus() && m_selected < 0) {
        painter.setPen(QPen(tokens().focus, 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void HeatMap::mousePressEvent(QMouseEvent* event)
{
    if (const int cell = m_grid.cellUnder(event->position(), area()); m_results && cell >= 0)
        emit cellChosen(cell);
}

void HeatMap::keyPressEvent(QKeyEvent* event)
{
    const std::pair<Qt::Key, QPoint> kSteps[] = {
        {Qt::Key_Left, {-1, 0}}, {Qt::Key_Right, {1, 0}}, {Qt::Key_Up, {0, -1}}, {Qt::Key_Down, {0, 1}}};
    const auto step =
        std::find_if(std::begin(kSteps), std::end(kSteps), [&](const auto& one) { return one.first == event->key(); });
    if (step == std::end(kSteps) || !m_results || m_grid.cells.empty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto place = m_grid.placeOf(m_selected);
    const auto columns = static_cast<int>(m_grid.lengths.size());
    const int index = place ? static_cast<int>(*place) : -1;
    const int column = index < 0 ? 0 : std::clamp(index % columns + step->second.x(), 0, columns - 1);
    const int row =
        index < 0 ? 0
                  : std::clamp(index / columns + step->second.y(), 0, static_cast<int>(m_grid.positions.size()) - 1);
    const int cell = m_grid.cellAt(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
    if (cell >= 0 && cell != m_selected)
        emit cellChosen(cell);
}

bool HeatMap::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !m_results)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int cell = m_grid.cellUnder(help->pos(), area());
    if (cell < 0) {
        QToolTip::hideText();
        return true;
    }
    const CellResult& result = m_results->cells[static_cast<std::size_t>(cell)];
    const niah::Cell& what = m_results->experiment->cells[static_cast<std::size_t>(cell)].cell;
    QString words =
        tr("%1, position %2").arg(lengthText(what.frames), QLocale().toString(what.position, 'f', 2)) + '\n';
    switch (result.state) {
    case CellResult::State::Done:
        words += tr("retention %1 (%2 to %3)")
                     .arg(percentText(result.scores.retention), percentText(result.scores.retentionInterval.low),
                          percentText(result.scores.retentionInterval.high));
        break;
    case CellResult::State::Impossible:
        words += QString::fromStdString(result.note);
        break;
    case CellResult::State::Partly:
        words += tr("%1 of its needles are scored").arg(percentText(result.share));
        break;
    case CellResult::State::Waiting:
        words += tr("not computed yet");
    }
    QToolTip::showText(help->globalPos(), words, this);
    return true;
}

RetentionPlot::RetentionPlot(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Retention over length"));
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_drawn.forget();
        update();
    });
}

void RetentionPlot::show(std::vector<RetentionLine> lines, double position)
{
    m_lines = std::move(lines);
    m_title = retentionTitle(m_lines, position);
    m_drawn.forget();
    update();
}

void RetentionPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    m_drawn.paint(painter, *this, [this](QPainter& drawing) {
        drawing.fillRect(rect(), tokens().base);
        paintRetention(drawing, areaOf(*this), m_lines, m_title, {tokens()});
    });
}

} // namespace dass
