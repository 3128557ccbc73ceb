#include "app/session/analyze_session.h"

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/path_text.h"
#include "app/jobs/probe_job.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/batch_keeper.h"
#include "app/session/installed_files.h"
#include "app/session/model_shelf.h"
#include "app/session/session_document.h"

#include <algorithm>
#include <utility>

namespace dass {

namespace {

constexpr int kDigestPauseMs = 250;

} // namespace

AnalyzeSession::AnalyzeSession(Settings& settings, std::shared_ptr<ModelStore> store, QObject* parent)
    : QObject(parent), m_settings(settings), m_run(settings.run()), m_view(settings.view()),
      m_tagMemory(settings, m_tags), m_labels(LabelTree::audioSet()), m_digest(std::make_shared<Digest>()),
      m_store(std::move(store))
{
    m_tags.setRank(m_view.rank);
    m_tagMemory.recall(m_labels);
    m_digestPause.setSingleShot(true);
    m_digestPause.setInterval(kDigestPauseMs);
    connect(&m_digestPause, &QTimer::timeout, this, [this] {
        if (m_digestStale)
            requestDigest();
    });
    connect(&m_digestWorker, &DigestWorker::ready, this,
            [this](quint64 request, const std::shared_ptr<const Digest>& digest) {
                if (request != m_digestRequest)
                    return;
                m_digestRequest = 0;
                m_digest = digest;
                m_restoring = true;
                m_tags.update(digest->summary);
                m_restoring = false;
                emit digestChanged();
                requestStaleDigest();
            });
    connect(&m_digestWorker, &DigestWorker::failed, this, [this](quint64 request, const QString& error) {
        if (request != m_digestRequest)
            return;
        m_digestRequest = 0;
        emit noticed(tr("Events could not be found."), error);
        requestStaleDigest();
    });
    connect(&m_tags, &TagChoice::changed, this, &AnalyzeSession::requestDigest);
    connect(&m_tags, &TagChoice::changed, this, [this] {
        if (m_restoring || !m_tagsToRestore)
            return;
        if (m_labelsOf) // what a person says from now on counts
            m_tagsToRestore.reset();
        else
            *m_tagsToRestore = savedTags(); // until a model is there
    });
    m_corrections = std::make_unique<EventCorrections>(*this, m_settings.dataFolder() + QStringLiteral("/corrections"));
    connect(m_corrections.get(), &EventCorrections::changed, this, [this](const OpenRecording* recording) {
        if (recording == m_current)
            requestDigest();
    });
    connect(m_corrections.get(), &EventCorrections::noticed, this, &AnalyzeSession::noticed);
    m_models = std::make_unique<ModelShelf>(m_settings, releaseList());
    connect(this, &AnalyzeSession::modelChanged, m_models.get(), [this] { m_models->refresh(m_modelPath); });
    connect(m_models.get(), &ModelShelf::installed, this, [this](const QString&, const QString& name) {
        emit noticed(tr("%1 is installed.").arg(name), tr("It can be chosen top right."));
    });
    connect(m_models.get(), &ModelShelf::downloadFailed, this, [this](const QString& name, const QString& error) {
        emit noticed(tr("%1 could not be downloaded.").arg(name), error);
    });
    m_batchKeeper = std::make_unique<BatchKeeper>(*this, toPath(m_settings.cacheFolder()));
}

AnalyzeSession::~AnalyzeSession()
{
    if (m_taggingJob)
        m_taggingJob->cancel(); // all at once, then wait for each
    if (m_overviewJob)
        m_overviewJob->cancel();
    if (m_probeJob)
        m_probeJob->cancel();
    if (m_restoreJob)
        m_restoreJob->cancel();
}

int AnalyzeSession::indexOf(const OpenRecording* recording) const
{
    for (std::size_t i = 0; i < m_recordings.size(); ++i)
        if (m_recordings[i].get() == recording)
            return static_cast<int>(i);
    return -1;
}

void AnalyzeSession::remove(OpenRecording* recording)
{
    const int index = indexOf(recording);
    if (index < 0 || recording == m_running)
        return; // a running one is cancelled first
    std::erase(m_queue, recording);
    std::erase(m_viewed, recording);
    if (recording == m_overviewOf) {
        retireOverviewJob();
        m_overviewOf = nullptr;
    }
    if (recording == m_current) {
        const auto next =
            static_cast<std::size_t>(index + 1 < static_cast<int>(m_recordings.size()) ? index + 1 : index - 1);
        setCurrent(next < m_recordings.size() ? m_recordings[next].get() : nullptr);
    }
    emit recordingClosing(recording);
    m_byPath.remove(recording->path);
    m_recordings.erase(m_recordings.begin() + index);
    emit recordingRemoved(index);
    endBatchIfOver();
}

void AnalyzeSession::setCurrent(OpenRecording* recording)
{
    if (recording == m_current)
        return;
    m_current = recording;
    m_digest = std::make_shared<Digest>();
    m_digestRequest = 0; // an answer under way is about another recording
    updateLabels();
    emit currentChanged();
    emit digestChanged();
    startOverview(recording);
    requestDigest();
}

int AnalyzeSession::doneCount() const
{
    return static_cast<int>(std::count_if(m_recordings.begin(), m_recordings.end(),
                                          [](const auto& r) { return r->state == RecordingState::Done; }));
}

void AnalyzeSession::setViewSettings(const ViewSettings& view)
{
    if (view == m_view)
        return;
    m_view = view;
    m_tags.setRank(view.rank);
    m_settings.setView(view);
    emit viewSettingsChanged();
    requestDigest();
}

EventSettings AnalyzeSession::eventSettings() const
{
    EventSettings events;
    events.threshold = m_view.threshold;
    events.mergeGapSeconds = m_view.mergeGapSeconds;
    events.minDurationSeconds = m_view.minDurationSeconds;
    events.topK = m_view.topK;
    if (m_view.endThreshold > 0)
        events.endThreshold = m_view.endThreshold;
    events.smoothing = m_view.smoothing;
    events.smoothingRows = m_view.smoothingRows;
    if (m_view.rollUp)
        events.rollUp = m_labels->below();
    for (const auto& [c, threshold] : m_tags.ownThresholds())
        events.ownThresholds.push_back({c, threshold});
    if (!m_view.allTags)
        events.classes = m_tags.classes();
    else if (!m_tags.lists().isEmpty())
        events.classes = m_tags.countedClasses(m_labels->classes());
    return events;
}

// One request at a time: what changes meanwhile is asked for when the answer is there.
void AnalyzeSession::requestDigest()
{
    if (!m_current || !m_current->hasResult())
        return;
    const bool tagging = m_current->state == RecordingState::Tagging;
    if (m_digestRequest != 0 || (tagging && m_digestPause.isActive())) {
        m_digestStale = true;
        return;
    }
    m_digestStale = false;
    const EventSettings events = eventSettings();
    const bool all = m_view.allTags && m_tags.lists().isEmpty();
    const bool withEvents = all || !events.classes.empty(); // no class would mean all of them
    m_digestRequest =
        m_digestWorker.request({m_current->result, events, withEvents, m_current->corrections, m_current->model});
    if (tagging)
        m_digestPause.start();
}

// At once, unless a run goes on: digests should not take its time.
void AnalyzeSession::requestStaleDigest()
{
    if (!m_digestStale)
        return;
    if (m_current && m_current->state == RecordingState::Tagging)
        m_digestPause.start();
    else
        requestDigest();
}

void AnalyzeSession::updateLabels()
{
    const std::shared_ptr<const ModelInfo> of = m_current && m_current->model ? m_current->model : m_model;
    if (of == m_labelsOf)
        return;
    const bool sameLabels = of && m_labelsOf && of->labels == m_labelsOf->labels;
    m_labelsOf = of;
    if (sameLabels)
        return;
    m_labels = of ? LabelTree::forLabels(of->labels) : LabelTree::audioSet();
    emit labelsChanged(); // before the choice changes, so that whoever draws it knows the tags that it is about
    m_restoring = true;   // a model's, not a person's
    m_tags.reset();
    m_tagMemory.recall(m_labels);
    m_restoring = false;
    if (m_tagsToRestore)
        restoreTags(*m_tagsToRestore);
    if (of && !m_tagsAwaitResult)
        m_tagsToRestore.reset();
}

} // namespace dass
