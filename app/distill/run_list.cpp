#include "app/distill/run_list.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kIntervalMs = 1000; // a run writes its status as often

} // namespace

RunList::RunList(const QStringList& folders, QObject* parent) : QObject(parent), m_folders(folders)
{
    connect(&m_worker, &RunWorker::summariesRead, this, &RunList::take);
    connect(&m_worker, &RunWorker::detailsRead, this,
            [this](const QString& folder, std::shared_ptr<const RunDetails> details) {
                if (!m_watched.contains(folder))
                    return;
                m_details[folder] = std::move(details);
                emit detailsChanged(folder);
            });
    m_clock.setInterval(kIntervalMs);
    connect(&m_clock, &QTimer::timeout, this, &RunList::refresh);
    m_clock.start();
    refresh();
}

void RunList::add(const QString& folder)
{
    if (m_folders.contains(folder))
        return;
    m_folders.prepend(folder);
    emit foldersChanged();
    refresh();
}

void RunList::remove(const QString& folder)
{
    if (!m_folders.removeOne(folder))
        return;
    std::erase_if(m_runs, [&](const RunSummary& run) { return run.folder == folder; });
    m_watched.removeAll(folder);
    m_details.remove(folder);
    emit foldersChanged();
    emit changed();
}

const RunSummary* RunList::find(const QString& folder) const
{
    const auto found = std::ranges::find(m_runs, folder, &RunSummary::folder);
    return found == m_runs.end() ? nullptr : &*found;
}

void RunList::watch(const QStringList& folders)
{
    m_watched = folders;
    for (const QString& known : m_details.keys())
        if (!folders.contains(known))
            m_details.remove(known);
    refresh();
}

std::shared_ptr<const RunDetails> RunList::details(const QString& folder) const
{
    return m_details.value(folder);
}

void RunList::refresh()
{
    if (!m_folders.isEmpty())
        m_worker.request(m_folders, m_watched);
}

void RunList::take(const RunSummaries& summaries)
{
    RunSummaries runs;
    for (const QString& folder : std::as_const(m_folders)) {
        const auto read = std::ranges::find(summaries, folder, &RunSummary::folder);
        if (read != summaries.end())
            runs.push_back(*read);
        else if (const RunSummary* known = find(folder))
            runs.push_back(*known);
    }
    if (runs == m_runs)
        return;
    const RunSummaries before = std::exchange(m_runs, std::move(runs));
    emit changed();
    for (const RunSummary& was : before) {
        const RunSummary* now = find(was.folder);
        const bool hasEnded = now && isAtWork(was.phase) && !isAtWork(now->phase) && now->phase != RunPhase::Silent;
        // Between two looks a process may have begun and failed.
        const bool hasFailed = now && canGoOn(was.phase) && now->phase == RunPhase::Failed && was.phase != now->phase;
        if (hasEnded || hasFailed)
            emit ended(*now);
    }
}

} // namespace dass
