#pragma once

#include "app/haystack/experiment_job.h"
#include "app/haystack/experiment_plan.h"
#include "app/haystack/results_worker.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace dass {

// An experiment as it is planned, run, looked at and kept, without a widget. Its results lie in a folder as those of
// `dass niah` do, so that either goes on with what the other began. GUI thread; all work is done by jobs.
class HaystackExperiment : public QObject
{
    Q_OBJECT
public:
    enum class State { Planned, Running, Stopping, Paused, Cancelled, Finished, Failed };

    explicit HaystackExperiment(QObject* parent = nullptr);
    ~HaystackExperiment() override; // stops what runs; what is scored is kept

    const niah::Spec& plan() const { return m_plan; }
    // Not while one runs, whose folder tells of its plan; a plan of more than niah::kMostCells is told and refused.
    void setPlan(const niah::Spec& plan);
    // Of the plan; none: not known (yet), then estimateError() may say why.
    const std::optional<niah::RunEstimate>& estimate() const { return m_estimate; }
    const QString& estimateError() const { return m_estimateError; }
    const QStringList& estimateNotes() const { return m_estimateNotes; } // what it leaves out, a line each
    bool isEstimating() const { return m_estimateJob != nullptr; }

    State state() const { return m_state; }
    bool isRunning() const { return m_state == State::Running || m_state == State::Stopping; }
    const QString& error() const { return m_error; }
    const QString& folder() const { return m_folder; } // empty: not run yet
    const niah::RunProgress& progress() const { return m_progress; }

    void run(const QString& folder);     // the plan; the folder may hold a part of it
    void runAnew(const QString& folder); // in a folder of that name, and a number where it is taken
    void resume();                       // where it was paused or cancelled
    void pause();
    void cancel();
    // Shows the experiment that lies in a folder, and takes its plan over.
    void open(const QString& folder);
    // A plan that was made elsewhere, as a new experiment: nothing is shown any more. Not while one runs.
    void take(const niah::Spec& plan);
    // The plan of what is shown becomes one of its own, not run yet; told and refused where it is not known.
    void duplicate();

    const std::shared_ptr<const ExperimentResults>& results() const { return m_results; } // null: none
    // The cell whose needles are wanted.
    void select(std::optional<std::size_t> cell);
    std::optional<std::size_t> selected() const { return m_selected; }
    const std::vector<NeedleScore>& needles() const { return m_needles; } // of the selected cell

signals:
    void planChanged();
    void planTaken(); // it was made elsewhere; after planChanged()
    void estimateChanged();
    void stateChanged();
    void progressed();
    void resultsChanged();
    void needlesChanged();
    void noticed(const QString& title, const QString& text);

private:
    bool usePlan(const niah::Spec& plan); // whether it is not refused
    void setState(State state);
    void startEstimate();
    void endEstimate(JobEnd end, const QString& error);
    void start(const QString& folder);
    void startRun();
    void endRun(JobEnd end, const QString& error);
    void takeWarning(const niah::RunProgress& warning);
    void tellWarnings();
    void readResults();
    void endReading();
    void show(const std::shared_ptr<const ExperimentResults>& results);
    void failToOpen(const QString& error);
    void takeResults(quint64 request, const std::shared_ptr<const ExperimentResults>& results);

    niah::Spec m_plan;
    std::optional<niah::RunEstimate> m_estimate;
    QString m_estimateError;
    QStringList m_estimateNotes;
    QTimer m_estimateSoon;
    // What waits for the end of an estimate that is no longer wanted.
    bool m_estimateWaits = false;
    bool m_runWaits = false;
    State m_state = State::Planned;
    State m_after = State::Cancelled; // a stop
    QString m_error;
    QString m_folder;
    bool m_isNew = false; // the folder is to be one that nothing is at yet
    niah::RunProgress m_progress;
    std::vector<niah::RunProgress> m_warnings; // to be told at its end
    QTimer m_readSoon;
    bool m_takePlan = false; // from the next results
    quint64 m_request = 0;
    QString m_readingOf; // the folder that m_request reads; empty: none
    bool m_readAgain = false;
    std::shared_ptr<const ExperimentResults> m_results;
    std::optional<std::size_t> m_selected;
    std::vector<NeedleScore> m_needles;

    // Jobs last: their destructors wait for bodies.
    ResultsWorker m_reader;
    std::unique_ptr<ExperimentJob> m_estimateJob;
    std::unique_ptr<ExperimentJob> m_job;
};

} // namespace dass
