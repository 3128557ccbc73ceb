#include "app/session/overview_loader.h"

#include "app/jobs/path_text.h"
#include "app/session/open_recording.h"

#include <utility>

namespace dass {

namespace {

constexpr std::size_t kOverviewsInMemory = 4; // some 50 MB an hour of recording each

void dropDecoded(OpenRecording& recording)
{
    recording.decode = DecodeState::None;
    recording.waveform.reset();
    recording.mel.reset();
    recording.decodedSamples = 0;
}

} // namespace

void OverviewLoader::show(OpenRecording* recording, std::optional<int> channel)
{
    if (m_recording && m_recording != recording)
        giveUp();
    if (!recording)
        return;
    std::erase(m_viewed, recording);
    m_viewed.push_back(recording);
    keepFew();
    if (recording->decode != DecodeState::None || recording->file == FileState::Missing)
        return;
    recording->decode = DecodeState::Running;
    recording->askedChannel = channel;
    if (m_job) // of the same recording, which lies elsewhere now
        retireJob();
    m_recording = recording;
    m_job = std::make_unique<OverviewJob>(toPath(recording->path), channel);
    connect(m_job.get(), &OverviewJob::progressed, this, &OverviewLoader::take);
    connect(m_job.get(), &OverviewJob::ended, this, &OverviewLoader::end);
    m_job->start();
    emit changed(recording);
}

void OverviewLoader::discard(OpenRecording* recording)
{
    if (recording == m_recording)
        retireJob();
    dropDecoded(*recording);
    recording->quickWaveform.reset();
    recording->quickMel.reset();
}

void OverviewLoader::forget(const OpenRecording* recording)
{
    std::erase(m_viewed, recording);
    if (recording == m_recording)
        retireJob();
}

void OverviewLoader::cancel()
{
    if (m_job)
        m_job->cancel();
}

void OverviewLoader::giveUp()
{
    OpenRecording* recording = m_recording;
    retireJob();
    dropDecoded(*recording);
    emit changed(recording);
}

// Lets the job end in its own time: waiting for it would hold up the window.
void OverviewLoader::retireJob()
{
    m_recording = nullptr;
    OverviewJob* job = m_job.release();
    job->setParent(this);
    connect(job, &OverviewJob::ended, job, &QObject::deleteLater);
    job->cancel();
}

void OverviewLoader::keepFew()
{
    while (m_viewed.size() > kOverviewsInMemory) {
        OpenRecording* oldest = m_viewed.front();
        m_viewed.erase(m_viewed.begin());
        oldest->decode = DecodeState::None;
        oldest->waveform.reset();
        oldest->mel.reset();
    }
}

void OverviewLoader::take(quint64 id, const OverviewUpdate& update)
{
    if (!m_job || id != m_job->id())
        return;
    m_recording->waveform = update.waveform;
    m_recording->mel = update.mel;
    m_recording->shownChannel = update.channel;
    m_recording->decodedSamples = update.samples;
    for (const QString& warning : update.warnings)
        if (!m_recording->warnings.contains(warning))
            m_recording->warnings << warning;
    emit progressed(m_recording);
}

void OverviewLoader::end(quint64 id, JobEnd end, const QString& error)
{
    if (!m_job || id != m_job->id())
        return;
    m_job.release()->deleteLater();
    OpenRecording* recording = std::exchange(m_recording, nullptr);
    recording->decode = end == JobEnd::Finished ? DecodeState::Finished : DecodeState::Failed;
    emit ended(recording, end, error);
}

} // namespace dass
