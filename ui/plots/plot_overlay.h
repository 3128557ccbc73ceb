#pragma once

#include <QPointF>
#include <QWidget>

#include <optional>

namespace dass {

struct StackState;

// What moves over the tracks: playhead, selection, hover line and read-out, the threshold's name. A widget of its own
// above the plot, so that 60 positions a second redraw two strips of pixels and not the tracks.
class PlotOverlay : public QWidget
{
    Q_OBJECT

public:
    PlotOverlay(const StackState& state, QWidget* parent);

    void updatePlayhead(std::int64_t before, std::int64_t now);
    void setHover(const std::optional<QPointF>& position); // inside the time tracks

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void drawSelection(QPainter& painter) const;
    void drawPlayhead(QPainter& painter) const;
    void drawHover(QPainter& painter) const;
    QRect playheadArea(std::int64_t sample) const;
    QRect hoverArea() const;
    QPointF readOutCorner(int height) const;

    const StackState& m_state;
    std::optional<QPointF> m_hover;
};

} // namespace dass
