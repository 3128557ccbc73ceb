#include "app/jobs/overview_job.h"

#include "app/jobs/progress_gate.h"
#include "core/base/error.h"
#include "core/base/release_elsewhere.h"
#include "core/overview/overview_builder.h"

#include <utility>

namespace dass {

OverviewJob::OverviewJob(std::filesystem::path file, std::optional<int> channel, QObject* parent)
    : QObject(parent), m_file(std::move(file)), m_channel(channel), m_thread(nextJobId())
{
    qRegisterMetaType<OverviewUpdate>();
    connect(&m_thread, &JobThread::ended, this, &OverviewJob::ended);
}

void OverviewJob::start()
{
    m_thread.start([this](std::stop_token stop) { return decode(std::move(stop)); });
}

// A channel that is not there is for a run to tell of; the recording is seen all the same.
std::optional<AudioReader> OverviewJob::open(const std::stop_token& stop) const
{
    try {
        return AudioReader::open(m_file, {.channel = m_channel}, stop);
    } catch (const Error& error) {
        if (!m_channel || error.code() != ErrorCode::InvalidArgument)
            throw;
    }
    return AudioReader::open(m_file, {}, stop);
}

Outcome OverviewJob::decode(std::stop_token stop)
{
    std::optional<AudioReader> reader = open(stop);
    if (!reader)
        return Outcome::Cancelled;
    const int channels = reader->info().channels;
    const auto channel = m_channel && channels > 1 && *m_channel < channels ? m_channel : std::nullopt;
    const auto waveform = releasedElsewhere(std::make_shared<WaveformPyramid>());
    const auto mel = releasedElsewhere(std::make_shared<MelPyramid>());
    ProgressGate gate;
    const auto report = [&](const OverviewProgress& progress) {
        if (gate.open())
            emit progressed(id(), {waveform, mel, progress.samples, {}, channel});
    };
    const Outcome outcome = buildOverview(*reader, *waveform, *mel, stop, report);
    QStringList warnings;
    for (const std::string& warning : reader->warnings())
        warnings << QString::fromStdString(warning);
    emit progressed(id(), {waveform, mel, waveform->samples(), warnings, channel});
    return outcome;
}

} // namespace dass
