#pragma once

#include "ui/haystack/experiment_figure.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QPushButton;

namespace dass {

class ElidedLabel;
class HaystackExperiment;
class HeatMap;
class RetentionPlot;

// An experiment's results as they come: a heat map of one series, and retention curves of all of them at the position
// of the chosen cell.
class ExperimentPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ExperimentPanel(HaystackExperiment& experiment, QWidget* parent = nullptr);

    HeatMap* heatMap() const { return m_map; }
    RetentionPlot* curves() const { return m_curves; }
    QComboBox* series() const { return m_series; }

signals:
    void exportRequested();
    void figureRequested();
    void openRequested();

private:
    void refresh();
    void showSeries();

    HaystackExperiment& m_experiment;
    std::shared_ptr<const ExperimentResults> m_shown; // those of the experiment, or what its plan will give
    std::vector<ExperimentSeries> m_all;
    ElidedLabel* m_words;
    QComboBox* m_series;
    QPushButton* m_csv;
    QPushButton* m_figure;
    QPushButton* m_open;
    QPushButton* m_duplicate;
    HeatMap* m_map;
    RetentionPlot* m_curves;
};

} // namespace dass
