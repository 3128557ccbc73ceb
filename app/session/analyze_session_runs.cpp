// What follows in an AnalyzeSession from its model and its runs.

#include "app/session/analyze_session.h"

namespace dass {

void AnalyzeSession::connectRuns()
{
    connect(&m_model, &ChosenModel::loading, this, [this] {
        m_runs.forgetLookups();
        emit modelChanged();
    });
    connect(&m_model, &ChosenModel::ready, this, [this] {
        updateLabels();
        emit modelChanged();
        m_runs.startNext();
    });
    connect(&m_model, &ChosenModel::failed, this, [this](const QString& error) {
        m_runs.drop();
        emit modelChanged();
        emit noticed(tr("The model could not be loaded."), error);
        m_runs.settle();
    });
    connect(&m_runs, &RunQueue::changed, this, &AnalyzeSession::runningChanged);
    connect(&m_runs, &RunQueue::batchEnded, this, &AnalyzeSession::batchEnded);
    connect(&m_runs, &RunQueue::recordingChanged, this, &AnalyzeSession::recordingChanged);
    connect(&m_runs, &RunQueue::noticed, this, &AnalyzeSession::noticed);
    connect(&m_runs, &RunQueue::fileChanged, this,
            [this](OpenRecording* recording) { m_prober.addAgain(recording->path); });
    connect(&m_runs, &RunQueue::fileRead, this, [this](OpenRecording* recording) { probeIfChanged(*recording); });
    connect(&m_runs, &RunQueue::started, this, [this](OpenRecording* recording) {
        if (recording == m_current)
            showAnotherResult();
        emit recordingChanged(recording);
    });
    connect(&m_runs, &RunQueue::progressed, this, &AnalyzeSession::takeProgress);
    connect(&m_runs, &RunQueue::ended, this, &AnalyzeSession::takeEnd);
    connect(&m_runs, &RunQueue::restored, this, &AnalyzeSession::takeRestored);
}

void AnalyzeSession::setModel(const QString& path, bool remember)
{
    m_model.choose(path, m_run, remember);
}

void AnalyzeSession::setRunSettings(const RunSettings& wanted)
{
    RunSettings run = wanted;
    run.keepInBounds();
    if (run == m_run)
        return;
    m_run = run;
    m_settings.setRun(run);
    m_runs.forgetLookups();
    followChannel();
    emit runSettingsChanged();
    if (m_model.fits(m_run))
        m_runs.startNext();     // with what these settings made before
    else if (!m_runs.running()) // else once that run has ended
        m_model.reload(m_run);
}

bool AnalyzeSession::canRun() const
{
    return m_current && m_runs.canStart() && m_model.isReady();
}

void AnalyzeSession::run()
{
    if (!canRun())
        return;
    for (const auto& recording : m_recordings)
        if (recording->state != RecordingState::Done ||
            (recording.get() == m_current && !m_runs.isUpToDate(*recording)))
            m_runs.add(recording.get());
    if (m_runs.waiting().empty())
        m_runs.add(m_current, StoredLookup::None);
    m_runs.startNext();
}

void AnalyzeSession::run(OpenRecording* recording)
{
    m_runs.add(recording, StoredLookup::None);
    m_runs.startNext();
}

void AnalyzeSession::retry(OpenRecording* recording)
{
    if (recording == m_runs.running())
        return;
    recording->warnings.clear();
    m_prober.addAgain(recording->path);
    decodeAnew(recording);
    run(recording);
}

bool AnalyzeSession::canRunAll() const
{
    return !m_recordings.empty() && (m_model.isReady() || m_model.state() == ModelState::Loading);
}

void AnalyzeSession::runAll()
{
    if (!canRunAll())
        return;
    m_runs.runAgain(); // its settings may be those of before
    for (const auto& recording : m_recordings)
        m_runs.add(recording.get());
    m_runs.startNext();
}

// Of the current recording. What is under way about the one of before does not count.
void AnalyzeSession::showAnotherResult()
{
    m_digest.clear();
    updateLabels();
    followChannel();
    emit digestChanged();
    emit resultChanged();
    requestDigest();
}

void AnalyzeSession::takeProgress(OpenRecording* recording)
{
    dropQuickOfAnotherChannel(recording);
    emit recordingChanged(recording);
    if (recording == m_current) {
        followChannel(); // the settings may be others by now
        emit resultChanged();
        requestDigest();
    }
}

void AnalyzeSession::takeEnd(OpenRecording* recording, bool asBefore)
{
    if (recording == m_current && asBefore) {
        showAnotherResult();
    } else if (recording == m_current) {
        emit resultChanged();
        requestDigest();
    }
    emit recordingChanged(recording);
}

void AnalyzeSession::takeRestored(OpenRecording* recording)
{
    dropQuickOfAnotherChannel(recording);
    if (recording == m_current) {
        updateLabels();
        followChannel();
        emit resultChanged();
        requestDigest();
    }
    emit recordingChanged(recording);
}

} // namespace dass
