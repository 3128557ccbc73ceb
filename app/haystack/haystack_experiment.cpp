#include "app/haystack/haystack_experiment.h"

#include "app/haystack/experiment_notice.h"
#include "app/jobs/file_look.h"
#include "app/jobs/path_text.h"
#include "core/niah/cell.h"
#include "core/niah/record.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kEstimateDelay = 700; // ms: a plan is being typed
constexpr int kReadDelay = 400;     // ms between looks at a folder that fills

} // namespace

HaystackExperiment::HaystackExperiment(QObject* parent) : QObject(parent)
{
    m_estimateSoon.setSingleShot(true);
    m_estimateSoon.setInterval(kEstimateDelay);
    connect(&m_estimateSoon, &QTimer::timeout, this, &HaystackExperiment::startEstimate);
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(kReadDelay);
    connect(&m_readSoon, &QTimer::timeout, this, &HaystackExperiment::readResults);
    connect(&m_reader, &ResultsWorker::ready, this, &HaystackExperiment::takeResults);
    connect(&m_reader, &ResultsWorker::needlesReady, this,
            [this](quint64, quint64 cell, const std::vector<NeedleScore>& needles) {
                if (m_selected != static_cast<std::size_t>(cell))
                    return;
                m_needles = needles;
                emit needlesChanged();
            });
    connect(&m_reader, &ResultsWorker::failed, this, [this](quint64 request, const QString& error) {
        if (request != m_request)
            return;
        if (!isRunning()) // a run that begins has no record yet
            failToOpen(error);
        endReading();
    });
}

HaystackExperiment::~HaystackExperiment() = default;

void HaystackExperiment::failToOpen(const QString& error)
{
    emit noticed(tr("The experiment cannot be opened"), error);
    m_takePlan = false;
    if (!m_results) {
        m_folder.clear();
        setState(State::Planned);
    }
}

void HaystackExperiment::setState(State state)
{
    m_state = state;
    emit stateChanged();
}

void HaystackExperiment::setPlan(const niah::Spec& plan)
{
    if (!isRunning())
        usePlan(plan);
}

bool HaystackExperiment::usePlan(const niah::Spec& plan)
{
    if (const std::int64_t cells = niah::cellCount(plan); cells > niah::kMostCells) {
        emit noticed(tr("The plan is too large"),
                     tr("It has %1 cells; %2 are the most. Shorten its lists.").arg(cells).arg(niah::kMostCells));
        emit planChanged(); // what shows it goes back
        return false;
    }
    m_plan = plan;
    m_estimate.reset();
    m_estimateError.clear();
    m_estimateNotes.clear();
    if (m_estimateJob)
        m_estimateJob->cancel();
    m_estimateSoon.start();
    emit planChanged();
    emit estimateChanged();
    return true;
}

void HaystackExperiment::startEstimate()
{
    if (isRunning() || !hasNeedles(m_plan))
        return;
    m_estimateWaits = m_estimateJob != nullptr;
    if (m_estimateWaits) // of the plan before; it has been cancelled
        return;
    // Of a folder of its own: what it costs from the beginning.
    m_estimateJob = std::make_unique<ExperimentJob>(ExperimentJob::Kind::Estimate, m_plan, std::filesystem::path());
    const ExperimentJob* job = m_estimateJob.get();
    connect(job, &ExperimentJob::estimated, this, [this, job](quint64, const niah::RunEstimate& estimate) {
        if (job != m_estimateJob.get() || m_estimateSoon.isActive() || m_estimateWaits || m_runWaits)
            return;
        m_estimate = estimate;
        emit estimateChanged();
    });
    m_estimateNotes.clear();
    connect(job, &ExperimentJob::warned, this, [this, job](quint64, const niah::RunProgress& warning) {
        if (job == m_estimateJob.get() && !m_estimateSoon.isActive() && !m_estimateWaits && !m_runWaits)
            m_estimateNotes << QString::fromStdString(warning.message);
    });
    connect(job, &ExperimentJob::ended, this, [this, job](quint64, JobEnd end, const QString& error) {
        if (job == m_estimateJob.get())
            endEstimate(end, error);
    });
    m_estimateJob->start();
    emit estimateChanged();
}

void HaystackExperiment::endEstimate(JobEnd end, const QString& error)
{
    m_estimateJob.release()->deleteLater();
    const bool wanted = !m_estimateSoon.isActive() && !m_estimateWaits && !m_runWaits;
    m_estimateError = wanted && end == JobEnd::Failed ? error : QString();
    emit estimateChanged();
    if (std::exchange(m_runWaits, false))
        startRun();
    else if (std::exchange(m_estimateWaits, false))
        startEstimate();
}

void HaystackExperiment::run(const QString& folder)
{
    if (isRunning() || m_takePlan) // its folder's plan is not known yet
        return;
    if (folder != m_folder)
        m_isNew = false;
    start(folder);
}

void HaystackExperiment::runAnew(const QString& folder)
{
    if (isRunning() || m_takePlan)
        return;
    m_isNew = true;
    start(folder);
}

void HaystackExperiment::start(const QString& folder)
{
    if (m_results && folder == m_folder && !m_results->plan) { // ours is another
        emit noticed(tr("The experiment can be looked at, but not gone on with"),
                     QString::fromStdString(m_results->planError));
        return;
    }
    m_estimateSoon.stop();
    m_estimateWaits = false;
    if (folder != m_folder) {
        m_results.reset();
        m_selected.reset();
        m_needles.clear();
        emit resultsChanged();
        emit needlesChanged();
    }
    m_folder = folder;
    m_progress = {};
    m_warnings.clear();
    m_error.clear();
    m_job = std::make_unique<ExperimentJob>(m_isNew ? ExperimentJob::Kind::RunAnew : ExperimentJob::Kind::Run, m_plan,
                                            toPath(folder));
    const auto mine = [this, id = m_job->id()](quint64 other) { return other == id && m_job; };
    connect(m_job.get(), &ExperimentJob::placed, this, [this, mine](quint64 id, const QString& placed) {
        if (!mine(id))
            return;
        m_isNew = false;
        if (std::exchange(m_folder, placed) != placed)
            emit stateChanged();
    });
    connect(m_job.get(), &ExperimentJob::progressed, this, [this, mine](quint64 id, const niah::RunProgress& progress) {
        if (!mine(id))
            return;
        m_progress = progress;
        if (!m_readSoon.isActive())
            m_readSoon.start();
        emit progressed();
    });
    connect(m_job.get(), &ExperimentJob::estimated, this, [this, mine](quint64 id, const niah::RunEstimate& estimate) {
        if (!mine(id))
            return;
        m_estimate = estimate;
        emit estimateChanged();
    });
    connect(m_job.get(), &ExperimentJob::warned, this, [this, mine](quint64 id, const niah::RunProgress& warning) {
        if (mine(id))
            takeWarning(warning);
    });
    connect(m_job.get(), &ExperimentJob::ended, this, [this, mine](quint64 id, JobEnd end, const QString& error) {
        if (mine(id))
            endRun(end, error);
    });
    m_runWaits = m_estimateJob != nullptr;
    setState(State::Running);
    if (m_runWaits)
        m_estimateJob->cancel();
    else
        startRun();
}

void HaystackExperiment::startRun()
{
    if (m_state == State::Stopping) // before it began
        endRun(JobEnd::Cancelled, {});
    else
        m_job->start();
}

void HaystackExperiment::resume()
{
    if (!m_folder.isEmpty())
        run(m_folder);
}

void HaystackExperiment::pause()
{
    if (m_state != State::Running)
        return;
    m_after = State::Paused;
    setState(State::Stopping);
    m_job->cancel();
}

void HaystackExperiment::cancel()
{
    if (m_state == State::Paused)
        setState(State::Cancelled);
    if (!isRunning())
        return;
    m_after = State::Cancelled;
    setState(State::Stopping);
    m_job->cancel();
}

void HaystackExperiment::endRun(JobEnd end, const QString& error)
{
    m_job.release()->deleteLater();
    m_error = error;
    setState(end == JobEnd::Finished ? State::Finished : end == JobEnd::Failed ? State::Failed : m_after);
    if (end == JobEnd::Failed)
        emit noticed(tr("The experiment ended early"), error);
    else
        tellWarnings();
    m_readSoon.stop();
    if (m_isNew) // it had not begun
        return;
    const QString folder = m_folder;
    lookForFile(QDir(folder).filePath(QLatin1String(niah::kRecordName)), this, [this, folder](bool there) {
        if (there && folder == m_folder)
            readResults();
    });
}

// A disk that is likely to become full can still be helped; all else is told at the end.
void HaystackExperiment::takeWarning(const niah::RunProgress& warning)
{
    if (warning.warning != niah::Warning::Space) {
        m_warnings.push_back(warning);
        return;
    }
    const ExperimentNotice notice = noticeOf(warning);
    emit noticed(notice.title, notice.text);
}

// What is missing goes before what computed the rest.
void HaystackExperiment::tellWarnings()
{
    if (m_warnings.empty())
        return;
    const auto missing = std::ranges::find(m_warnings, niah::Warning::LeftOut, &niah::RunProgress::warning);
    const ExperimentNotice notice = noticeOf(missing == m_warnings.end() ? m_warnings.front() : *missing);
    emit noticed(notice.title, notice.text);
}

void HaystackExperiment::open(const QString& folder)
{
    if (isRunning())
        return;
    m_folder = folder;
    m_isNew = false;
    m_results.reset();
    m_selected.reset();
    m_needles.clear();
    m_takePlan = true;
    emit resultsChanged();
    emit needlesChanged();
    readResults();
}

void HaystackExperiment::duplicate()
{
    if (isRunning())
        return;
    if (m_results && !m_results->recorded) { // ours is another
        emit noticed(tr("The experiment cannot be duplicated"), QString::fromStdString(m_results->planError));
        return;
    }
    take(niah::Spec(m_plan));
}

void HaystackExperiment::take(const niah::Spec& plan)
{
    if (isRunning())
        return;
    m_folder.clear();
    m_takePlan = false;
    m_results.reset();
    m_selected.reset();
    m_needles.clear();
    setState(State::Planned);
    emit resultsChanged();
    emit needlesChanged();
    if (usePlan(plan))
        emit planTaken();
}

// A reading of the same folder is not overtaken: while an experiment runs, that would come again before its end.
void HaystackExperiment::readResults()
{
    if (m_folder.isEmpty())
        return;
    if (m_readingOf == m_folder) {
        m_readAgain = true;
        return;
    }
    m_readingOf = m_folder;
    m_readAgain = false;
    m_request = m_reader.request(m_folder, m_selected);
}

void HaystackExperiment::endReading()
{
    m_readingOf.clear();
    if (std::exchange(m_readAgain, false))
        readResults();
}

void HaystackExperiment::takeResults(quint64 request, const std::shared_ptr<const ExperimentResults>& results)
{
    if (request != m_request)
        return;
    if (results->folder == toPath(m_folder))
        show(results);
    endReading();
}

void HaystackExperiment::show(const std::shared_ptr<const ExperimentResults>& results)
{
    m_results = results;
    if (std::exchange(m_takePlan, false)) {
        setState(results->done() == results->total() ? State::Finished : State::Paused);
        if (results->recorded && usePlan(*results->recorded))
            emit planTaken();
        if (!results->plan)
            emit noticed(tr("The experiment can be looked at, but not gone on with"),
                         QString::fromStdString(results->planError));
    }
    emit resultsChanged();
}

void HaystackExperiment::select(std::optional<std::size_t> cell)
{
    if (cell == m_selected)
        return;
    m_selected = cell;
    m_needles.clear();
    emit needlesChanged();
    if (cell)
        readResults();
}

} // namespace dass
