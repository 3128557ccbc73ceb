#include "app/jobs/class_list_job.h"

#include "core/base/atomic_file.h"

#include <utility>

namespace dass {

ClassListJob::ClassListJob(std::filesystem::path file, std::vector<Label> labels, std::optional<std::string> text,
                           QObject* parent)
    : QObject(parent), m_file(std::move(file)), m_labels(std::move(labels)), m_text(std::move(text)),
      m_thread(nextJobId())
{
    qRegisterMetaType<ClassList>();
    connect(&m_thread, &JobThread::ended, this, &ClassListJob::ended);
}

void ClassListJob::start()
{
    m_thread.start([this](const std::stop_token& /*stop*/) {
        if (m_text)
            writeFileAtomically(m_file, *m_text);
        else
            emit read(id(), readClassList(m_file, m_labels));
        return Outcome::Finished;
    });
}

} // namespace dass
