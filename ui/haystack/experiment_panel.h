#pragma once

#include "ui/haystack/experiment_picture.h"

#include <QWidget>

#include <memory>

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
    ExperimentPictureRequest wanted() const; // of what is to be shown

signals:
    void exportRequested();
    void figureRequested();
    void openRequested();

private:
    void refresh();
    void request(); // at once where there are few cells
    void show(const std::shared_ptr<const ExperimentPicture>& picture);

    HaystackExperiment& m_experiment;
    std::shared_ptr<const ExperimentPicture> m_shown; // of its results, or of what its plan will give
    quint64 m_request = 0;                            // 0: none is waited for
    ElidedLabel* m_words;
    QComboBox* m_series;
    QPushButton* m_csv;
    QPushButton* m_figure;
    QPushButton* m_open;
    QPushButton* m_duplicate;
    HeatMap* m_map;
    RetentionPlot* m_curves;
    ExperimentPictureWorker m_pictures; // last: its destructor waits
};

} // namespace dass
