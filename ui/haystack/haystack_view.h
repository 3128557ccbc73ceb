#pragma once

#include "app/haystack/builder_store.h"
#include "app/haystack/haystack_experiment.h"
#include "app/haystack/haystack_session.h"

#include <QTimer>
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
class LabelledCombo;
class Listening;
class NeedleCutter;
class NeedlesPanel;
class PlanPanel;
class ScoresPanel;
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

    void useModel(const QString& path, bool sinusoidalPositions = false); // instead of Analyze's

    // What is built, for a session file (builderText()); empty: nothing that a session would keep.
    std::string forSession() const;
    bool isBuilderRead() const { return m_builderRead; } // what was kept, once the workspace was looked at
    void keepNow(); // what was changed just now, before anyone asks whether something was
    // What an opened session holds, likewise, and as it was read, in place of what is built; that is not lost, but
    // there again when the session is left. file: of the session; empty: none is open any more.
    void takeSession(const std::string& text, const std::shared_ptr<const SavedBuilder>& read, const QString& file);

public slots:
    void addClips();                                                        // asks which
    void addFiles(const QStringList& files, std::optional<double> at = {}); // at: a position in the mixture
    void showExample();
    void hear();               // or stop
    void growIntoExperiment(); // what is built
    void stopAll();

signals:
    void noticed(const QString& title, const QString& text);
    void builderChanged();                           // in what forSession() says
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
    void connectModels();
    void connectListening();
    void makeMenu();
    void chooseModel(const QString& path, bool sinusoidalPositions = false); // by a person
    void fillModels();
    void showPage();
    void showActivity();

    // again: also those that are listed already.
    void cutNeedles(const QString& recording, std::vector<NeedleCut> cuts, bool again = true);

    // haystack_view_kept.cpp
    void keepBuilder();
    void takeBuilder(const BuilderState& state, bool found);
    void restoreBuilder(const BuilderState& state, const std::vector<NeedleClip>& added);
    void restoreFromSession(const std::vector<NeedleClip>& added);
    void leaveSession();
    void askForModel(const QString& path, bool there);
    void takeKeptModel();
    BuilderState builderState() const;
    void remember();
    void writeBuilder();

    // haystack_view_experiment.cpp
    QSplitter* makeExperiment();
    void addExperimentTo(QMenu* menu);
    void openCell(quint64 cell, qint64 needle);
    // chosen: the needle's index in the builder; -1: none.
    void openCellWith(const ExperimentResults& results, quint64 cell, int chosen);
    int addCellNeedle(const niah::Experiment& experiment, qint64 needle, bool there); // its index in the builder
    void takeCellModel(const niah::ModelEntry& model);
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
    LabelledCombo* m_model;
    bool m_ownModel = false;         // chosen here; else Analyze's
    QString m_absentModel;           // was chosen here and is kept until it is there again; empty: none
    bool m_absentSinusoidal = false; // its positions
    QString m_cellModel;             // of a cell that was opened, while it is looked for; empty: none
    quint64 m_cellRequest = 0;       // of the cell that was opened last
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
    bool m_builderRead = false;                          // what was kept, before which nothing is written
    bool m_ofSession = false;                            // what is built is the open session's, not the store's
    std::string m_fromSession;                           // not shown yet, or not readable; empty: none
    std::shared_ptr<const SavedBuilder> m_savedBuilder;  // that, not shown yet; null: none
    std::string m_kept;                                  // as it was written last, or restored
    std::string m_work;                                  // of that, what a person made
    QTimer m_keepSoon;
    BuilderStore m_store; // last: its destructor writes what is left
};

} // namespace dass
