#include "app/haystack/experiment_job.h"

#include "app/haystack/experiment_plan.h"
#include "app/jobs/path_text.h"
#include "app/jobs/progress_gate.h"
#include "core/base/free_path.h"

#include <utility>

namespace dass {

ExperimentJob::ExperimentJob(Kind kind, niah::Spec spec, std::filesystem::path folder, QObject* parent)
    : QObject(parent), m_kind(kind), m_spec(std::move(spec)), m_folder(std::move(folder)), m_thread(nextJobId())
{
    qRegisterMetaType<niah::RunProgress>();
    qRegisterMetaType<niah::RunEstimate>();
    connect(&m_thread, &JobThread::ended, this, &ExperimentJob::ended);
}

void ExperimentJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return work(stop); }, JobPriority::Background);
}

Outcome ExperimentJob::work(const std::stop_token& stop)
{
    niah::RunOptions options;
    options.resume = true;
    options.estimateOnly = m_kind == Kind::Estimate;
    std::filesystem::path folder = m_folder;
    if (m_kind == Kind::RunAnew) {
        folder = freePath(m_folder);
        emit placed(id(), fromPath(folder));
    }
    ProgressGate gate;
    return niah::runExperiment(checkedPlan(m_spec), folder, options, stop, [&](const niah::RunProgress& now) {
        if (now.estimate)
            emit estimated(id(), *now.estimate);
        else if (now.warning != niah::Warning::None)
            emit warned(id(), now);
        else if (now.message.empty() && gate.open())
            emit progressed(id(), now);
    });
}

} // namespace dass
