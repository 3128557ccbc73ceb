#include "app/session/analyze_session.h"

#include "app/jobs/path_text.h"
#include "app/session/batch_keeper.h"
#include "app/session/installed_files.h"
#include "app/session/model_shelf.h"
#include "app/session/saved_tags.h"

#include <algorithm>
#include <utility>

namespace dass {

AnalyzeSession::AnalyzeSession(Settings& settings, std::shared_ptr<ModelStore> store, QObject* parent)
    : QObject(parent), m_settings(settings), m_run(settings.run()), m_view(settings.view()),
      m_tagMemory(settings, m_tags), m_labels(LabelTree::audioSet()), m_model(settings, store),
      m_forecast(settings, m_model, m_run), m_runs(settings, m_model, m_run, std::move(store))
{
    m_tags.setRank(m_view.rank);
    m_tagMemory.recall(m_labels);
    m_corrections = std::make_unique<EventCorrections>(*this, m_settings.dataFolder() + QStringLiteral("/corrections"));
    m_models = std::make_unique<ModelShelf>(m_settings, releaseList());
    connectParts();
    connectRuns();
    m_batchKeeper = std::make_unique<BatchKeeper>(*this, toPath(m_settings.cacheFolder()));
}

AnalyzeSession::~AnalyzeSession()
{
    m_runs.stop(); // all at once, then their destructors wait for each
    m_overviews.cancel();
    m_prober.cancel();
}

void AnalyzeSession::connectParts()
{
    connect(&m_digest, &CurrentDigest::changed, this, [this] {
        m_restoring = true;
        m_tags.update(digest().summary);
        m_restoring = false;
        emit digestChanged();
    });
    connect(&m_digest, &CurrentDigest::failed, this,
            [this](const QString& error) { emit noticed(tr("Events could not be found."), error); });
    connect(&m_tags, &TagChoice::changed, this, &AnalyzeSession::requestDigest);
    connect(&m_tags, &TagChoice::changed, this, [this] {
        if (m_restoring || !m_tagsToRestore)
            return;
        if (m_labelsOf) // what a person says from now on counts
            m_tagsToRestore.reset();
        else
            *m_tagsToRestore = savedTags(m_tags, *m_labels); // until a model is there
    });
    connect(m_corrections.get(), &EventCorrections::changed, this, [this](const OpenRecording* recording) {
        if (recording == m_current)
            requestDigest();
    });
    connect(m_corrections.get(), &EventCorrections::noticed, this, &AnalyzeSession::noticed);
    connect(this, &AnalyzeSession::modelChanged, m_models.get(), [this] { m_models->refresh(m_model.path()); });
    connect(m_models.get(), &ModelShelf::installed, this, [this](const QString&, const QString& name) {
        emit noticed(tr("%1 is installed.").arg(name), tr("It can be chosen top right."));
    });
    connect(m_models.get(), &ModelShelf::downloadFailed, this, [this](const QString& name, const QString& error) {
        emit noticed(tr("%1 could not be downloaded.").arg(name), error);
    });
    connect(&m_prober, &RecordingProber::probed, this, &AnalyzeSession::takeProbed);
    connect(&m_prober, &RecordingProber::ended, this, &AnalyzeSession::endProbing);
    connect(&m_overviews, &OverviewLoader::changed, this, &AnalyzeSession::recordingChanged);
    connect(&m_overviews, &OverviewLoader::progressed, this, [this](OpenRecording* recording) {
        emit recordingChanged(recording);
        if (recording == m_current)
            emit overviewChanged();
    });
    connect(&m_overviews, &OverviewLoader::ended, this, &AnalyzeSession::endOverview);
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
    if (index < 0 || recording == m_runs.running())
        return; // a running one is cancelled first
    m_runs.remove(recording);
    m_overviews.forget(recording);
    if (recording == m_current) {
        const auto next =
            static_cast<std::size_t>(index + 1 < static_cast<int>(m_recordings.size()) ? index + 1 : index - 1);
        setCurrent(next < m_recordings.size() ? m_recordings[next].get() : nullptr);
    }
    emit recordingClosing(recording);
    m_byPath.remove(recording->path);
    m_recordings.erase(m_recordings.begin() + index);
    emit recordingRemoved(index);
    m_runs.settle();
}

void AnalyzeSession::move(OpenRecording* recording, int to)
{
    const int from = indexOf(recording);
    to = std::clamp(to, 0, static_cast<int>(m_recordings.size()) - 1);
    if (from < 0 || from == to)
        return;
    const auto first = m_recordings.begin();
    if (from < to)
        std::rotate(first + from, first + from + 1, first + to + 1);
    else
        std::rotate(first + to, first + from, first + from + 1);

    QHash<const OpenRecording*, int> place;
    for (std::size_t i = 0; i < m_recordings.size(); ++i)
        place.insert(m_recordings[i].get(), static_cast<int>(i));
    m_runs.sort(place);
    emit recordingMoved(from, to);
}

void AnalyzeSession::setCurrent(OpenRecording* recording)
{
    if (recording == m_current)
        return;
    m_current = recording;
    m_digest.clear();
    updateLabels();
    emit currentChanged();
    emit digestChanged();
    showOverview(recording);
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

void AnalyzeSession::requestDigest()
{
    if (!m_current || !m_current->hasResult())
        return;
    DigestRequest wanted;
    wanted.result = m_current->result;
    wanted.settings = eventSettings();
    const bool all = m_view.allTags && m_tags.lists().isEmpty();
    wanted.withEvents = all || !wanted.settings.classes.empty(); // no class would mean all of them
    wanted.corrections = m_current->corrections;
    wanted.model = m_current->model;
    m_digest.request(std::move(wanted), m_current->state == RecordingState::Tagging);
}

void AnalyzeSession::updateLabels()
{
    const std::shared_ptr<const ModelInfo> of = m_current && m_current->model ? m_current->model : m_model.info();
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
        restoreSavedTags(*m_tagsToRestore);
    if (of && !m_tagsAwaitResult)
        m_tagsToRestore.reset();
}

} // namespace dass
