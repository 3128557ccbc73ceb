#include "app/jobs/batch_list_worker.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

BatchListWorker::BatchListWorker(std::filesystem::path folder, QObject* parent)
    : QObject(parent), m_folder(std::move(folder))
{
    qRegisterMetaType<LeftBatches>();
}

BatchListWorker::~BatchListWorker() = default;

void BatchListWorker::start()
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void BatchListWorker::write(std::vector<BatchEntry> entries)
{
    const std::scoped_lock lock(m_mutex);
    m_next = std::move(entries);
    m_wake.notify_one();
}

void BatchListWorker::removeLeft(std::filesystem::path file)
{
    const std::scoped_lock lock(m_mutex);
    m_toRemove.push_back(std::move(file));
    m_wake.notify_one();
}

void BatchListWorker::run(const std::stop_token& stop)
{
    emit looked(findLeftBatches(m_folder));
    BatchList list(m_folder);
    for (bool last = false; !last;) {
        std::optional<std::vector<BatchEntry>> next;
        std::vector<std::filesystem::path> toRemove;
        {
            std::unique_lock lock(m_mutex);
            last = !m_wake.wait(lock, stop, [this] { return m_next || !m_toRemove.empty(); });
            next = std::exchange(m_next, std::nullopt);
            toRemove = std::exchange(m_toRemove, {});
        }
        try {
            if (next && next->empty())
                list.clear();
            else if (next)
                list.write(*next); // before an older list that it takes over goes
        } catch (const std::exception& exception) {
            emit failed(QString::fromStdString(describe(exception)));
        }
        for (const std::filesystem::path& file : toRemove)
            removeLeftBatch(file);
    }
}

} // namespace dass
