// Which channel of an AnalyzeSession's recordings is decoded for the eye: the one that is tagged.

#include "app/session/analyze_session.h"
#include "app/session/tagged_channel.h"

namespace dass {

void AnalyzeSession::showOverview(OpenRecording* recording)
{
    if (!recording) {
        m_overviews.show(nullptr);
        return;
    }
    if (showsAnotherChannel(*recording))
        m_overviews.discard(recording);
    m_overviews.show(recording, channelOf(*recording));
}

std::optional<int> AnalyzeSession::channelOf(const OpenRecording& recording) const
{
    return taggedChannel(recording, recording.provenance.get(), m_run);
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
    m_overviews.discard(recording);
    if (recording == m_current)
        m_overviews.show(recording, channelOf(*recording));
}

void AnalyzeSession::endOverview(OpenRecording* recording, JobEnd end, const QString& error)
{
    // A run that is to come says the same when its turn comes; without one this is where the reason is told.
    if (end == JobEnd::Failed && recording->state == RecordingState::Waiting && !m_runs.isWaiting(recording)) {
        recording->state = RecordingState::Failed;
        recording->failure = error;
    }
    emit recordingChanged(recording);
    if (recording == m_current)
        emit overviewChanged();
}

} // namespace dass
