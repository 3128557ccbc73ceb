#pragma once

#include "app/jobs/queue_worker.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <functional>
#include <stop_token>

namespace dass {

// Does things to folders one after another on a thread of its own, and says on the GUI thread how each went. What was
// asked for is done even when the window closes at once. Lives on the GUI thread.
class FolderTasks : public QObject
{
    Q_OBJECT
public:
    using Work = std::function<void(const std::stop_token&)>; // a thrown exception is the task's error
    using Done = std::function<void(const QString& error)>;   // empty: it went well

    explicit FolderTasks(QObject* parent = nullptr); // its destructor waits for what is left

    // `done` is called unless receiver is gone by then.
    void add(Work work, QObject* receiver, Done done);

private:
    struct Task
    {
        Work work;
        QPointer<QObject> receiver;
        Done done;
    };
    void work(Task task, const std::stop_token& stop);

    QueueWorker<Task> m_worker;
};

} // namespace dass
