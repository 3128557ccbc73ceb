#pragma once

#include "ui/widgets/panel.h"

class QPushButton;
class QTreeWidget;

namespace dass {

class HaystackExperiment;

// The chosen cell of an experiment: its scores, and each needle's, those that lost most first.
class CellPanel : public Panel
{
    Q_OBJECT
public:
    explicit CellPanel(HaystackExperiment& experiment, QWidget* parent = nullptr);

    QTreeWidget* needles() const { return m_needles; }
    QString retention() const;

signals:
    // The cell is to be shown in the builder, with this needle of the experiment.
    void openRequested(quint64 cell, qint64 needle);

private:
    void refresh();
    void fillNeedles();

    HaystackExperiment& m_experiment;
    ValueRow* m_precision;
    ValueRow* m_alone;
    ValueRow* m_retention;
    ValueRow* m_time;
    QTreeWidget* m_needles;
    QPushButton* m_open;
};

} // namespace dass
