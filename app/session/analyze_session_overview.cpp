// Waveform and spectrogram of an AnalyzeSession's recordings.

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/path_text.h"
#include "app/jobs/tagging_job.h"
#include "app/session/analyze_session.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr std::size_t kOverviewsInMemory = 4; // some 50 MB an hour of recording each

} // namespace

void AnalyzeSession::startOverview(OpenRecording* recording)
{
    if (m_overviewOf && m_overviewOf != recording) {
        // Half an overview is of no use later, and the new one should have the processor.
        m_overviewOf->decode = DecodeState::None;
        m_overviewOf->waveform.reset();
        m_overviewOf->mel.reset();
        m_overviewOf->decodedSamples = 0;
        emit recordingChanged(m_overviewOf);
        m_overviewOf = nullptr;
        retireOverviewJob();
    }
    if (!recording)
        return;
    if (showsAnotherChannel(*recording)) {
        decodeAnew(recording); // which comes back here
        return;
    }
    std::erase(m_viewed, recording);
    m_viewed.push_back(recording);
    keepOverviewsFew();
    if (recording->decode != DecodeState::None || recording->file == FileState::Missing)
        return;
    recording->decode = DecodeState::Running;
    m_overviewOf = recording;
    recording->askedChannel = channelOf(*recording);
    m_overviewJob = std::make_unique<OverviewJob>(toPath(recording->path), recording->askedChannel);
    connect(m_overviewJob.get(), &OverviewJob::progressed, this, &AnalyzeSession::takeOverview);
    connect(m_overviewJob.get(), &OverviewJob::ended, this, &AnalyzeSession::endOverview);
    m_overviewJob->start();
    emit recordingChanged(recording);
}

std::optional<int> AnalyzeSession::channelOf(const OpenRecording& recording) const
{
    return channelOf(recording, recording.provenance.get());
}

// made: by the run with this provenance; null: by one that is to come.
std::optional<int> AnalyzeSession::channelOf(const OpenRecording& recording, const Provenance* made) const
{
    const std::optional<int> channel = made ? made->settings.channel : m_run.tagging.channel;
    const int channels = recording.info ? recording.info->channels : made ? made->channels : 0;
    if (!channel || channels == 0) // not known yet
        return channel;
    return channels > 1 && *channel < channels ? channel : std::nullopt;
}

// What is seen should be what is tagged.
bool AnalyzeSession::showsAnotherChannel(const OpenRecording& recording) const
{
    const std::optional<int> wanted = channelOf(recording);
    return recording.decode != DecodeState::None && wanted != recording.askedChannel &&
           wanted != recording.shownChannel;
}

// After anything by which another channel of the current recording may be the one that is tagged.
void AnalyzeSession::followChannel()
{
    if (m_current && showsAnotherChannel(*m_current))
        decodeAnew(m_current);
}

// After another run's result took the place of the one that they came with.
void AnalyzeSession::dropQuickOfAnotherChannel(OpenRecording* recording)
{
    if (!recording->quickMel || recording->quickChannel == channelOf(*recording))
        return;
    recording->quickWaveform.reset();
    recording->quickMel.reset();
    if (recording == m_current)
        emit overviewChanged();
}

// The file is another one, or another part of it is wanted.
void AnalyzeSession::decodeAnew(OpenRecording* recording)
{
    if (recording == m_overviewOf) {
        retireOverviewJob();
        m_overviewOf = nullptr;
    }
    recording->decode = DecodeState::None;
    recording->waveform.reset();
    recording->mel.reset();
    recording->quickWaveform.reset();
    recording->quickMel.reset();
    recording->decodedSamples = 0;
    if (recording == m_current)
        startOverview(recording);
}

// Lets a job end in its own time: waiting for it would hold up the window.
void AnalyzeSession::retireOverviewJob()
{
    OverviewJob* job = m_overviewJob.release();
    job->setParent(this);
    connect(job, &OverviewJob::ended, job, &QObject::deleteLater);
    job->cancel();
}

void AnalyzeSession::keepOverviewsFew()
{
    while (m_viewed.size() > kOverviewsInMemory) {
        OpenRecording* oldest = m_viewed.front();
        m_viewed.erase(m_viewed.begin());
        oldest->decode = DecodeState::None;
        oldest->waveform.reset();
        oldest->mel.reset();
    }
}

void AnalyzeSession::takeOverview(quint64 id, const OverviewUpdate& update)
{
    if (!m_overviewJob || id != m_overviewJob->id())
        return;
    OpenRecording* recording = m_overviewOf;
    recording->waveform = update.waveform;
    recording->mel = update.mel;
    recording->shownChannel = update.channel;
    recording->decodedSamples = update.samples;
    for (const QString& warning : update.warnings)
        if (!recording->warnings.contains(warning))
            recording->warnings << warning;
    emit recordingChanged(recording);
    if (recording == m_current)
        emit overviewChanged();
}

void AnalyzeSession::endOverview(quint64 id, JobEnd end, const QString& error)
{
    if (!m_overviewJob || id != m_overviewJob->id())
        return;
    m_overviewJob.release()->deleteLater();
    OpenRecording* recording = std::exchange(m_overviewOf, nullptr);
    recording->decode = end == JobEnd::Finished ? DecodeState::Finished : DecodeState::Failed;
    // A run that is to come says the same when its turn comes; without one this is where the reason is told.
    const bool queued = std::find(m_queue.begin(), m_queue.end(), recording) != m_queue.end();
    if (end == JobEnd::Failed && recording->state == RecordingState::Waiting && !queued) {
        recording->state = RecordingState::Failed;
        recording->failure = error;
    }
    emit recordingChanged(recording);
    if (recording == m_current)
        emit overviewChanged();
}

} // namespace dass
