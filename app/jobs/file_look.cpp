#include "app/jobs/file_look.h"

#include "app/jobs/job_thread.h"

#include <QFileInfo>

#include <memory>
#include <utility>

namespace dass {

void lookForFile(const QString& path, QObject* context, std::function<void(bool there)> then)
{
    auto there = std::make_shared<bool>(false);
    auto* look = new JobThread(nextJobId(), context);
    QObject::connect(look, &JobThread::ended, context, [look, there, then = std::move(then)] {
        look->deleteLater();
        then(*there);
    });
    look->start([path, there](const std::stop_token&) {
        *there = QFileInfo::exists(path);
        return Outcome::Finished;
    });
}

} // namespace dass
