#include "core/distill/trainer.h"

#include "core/base/error.h"
#include "core/base/seconds_since.h"
#include "core/distill/class_tables.h"
#include "core/distill/memory_shortage.h"
#include "core/distill/prefetcher.h"
#include "core/distill/schedule.h"
#include "core/distill/score_text.h"
#include "core/distill/training_step.h"
#include "core/model/tensor_io.h"

#include <algorithm>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <sstream>

namespace dass::distill {

namespace {

constexpr std::int64_t kMaxStepLines = 20'000; // of metrics.jsonl: a long run's are thinned out
constexpr double kSpeedMemory = 0.95;          // of the moving mean of clips per second
constexpr std::chrono::milliseconds kStatusInterval{1000};
constexpr std::chrono::milliseconds kPauseLook{250};

} // namespace

Trainer::Trainer(const Spec& spec, RunData& data, RunFolder& folder, WorkerPool& workers, Ranks& ranks,
                 const ProgressSink<DistillProgress>& progress)
    : m_spec(spec), m_data(data), m_folder(folder), m_workers(workers), m_ranks(ranks), m_progress(progress),
      m_source(*data.train.store, data.train.teachers, spec, data.table.classes(), ranks),
      m_student(spec, data.table.classes()), m_teachers(spec, data.table.classes(), m_student),
      m_adam(m_student.parameters(), spec.optimizer), m_dataMark(markOf(data)),
      m_steps(m_source.stepsPerEpoch() * spec.schedule.epochs)
{
    m_leftOut.of = data.train.store->size();
    if (data.eval.store)
        m_leftOutOfEval.of = data.eval.store->size();
    const bool freshHead = spec.student.init != Initialisation::Checkpoint || !m_student.replacedHead().empty();
    if (spec.student.headBias == HeadBias::Prior && freshHead)
        m_student.setHeadBias(meanTargets(spec, data));
}

void Trainer::resume()
{
    const RunLength length{m_source.stepsPerEpoch(), m_spec.schedule.epochs};
    const std::optional<Position> found =
        loadState(m_folder.lastState(), m_student, m_adam, m_predictions, m_spec.seed, m_dataMark, length);
    if (!found) {
        if (m_folder.hadState(m_spec.checkpointSteps))
            throw Error(ErrorCode::NotFound, m_folder.path().string() +
                                                 ": no checkpoint is left; wanted checkpoints/last, put it back, or "
                                                 "start the run anew without --resume in another folder");
        if (m_folder.hasBegun())
            note("the run had not come to its first checkpoint: it begins anew");
        return;
    }
    m_position = *found;
    m_savedStep = m_position.step;
    m_resumed = true;
    note("resumed after step " + std::to_string(m_position.step) + " of " + std::to_string(m_steps));
}

Outcome Trainer::run(const std::stop_token& stop)
{
    m_folder.writeStatus(status(RunState::Running));
    if (m_folder.isOwn())
        m_metrics.emplace(m_folder, reached(), m_position.closedEpochs, m_resumed);
    if (m_position.step == 0 && !m_student.replacedHead().empty())
        note(m_student.replacedHead());
    if (m_data.eval.store && !m_teachers.empty())
        note("teachers that hear the clips are asked in training only: the evaluation loss is that of the labels");
    if (m_position.step == 0 && m_spec.optimizer.warmupSteps >= m_steps)
        note("the warm-up of " + std::to_string(m_spec.optimizer.warmupSteps) + " steps is as long as the run of " +
             std::to_string(m_steps) + " or longer: the learning rate stays low; lower optimizer.warmup_steps");
    m_stepEnded = Clock::now();
    const Outcome outcome = runSteps(stop);
    save();
    return outcome;
}

Outcome Trainer::runSteps(const std::stop_token& stop)
{
    Prefetcher prefetcher(m_source, m_position.step, m_steps, Prefetcher::threadsFor(m_workers.threads()));
    while (true) {
        if (m_position.step >= (m_position.closedEpochs + 1) * m_source.stepsPerEpoch() && !closeEpoch(stop))
            return Outcome::Cancelled;
        if (m_position.step == m_steps)
            return Outcome::Finished;
        if (interrupted(stop))
            return Outcome::Cancelled;
        trainStep(prefetcher);
        if (m_position.step % m_spec.checkpointSteps == 0)
            save();
    }
}

bool Trainer::interrupted(const std::stop_token& stop)
{
    double wishes[] = {m_folder.pauseWanted() ? 1.0 : 0.0};
    m_ranks.sum(wishes);
    if (wishes[0] > 0)
        waitWhilePaused(stop);
    double ends[] = {m_folder.takeStop() ? 1.0 : 0.0, stop.stop_requested() ? 1.0 : 0.0};
    m_ranks.sum(ends);
    if (ends[0] == 0 && ends[1] == 0)
        return false;
    m_isStopped = ends[1] == 0;
    note("stopped after step " + std::to_string(m_position.step) + "; --resume goes on");
    return true;
}

void Trainer::waitWhilePaused(const std::stop_token& stop)
{
    save();
    note("paused after step " + std::to_string(m_position.step) + " while a file named pause is in the folder");
    m_folder.writeStatus(status(RunState::Paused));
    std::mutex mutex;
    std::condition_variable_any never; // a folder's change cannot be waited for everywhere, so it is looked at
    std::unique_lock lock(mutex);
    while (!m_folder.pauseIsOver() && !stop.stop_requested() && !m_folder.stopWanted())
        never.wait_for(lock, stop, kPauseLook, [] { return false; });
    m_ranks.waitForAll();
    m_folder.writeStatus(status(RunState::Running));
    m_stepEnded = Clock::now();
}

void Trainer::trainStep(Prefetcher& batches)
{
    const std::int64_t step = m_position.step;
    Batch batch;
    StepLosses loss;
    together(m_ranks, [&] {
        const Clock::time_point asked = Clock::now();
        tellingShortage(m_spec, MemoryUse::Clips, [&] { batch = batches.take(); });
        m_waited = secondsSince(asked);
        tellingShortage(m_spec, MemoryUse::Step,
                        [&] { loss = computeGradients(m_student, m_teachers, m_spec, batch, step, m_workers); });
    });
    logComplaints(complaintsOfAll(batch.complaints), m_spec.data.train, m_leftOut);
    sumGradients(m_ranks, m_student, loss);
    const double rate = learningRate(m_spec.optimizer, m_spec.schedule, step, m_source.stepsPerEpoch());
    m_lastEvaluation.reset(); // was of other weights
    tellingShortage(m_spec, MemoryUse::Step, [&] {
        m_adam.step(rate);
        m_student.updateMean(step);
    });
    const std::int64_t epoch = currentEpoch();
    m_position.step = step + 1;

    measureSpeed(batch.wholeClips());
    if (m_metrics && step % std::max<std::int64_t>(1, m_steps / kMaxStepLines) == 0)
        m_metrics->step(
            {m_position.step, epoch, loss.total, loss.label, loss.kd, rate, m_clipsPerSecond, m_waitingShare});
    if (!std::isfinite(loss.total))
        throw SharedError(ErrorCode::Unsupported, "step " + std::to_string(m_position.step) +
                                                      ": the loss is no longer a number; lower optimizer.lr or raise " +
                                                      "optimizer.warmup_steps");
    report(loss.total);
}

bool Trainer::closeEpoch(const std::stop_token& stop)
{
    const std::int64_t epoch = m_position.closedEpochs + 1;
    if (m_data.eval.store && (epoch % m_spec.evalEvery == 0 || epoch == m_spec.schedule.epochs)) {
        std::optional<EvaluationResult> result =
            evaluate(m_student.keptNetwork(), *m_data.eval.store, m_data.eval.teachers, m_spec, m_data.table.classes(),
                     m_predictions, m_workers, m_ranks, stop);
        logComplaints(complaintsOfAll(m_data.eval.store->takeComplaints()), m_spec.data.eval, m_leftOutOfEval);
        if (!result)
            return false;
        if (result->startedAnew)
            note("other evaluation clips can be read than before: the running mean of predictions starts anew");
        const TaggingScores& scores = result->scores;
        if (m_metrics) {
            m_metrics->epoch(metricsOf(*result, epoch));
            writeClassTables(m_folder.path(), m_data.table, scores, result->teacher, result->confusions);
        }
        note("epoch " + std::to_string(epoch) + ": mAP " + scoreText(scores.meanAveragePrecision) + ", mAUC " +
             scoreText(scores.meanRocAuc) + ", evaluation loss " + scoreText(result->loss));
        if (!(m_position.bestMeanAveragePrecision >= scores.meanAveragePrecision)) {
            m_position.bestMeanAveragePrecision = scores.meanAveragePrecision;
            m_position.bestEpoch = epoch;
        }
        m_lastEvaluation = std::move(result);
    }
    together(m_ranks, [&] {
        if (m_folder.isOwn())
            writeTensors(m_folder.epochWeights(epoch), m_student.kept());
    });
    m_stepEnded = Clock::now();
    m_position.closedEpochs = epoch;
    m_isEpochUnsaved = true;
    save();
    return true;
}

void Trainer::save()
{
    if (m_savedStep == m_position.step && !m_isEpochUnsaved)
        return;
    together(m_ranks, [&] {
        if (m_folder.isOwn())
            saveState(m_folder.lastState(), m_student, m_adam, m_predictions, m_position, m_spec.seed, m_dataMark);
    });
    m_savedStep = m_position.step;
    m_isEpochUnsaved = false;
}

Reached Trainer::reached() const
{
    return {m_position.step, m_position.closedEpochs * m_source.stepsPerEpoch()};
}

EvaluationMetrics Trainer::metricsOf(const EvaluationResult& evaluation, std::int64_t epoch) const
{
    return {m_position.step, epoch, evaluation.scores, evaluation.runningMeanAveragePrecision, evaluation.loss};
}

void Trainer::tellFinal(const EvaluationResult& evaluation)
{
    EvaluationMetrics metrics = metricsOf(evaluation, m_spec.schedule.epochs);
    metrics.runningMeanAveragePrecision.reset(); // is of the epochs
    if (m_metrics)
        m_metrics->final(metrics);
}

RunStatus Trainer::status(RunState state) const
{
    RunStatus status;
    status.state = state;
    status.epoch = currentEpoch();
    status.epochs = m_spec.schedule.epochs;
    status.step = m_position.step;
    status.steps = m_steps;
    if (m_savedStep >= 0)
        status.savedStep = m_savedStep;
    status.clipsPerSecond = m_clipsPerSecond;
    if (m_clipsPerSecond > 0)
        status.secondsLeft = static_cast<double>((m_steps - m_position.step) * m_spec.batch) / m_clipsPerSecond;
    status.bestMeanAveragePrecision = m_position.bestMeanAveragePrecision;
    return status;
}

// Over the whole time since the last step's end: waiting for data counts too.
void Trainer::measureSpeed(std::int64_t clips)
{
    const Clock::time_point now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - m_stepEnded).count();
    m_stepEnded = now;
    m_stepSeconds = seconds;
    const double speed = static_cast<double>(clips) / std::max(seconds, 1e-9);
    const double waiting = std::clamp(m_waited / std::max(seconds, 1e-9), 0.0, 1.0);
    m_waitingShare = m_clipsPerSecond > 0 ? kSpeedMemory * m_waitingShare + (1 - kSpeedMemory) * waiting : waiting;
    m_clipsPerSecond = m_clipsPerSecond > 0 ? kSpeedMemory * m_clipsPerSecond + (1 - kSpeedMemory) * speed : speed;
}

void Trainer::report(double loss)
{
    const RunStatus running = status(RunState::Running);
    if (m_progress)
        m_progress({running.epoch, running.epochs, running.step, running.steps, loss, running.clipsPerSecond,
                    running.secondsLeft, "", m_stepSeconds});
    if (Clock::now() - m_lastStatus < kStatusInterval)
        return;
    m_lastStatus = Clock::now();
    m_folder.writeStatus(running);
}

void Trainer::logComplaints(const std::vector<std::string>& complaints, const std::filesystem::path& list,
                            LeftOut& leftOut)
{
    for (const std::string& complaint : complaints)
        if (leftOut.complaints.insert(complaint).second)
            note("left out: " + complaint);
    const std::size_t clips = leftOut.complaints.size();
    if (!complaints.empty() && static_cast<double>(clips) > m_spec.data.badShare * static_cast<double>(leftOut.of))
        throw SharedError(ErrorCode::BadFile, list.string() + ": " + std::to_string(clips) + " of its " +
                                                  std::to_string(leftOut.of) +
                                                  " clips cannot be read, the last being " + complaints.back() +
                                                  "; the run's log lists them all: mend or fetch the files and " +
                                                  "go on with --resume, or start another run with a mended list or " +
                                                  "a higher data.bad_share");
}

// What all ranks complain of, on each of them, so that they come to the same end.
std::vector<std::string> Trainer::complaintsOfAll(const std::vector<std::string>& complaints)
{
    if (m_ranks.size() == 1)
        return complaints;
    double count[] = {static_cast<double>(complaints.size())};
    m_ranks.sum(count);
    std::vector<std::string> all;
    if (count[0] == 0)
        return all;
    std::string lines;
    for (const std::string& complaint : complaints)
        lines += complaint + "\n";
    for (const std::string& part : m_ranks.gather(lines)) {
        std::istringstream stream(part);
        for (std::string line; std::getline(stream, line);)
            all.push_back(line);
    }
    return all;
}

void Trainer::note(const std::string& message)
{
    m_folder.log(message);
    if (m_progress) {
        DistillProgress line;
        line.message = message;
        m_progress(line);
    }
}

std::int64_t Trainer::currentEpoch() const
{
    return std::min(m_position.step / m_source.stepsPerEpoch() + 1, m_spec.schedule.epochs);
}

} // namespace dass::distill
