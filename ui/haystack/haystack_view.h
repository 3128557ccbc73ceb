#pragma once

#include "app/haystack/haystack_experiment.h"
#include "app/haystack/haystack_session.h"
#include "ui/haystack/builder_keeper.h"

#include <QWidget>

#include <deque>
#include <memory>
#include <optional>

class QMenu;
class QScrollArea;
class QSplitter;
class QStackedWidget;

namespace dass {

class ActivityBar;
class AnalyzeSession;
class BuilderPanel;
class CellPanel;
class ExperimentFiles;
class ExperimentPanel;
class HaystackForm;
class Listening;
class NeedleCutter;
class NeedlesPanel;
class PlanPanel;
class ScoresPanel;
class TestedModel;
struct NeedleCut;

// The Haystack workspace. Above, what is built by hand: needles and the haystack on the left, the mixture in the
// middle, what the model hears of it on the right. Below, an experiment: its plan, its results, and the chosen cell.
class HaystackView : public QWidget
{
    Q_OBJECT
public:
    // shell: whose models can be chosen and whose folders are used; it outlives this. sample: for the example.
    HaystackView(AnalyzeSession& shell, const QString& sample, QWidget* parent = nullptr);
    ~HaystackView() override;

    HaystackSession& session() { return m_session; }
    TestedModel& model() { return *m_tested; }
    BuilderKeeper& keeper() { return m_keeper; }     // reads what was kept once the workspace is looked at
    QWidget* controls() const { return m_controls; } // for the header
    QMenu* menu() const { return m_menu; }
    BuilderPanel* builder() const { return m_builder; }
    HaystackForm* form() const { return m_form; }
    NeedlesPanel* needles() const { return m_needles; }
    ScoresPanel* scores() const { return m_scores; }
    HaystackExperiment& experiment() { return m_experiment; }
    PlanPanel* plan() const { return m_plan; }
    ExperimentPanel* results() const { return m_results; }
    CellPanel* cell() const { return m_cell; }
    ExperimentFiles* files() const { return m_files; }

    // A part of a recording becomes a needle, once it is cut out.
    void addEvent(const QString& recording, std::int64_t start, std::int64_t end, const Label& label);

public slots:
    void addClips();                                                        // asks which
    void addFiles(const QStringList& files, std::optional<double> at = {}); // at: a position in the mixture
    void showExample();
    void hear();               // or stop
    void growIntoExperiment(); // what is built
    void stopAll();

signals:
    void noticed(const QString& title, const QString& text);
    void foldersDropped(const QStringList& folders); // here, where clips are wanted, and nothing else with them

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    static QScrollArea* makeScroll(QWidget* content);
    void makeControls();
    void makeRows();
    void connectForm();
    void connectListening();
    void makeMenu();
    void connectKeeping();
    void showPage();
    void showActivity();

    // again: also those that are listed already.
    void cutNeedles(const QString& recording, std::vector<NeedleCut> cuts, bool again = true);

    // haystack_view_experiment.cpp
    QSplitter* makeExperiment();
    void addExperimentTo(QMenu* menu);
    void openCell(quint64 cell, qint64 needle);
    // chosen: the needle's index in the builder; -1: none.
    void openCellWith(const ExperimentResults& results, quint64 cell, int chosen);
    int addCellNeedle(const niah::Experiment& experiment, qint64 needle, bool there); // its index in the builder
    void showGrowable();
    void runExperiment();          // or says why it cannot be
    QString finishedWords() const; // of an experiment
    bool showExperimentActivity(); // whether one is going on

    AnalyzeSession& m_shell;
    QString m_sample;
    HaystackSession m_session;
    HaystackExperiment m_experiment;
    QString m_told;  // what was done last
    QString m_waits; // what is not made before something is changed
    QWidget* m_controls;
    TestedModel* m_tested;
    quint64 m_cellRequest = 0; // of the cell that was opened last
    QMenu* m_menu;
    QStackedWidget* m_pages;
    QSplitter* m_rows;
    NeedlesPanel* m_needles;
    HaystackForm* m_form;
    BuilderPanel* m_builder;
    ScoresPanel* m_scores;
    PlanPanel* m_plan = nullptr;
    ExperimentPanel* m_results = nullptr;
    CellPanel* m_cell = nullptr;
    ExperimentFiles* m_files = nullptr;
    ActivityBar* m_bar;
    Listening* m_listening;
    std::deque<std::unique_ptr<NeedleCutter>> m_cutters; // the first one works, others wait
    bool m_shown = false;                                // once
    BuilderKeeper m_keeper;                              // last: its destructor writes what is left
};

} // namespace dass
