#include "app/distill/folder_tasks.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

FolderTasks::FolderTasks(QObject* parent) : QObject(parent)
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

FolderTasks::~FolderTasks() = default;

void FolderTasks::add(Work work, QObject* receiver, Done done)
{
    const std::scoped_lock lock(m_mutex);
    m_tasks.push_back({std::move(work), receiver, std::move(done)});
    m_wake.notify_one();
}

void FolderTasks::run(const std::stop_token& stop)
{
    for (;;) {
        Task task;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, stop, [this] { return !m_tasks.empty(); });
            if (m_tasks.empty())
                return; // asked to stop, and nothing is left
            task = std::move(m_tasks.front());
            m_tasks.pop_front();
        }
        QString error;
        try {
            task.work(stop);
        } catch (const std::exception& exception) {
            error = QString::fromStdString(describe(exception));
        }
        // The receiver is looked at on its own thread only.
        QMetaObject::invokeMethod(
            this,
            [task = std::move(task), error] {
                if (task.receiver && task.done)
                    task.done(error);
            },
            Qt::QueuedConnection);
    }
}

} // namespace dass
