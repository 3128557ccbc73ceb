#pragma once

#include "app/jobs/job_thread.h"
#include "core/model/gpu_list.h"

#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace dass {

// Asks the driver for the GPUs, beside the window: the first time that can take a second. GUI thread.
class GpuListJob : public QObject
{
    Q_OBJECT
public:
    using Lister = std::function<GpuList()>;
    static GpuList usable(); // what models can run on

    explicit GpuListJob(Lister list = usable, QObject* parent = nullptr);

    quint64 id() const { return m_thread.id(); }
    void start();
    bool isDone() const { return m_done; } // then its destructor waits for nothing

signals:
    void listed(quint64 id, std::shared_ptr<const dass::GpuList> gpus);
    void ended(quint64 id, dass::JobEnd end, const QString& error);

private:
    const Lister m_list;
    std::atomic<bool> m_done = false;
    JobThread m_thread; // last: its destructor waits for the body
};

} // namespace dass

Q_DECLARE_METATYPE(std::shared_ptr<const dass::GpuList>)
