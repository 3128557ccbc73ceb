#include "app/jobs/gpu_list_job.h"

#include "core/model/device.h"

#include <utility>

namespace dass {

GpuList GpuListJob::usable()
{
    return usableGpus();
}

GpuListJob::GpuListJob(Lister list, QObject* parent) : QObject(parent), m_list(std::move(list)), m_thread(nextJobId())
{
    qRegisterMetaType<std::shared_ptr<const GpuList>>();
    connect(&m_thread, &JobThread::ended, this, &GpuListJob::ended);
}

void GpuListJob::start()
{
    m_thread.start([this](const std::stop_token&) {
        auto gpus = std::make_shared<const GpuList>(m_list());
        m_done = true;
        emit listed(id(), std::move(gpus));
        return Outcome::Finished;
    });
}

} // namespace dass
