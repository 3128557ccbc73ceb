#pragma once

#include "core/distill/adam.h"
#include "core/distill/batch_source.h"
#include "core/distill/data_mark.h"
#include "core/distill/distill.h"
#include "core/distill/evaluation.h"
#include "core/distill/live_teachers.h"
#include "core/distill/metrics_log.h"
#include "core/distill/ranks.h"
#include "core/distill/run_data.h"
#include "core/distill/run_folder.h"
#include "core/distill/student.h"
#include "core/distill/training_state.h"
#include "core/distill/worker_pool.h"

#include <chrono>
#include <set>

namespace dass::distill {

class Prefetcher;

// The loop of a run: steps, epochs' ends, saving, and what the folder's files and the token ask for.
class Trainer
{
public:
    // Of several ranks only the owner of the folder writes.
    Trainer(const Spec& spec, RunData& data, RunFolder& folder, WorkerPool& workers, Ranks& ranks,
            const ProgressSink<DistillProgress>& progress);

    // Takes up the state that the folder holds, if any. Throws Error(NotFound) where it held one and holds none now:
    // what was learned is not thrown away in silence.
    void resume();
    Outcome run(const std::stop_token& stop);

    Ranks& ranks() const { return m_ranks; }
    bool isResumed() const { return m_resumed; } // from a state; else it begins
    const Student& student() const { return m_student; }
    // Of the weights as they are; nullopt: they have not been scored yet.
    const std::optional<EvaluationResult>& lastEvaluation() const { return m_lastEvaluation; }
    RunStatus status(RunState state) const;
    const Position& position() const { return m_position; }
    std::int64_t steps() const { return m_steps; }          // of the whole run
    bool isStoppedByAPerson() const { return m_isStopped; } // by the file, and by no signal
    void note(const std::string& message);                  // to the log and to whoever watches
    void tellFinal(const EvaluationResult& evaluation);     // scores of the finished model, after run()

private:
    using Clock = std::chrono::steady_clock;

    struct LeftOut // clips of a list that could not be read since the process began
    {
        std::set<std::string> complaints; // each rank that meets such a clip makes the same one
        std::int64_t of = 0;
    };

    Outcome runSteps(const std::stop_token& stop);
    bool interrupted(const std::stop_token& stop);
    void waitWhilePaused(const std::stop_token& stop);
    void trainStep(Prefetcher& batches);
    bool closeEpoch(const std::stop_token& stop);
    void save();
    Reached reached() const;
    EvaluationMetrics metricsOf(const EvaluationResult& evaluation, std::int64_t epoch) const;
    void measureSpeed(std::int64_t clips);
    void report(double loss);
    void logComplaints(const std::vector<std::string>& complaints, const std::filesystem::path& list, LeftOut& leftOut);
    std::vector<std::string> complaintsOfAll(const std::vector<std::string>& complaints);
    std::int64_t currentEpoch() const;

    const Spec& m_spec;
    RunData& m_data;
    RunFolder& m_folder;
    WorkerPool& m_workers;
    Ranks& m_ranks;
    ProgressSink<DistillProgress> m_progress;
    BatchSource m_source;
    Student m_student;
    LiveTeachers m_teachers;
    Adam m_adam;
    std::optional<MetricsLog> m_metrics; // from run() on, of the folder's owner
    RunningPredictions m_predictions;
    std::optional<EvaluationResult> m_lastEvaluation;
    DataMark m_dataMark;
    Position m_position;
    std::int64_t m_steps;
    std::int64_t m_savedStep = -1; // of the state in the folder; there is none yet
    bool m_isEpochUnsaved = false; // that an epoch was closed since, at the same step
    bool m_resumed = false;
    bool m_isStopped = false;
    LeftOut m_leftOut;
    LeftOut m_leftOutOfEval;
    double m_clipsPerSecond = 0;
    double m_stepSeconds = 0;  // of the last step
    double m_waited = 0;       // s, for the step's clips
    double m_waitingShare = 0; // of the time, moving mean as of the speed
    Clock::time_point m_stepEnded = Clock::now();
    Clock::time_point m_lastStatus;
};

} // namespace dass::distill
