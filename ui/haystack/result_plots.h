#pragma once

#include "ui/haystack/drawn_once.h"
#include "ui/haystack/experiment_figure.h"

#include <QWidget>

#include <memory>

namespace dass {

// Retention by length and position, drawn once a change. A click, or the arrow keys, choose a cell.
class HeatMap : public QWidget
{
    Q_OBJECT
public:
    explicit HeatMap(QWidget* parent = nullptr);

    void show(const std::shared_ptr<const ExperimentResults>& results, const HeatGrid& grid, const QString& series);
    void setSelected(int cell); // of the experiment; -1: none; tells nobody
    int selected() const { return m_selected; }
    const HeatGrid& grid() const { return m_grid; }
    const QString& title() const { return m_title; }
    QRectF area() const;
    qint64 drawing() const { return m_drawn.key(); } // which one is shown

    QSize minimumSizeHint() const override { return {170, 120}; }

signals:
    void cellChosen(int cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::shared_ptr<const ExperimentResults> m_results;
    HeatGrid m_grid;
    QString m_title;
    int m_selected = -1;
    DrawnOnce m_drawn; // without the choice
};

// Retention over length, a line a series, with intervals, drawn once a change.
class RetentionPlot : public QWidget
{
    Q_OBJECT
public:
    explicit RetentionPlot(QWidget* parent = nullptr);

    void show(std::vector<RetentionLine> lines, double position);
    const std::vector<RetentionLine>& lines() const { return m_lines; }
    const QString& title() const { return m_title; }
    qint64 drawing() const { return m_drawn.key(); } // which one is shown

    QSize minimumSizeHint() const override { return {170, 120}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<RetentionLine> m_lines;
    QString m_title;
    DrawnOnce m_drawn;
};

} // namespace dass
