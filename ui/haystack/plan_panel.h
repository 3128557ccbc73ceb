#pragma once

#include "app/haystack/haystack_experiment.h"
#include "ui/widgets/panel.h"

#include <string>
#include <utility>
#include <vector>

class QAction;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace dass {

class HaystackSession;
class HintButton;

// What an experiment is made of: its axes, haystacks, pooling and how needles are put in, what it will cost, and Run,
// Pause, Cancel. Needles and model are those of the builder until others are chosen, or a plan is taken that was made
// elsewhere.
class PlanPanel : public Panel
{
    Q_OBJECT
public:
    PlanPanel(HaystackExperiment& experiment, HaystackSession& session, QString folder, QWidget* parent = nullptr);

    QLineEdit* lengths() const { return m_lengths; }
    QLineEdit* positions() const { return m_positions; }
    QLineEdit* ratios() const { return m_ratios; }
    HintButton* runButton() const { return m_run; }
    QComboBox* preset() const { return m_preset; }
    QToolButton* haystacks() const { return m_haystacks; }
    QComboBox* insertion() const { return m_insertion; }
    QSpinBox* limit() const { return m_limit; }
    // That can be compared: names and paths.
    void setModels(const std::vector<std::pair<QString, QString>>& models);
    QToolButton* models() const { return m_models; }
    void run(); // in a new folder of the program's own, or goes on in the one that is shown
    void pause();
    void chooseList();
    void useList(const QString& file); // of clips, without a dialog
    // One more haystack, of a file or folder, without a dialog. kind: babble or recording.
    void useHaystack(niah::HaystackKind kind, const QString& file);
    void followBuilder();   // needles and model are the builder's again
    void growFromBuilder(); // and haystack, ratio, pooling, way of putting in and lengths become those of what is built
    bool isFollowing() const { return m_follows; }

signals:
    void followingChanged();

private:
    QWidget* makeFields();
    QToolButton* makeChoice(const QString& name);
    QWidget* addRow(QGridLayout* grid, const QString& name, QWidget* field); // returns its label
    void takeFields();
    void takePreset(int index);
    void takeBuilder();
    niah::ModelEntry builderModel() const;
    void leaveBuilder(); // for a plan that was made elsewhere
    void setFollowing(bool follows);
    void fillModels();
    std::string presetKey() const;
    void makeHaystacks();
    void addHaystack(const niah::HaystackSpec& haystack); // to those that can be ticked
    QAction* actionOf(const niah::HaystackSpec& haystack) const;
    void dropHaystacks(); // files that the plan has not
    void showHaystacks();
    void showInsertion();
    void showPlan();
    void showNeedles();
    void showCost();
    void showState();
    void enableButtons(bool run, bool pause, bool cancel);

    HaystackExperiment& m_experiment;
    HaystackSession& m_session;
    QString m_folder;         // that experiments' folders are made in
    bool m_follows = true;    // the builder's needles
    bool m_ownModels = false; // else the builder's one
    bool m_showing = false;
    bool m_keepsTyped = false;                         // what is typed and not taken yet
    std::vector<std::pair<QString, QString>> m_listed; // models that can be compared
    std::string m_presetKey;                           // of the plan as the shown preset left it
    QComboBox* m_preset;
    QLineEdit* m_lengths;
    QLineEdit* m_positions;
    QLineEdit* m_ratios;
    QToolButton* m_models;
    QToolButton* m_haystacks;
    QAction* m_ownHaystacks = nullptr; // the line below those that can be ticked
    QComboBox* m_insertion;
    QToolButton* m_poolings;
    QToolButton* m_needles;
    QWidget* m_limitName = nullptr;
    QSpinBox* m_limit; // of a list
    ValueRow* m_cells;
    ValueRow* m_cost;
    HintButton* m_run;
    QPushButton* m_pause;
    QPushButton* m_cancel;
};

} // namespace dass
