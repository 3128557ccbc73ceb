#include "app/jobs/overview_job.h"

#include "app/jobs/progress_gate.h"
#include "core/overview/overview_builder.h"

#include <utility>

namespace dass {

OverviewJob::OverviewJob(std::filesystem::path file, QObject* parent)
    : QObject(parent), m_file(std::move(file)), m_thread(nextJobId())
{
    qRegisterMetaType<OverviewUpdate>();
    connect(&m_thread, &JobThread::ended, this, &OverviewJob::ended);
}

void OverviewJob::start()
{
    m_thread.start([this](std::stop_token stop) { return decode(std::move(stop)); });
}

Outcome OverviewJob::decode(std::stop_token stop)
{
    std::optional<AudioReader> reader = AudioReader::open(m_file, {}, stop);
    if (!reader)
        return Outcome::Cancelled;
    const auto waveform = std::make_shared<WaveformPyramid>();
    const auto mel = std::make_shared<MelPyramid>();
    ProgressGate gate;
    const auto report = [&](const OverviewProgress& progress) {
        if (gate.open())
            emit progressed(id(), {waveform, mel, progress.samples, {}});
    };
    const Outcome outcome = buildOverview(*reader, *waveform, *mel, stop, report);
    QStringList warnings;
    for (const std::string& warning : reader->warnings())
        warnings << QString::fromStdString(warning);
    emit progressed(id(), {waveform, mel, waveform->samples(), warnings});
    return outcome;
}

} // namespace dass
