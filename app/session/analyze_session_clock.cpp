// Times of day in an AnalyzeSession: when recordings began, and whether that is what is shown.

#include "app/session/analyze_session.h"

namespace dass {

void AnalyzeSession::setTimeOfDay(bool on)
{
    if (on == timeOfDay())
        return;
    m_settings.setTimeOfDay(on);
    emit clockChanged();
}

void AnalyzeSession::setStart(OpenRecording* recording, const std::optional<RecordingStart>& start)
{
    if (recording->start == start)
        return;
    recording->start = start;
    emit recordingChanged(recording);
    if (recording == m_current)
        emit clockChanged();
}

void AnalyzeSession::takeFoundStart(OpenRecording* recording, const std::optional<RecordingStart>& start)
{
    const bool typed = recording->start && recording->start->source == StartSource::Typed;
    recording->foundStart = start;
    if (!typed) // what a person typed meanwhile counts more
        setStart(recording, start);
}

std::optional<double> AnalyzeSession::clockStart() const
{
    if (!timeOfDay() || !m_current || !m_current->start)
        return std::nullopt;
    const auto time = m_current->start->time;
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return std::chrono::duration<double>(time - day).count();
}

} // namespace dass
