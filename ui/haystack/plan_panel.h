#pragma once

#include "app/haystack/haystack_experiment.h"
#include "ui/widgets/panel.h"

#include <utility>
#include <vector>

class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace dass {

class HaystackSession;
class HintButton;

// What an experiment is made of: its axes, haystacks and pooling, what it will cost, and Run, Pause, Cancel. Needles
// and model are those of the builder until others are chosen.
class PlanPanel : public Panel
{
    Q_OBJECT
public:
    PlanPanel(HaystackExperiment& experiment, HaystackSession& session, QString folder, QWidget* parent = nullptr);

    QLineEdit* lengths() const { return m_lengths; }
    QLineEdit* positions() const { return m_positions; }
    QLineEdit* ratios() const { return m_ratios; }
    HintButton* runButton() const { return m_run; }
    // That can be compared: names and paths.
    void setModels(const std::vector<std::pair<QString, QString>>& models);
    QToolButton* models() const { return m_models; }
    void run(); // in a new folder of the program's own, or goes on in the one that is shown
    void pause();
    void chooseList();
    void followBuilder(); // needles and model are the builder's again

private:
    QWidget* makeFields();
    QToolButton* makeChoice(const QString& name);
    void addRow(QGridLayout* grid, const QString& name, QWidget* field);
    void takeFields();
    void takePreset(int index);
    void takeBuilder();
    void showPlan();
    void showCost();
    void showState();
    void enableButtons(bool run, bool pause, bool cancel);
    QString newFolder() const;

    HaystackExperiment& m_experiment;
    HaystackSession& m_session;
    QString m_folder;         // that experiments' folders are made in
    bool m_follows = true;    // the builder's needles
    bool m_ownModels = false; // else the builder's one
    bool m_showing = false;
    bool m_keepsTyped = false; // what is typed and not taken yet
    QComboBox* m_preset;
    QLineEdit* m_lengths;
    QLineEdit* m_positions;
    QLineEdit* m_ratios;
    QToolButton* m_models;
    QToolButton* m_haystacks;
    QToolButton* m_poolings;
    QToolButton* m_needles;
    ValueRow* m_cells;
    ValueRow* m_cost;
    HintButton* m_run;
    QPushButton* m_pause;
    QPushButton* m_cancel;
};

} // namespace dass
