#include "app/jobs/clips_job.h"

#include "app/jobs/path_text.h"
#include "app/jobs/progress_gate.h"

#include <system_error>
#include <utility>

namespace dass {

ClipsJob::ClipsJob(ClipsRequest request, QObject* parent)
    : QObject(parent), m_request(std::move(request)), m_thread(nextJobId())
{
    connect(&m_thread, &JobThread::ended, this, &ClipsJob::ended);
}

void ClipsJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return write(stop); });
}

Outcome ClipsJob::write(const std::stop_token& stop)
{
    const auto files = clipFiles(m_request.events, m_request.labels, m_request.stem, m_request.settings);
    if (!m_request.replace) {
        int there = 0;
        QString first;
        for (const ClipFile& file : files) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            std::error_code ignored; // writing will say what is wrong
            if (std::filesystem::exists(file.path, ignored) && there++ == 0)
                first = fromPath(file.path.filename());
        }
        if (there > 0) {
            emit alreadyThere(id(), there, first);
            return Outcome::Cancelled;
        }
    }
    if (!files.empty())
        withdrawClips(m_request.stem, m_request.settings.format);
    ProgressGate gate;
    const auto report = [&](std::size_t done) {
        if (gate.open() || done == files.size())
            emit progressed(id(), static_cast<int>(done), static_cast<int>(files.size()));
    };
    return writeClips(m_request.recording, files, stop, report);
}

} // namespace dass
