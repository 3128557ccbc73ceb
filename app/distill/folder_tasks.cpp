#include "app/distill/folder_tasks.h"

#include "core/base/error.h"

#include <utility>

namespace dass {

FolderTasks::FolderTasks(QObject* parent)
    : QObject(parent), m_worker([this](Task task, const std::stop_token& stop) { work(std::move(task), stop); })
{
}

void FolderTasks::add(Work work, QObject* receiver, Done done)
{
    m_worker.add({std::move(work), receiver, std::move(done)});
}

void FolderTasks::work(Task task, const std::stop_token& stop)
{
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

} // namespace dass
