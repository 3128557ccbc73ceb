#include "app/jobs/model_job.h"

#include <utility>

namespace dass {

ModelJob::ModelJob(std::shared_ptr<ModelStore> store, ModelChoice choice, QObject* parent)
    : QObject(parent), m_store(std::move(store)), m_choice(std::move(choice)), m_thread(nextJobId())
{
    qRegisterMetaType<ModelReady>();
    connect(&m_thread, &JobThread::ended, this, &ModelJob::ended);
}

void ModelJob::start()
{
    const auto load = [this](const std::stop_token&) {
        const std::shared_ptr<TaggingModel> model = m_store->get(m_choice);
        emit loaded(id(), {std::make_shared<ModelInfo>(model->info()), model->precision(),
                           QString::fromStdString(model->device()), QString::fromStdString(model->whyCpu()),
                           model});
        return Outcome::Finished;
    };
    m_thread.start(load, JobPriority::Background);
}

} // namespace dass
