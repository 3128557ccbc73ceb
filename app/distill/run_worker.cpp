#include "app/distill/run_worker.h"

#include "app/jobs/path_text.h"

#include <QDebug>

#include <algorithm>
#include <exception>
#include <utility>

namespace dass {

RunWorker::RunWorker(QObject* parent)
    : QObject(parent), m_worker([this](quint64, const Request& request, const std::stop_token& stop) {
          try {
              answer(request, stop);
          } catch (const std::exception& error) { // what is unreadable is tried again with the next request
              qWarning("run folders: %s", error.what());
          }
      })
{
    qRegisterMetaType<RunSummaries>();
    qRegisterMetaType<std::shared_ptr<const RunDetails>>();
}

void RunWorker::request(const QStringList& folders, const QStringList& watched)
{
    m_worker.request({folders, watched});
}

void RunWorker::measureUse(RunSummary& run)
{
    if (!run.use) {
        m_uses.erase(run.folder);
        return;
    }
    const SeenUse now{run.pid, run.use->cpuSeconds, std::chrono::steady_clock::now()};
    const auto place = m_uses.try_emplace(run.folder, now).first;
    SeenUse& before = place->second;
    const double seconds = std::chrono::duration<double>(now.when - before.when).count();
    if (before.pid == now.pid && seconds > 0)
        run.cores = std::max(0.0, now.cpuSeconds - before.cpuSeconds) / seconds;
    before = now;
}

void RunWorker::answer(const Request& request, const std::stop_token& stop)
{
    RunSummaries summaries;
    for (const QString& folder : request.folders) {
        if (stop.stop_requested())
            return;
        summaries.push_back(readRunSummary(toPath(folder)));
        measureUse(summaries.back());
    }
    std::erase_if(m_uses, [&](const auto& entry) { return !request.folders.contains(entry.first); });
    emit summariesRead(summaries);
    std::erase_if(m_readers, [&](const auto& entry) { return !request.watched.contains(entry.first); });
    for (const QString& folder : request.watched) {
        RunDetailsReader& reader = m_readers.try_emplace(folder, toPath(folder)).first->second;
        std::shared_ptr<const RunDetails> details = reader.update(stop);
        if (stop.stop_requested())
            return;
        if (details)
            emit detailsRead(folder, std::move(details));
    }
}

} // namespace dass
