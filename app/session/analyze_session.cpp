#include "app/session/analyze_session.h"

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/probe_job.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/scan_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/batch_keeper.h"
#include "app/session/installed_files.h"
#include "app/session/model_shelf.h"
#include "app/session/session_document.h"

#include <QFileInfo>

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
                m_tags.update(digest->summary);
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
    m_batchKeeper = std::make_unique<BatchKeeper>(*this, m_settings.cacheFolder().toStdU16String());
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

void AnalyzeSession::open(const QStringList& filesAndFolders)
{
    QStringList files;
    QStringList folders;
    for (const QString& path : filesAndFolders)
        (QFileInfo(path).isDir() ? folders : files) << QFileInfo(path).absoluteFilePath();
    addFiles(files, true, m_settings.tagWhenOpened());
    for (const QString& file : files.mid(std::max<qsizetype>(0, files.size() - Settings::kMaxRecent)))
        m_settings.addRecentFile(file);
    if (folders.isEmpty())
        return;
    auto* scan = new ScanJob(folders, this);
    m_scans.push_back(scan);
    auto any = std::make_shared<bool>(false);
    const bool showFirst = files.isEmpty();
    const auto isWanted = [this, scan] { return std::ranges::find(m_scans, scan) != m_scans.end(); };
    connect(scan, &ScanJob::found, this, [this, any, showFirst, isWanted](quint64, const QStringList& found) {
        if (!isWanted())
            return; // what it belonged to is closed
        addFiles(found, showFirst && !*any, m_settings.tagWhenOpened());
        *any = *any || !found.isEmpty();
    });
    connect(scan, &ScanJob::ended, this, [this, scan, any, folders, isWanted] {
        if (isWanted() && !*any)
            emit noticed(tr("No recordings found."), tr("There are none in %1 or below it.").arg(folders.join(", ")));
        std::erase(m_scans, scan);
        scan->deleteLater();
    });
    scan->start();
}

// show: makes the first of them the current recording. tag: puts those that were not open into the queue.
void AnalyzeSession::addFiles(const QStringList& files, bool show, bool tag)
{
    OpenRecording* first = nullptr;
    QStringList added;
    for (const QString& path : files) {
        if (OpenRecording* same = m_byPath.value(path)) {
            first = first ? first : same;
            continue;
        }
        auto recording = std::make_unique<OpenRecording>();
        recording->path = path;
        recording->name = QFileInfo(path).fileName();
        first = first ? first : recording.get();
        m_byPath.insert(path, recording.get());
        m_recordings.push_back(std::move(recording));
        added << path;
        emit recordingAdded(static_cast<int>(m_recordings.size()) - 1);
        if (tag)
            enqueue(m_recordings.back().get());
    }
    if (first && (show || !m_current))
        setCurrent(first);
    if (added.isEmpty())
        return;
    m_toProbe << added;
    probeNext();
    startNext();
}

// One job at a time, also when a folder's files come in many batches.
void AnalyzeSession::probeNext()
{
    if (m_probeJob || m_toProbe.isEmpty())
        return;
    m_probeJob = std::make_unique<ProbeJob>(std::exchange(m_toProbe, {}));
    connect(m_probeJob.get(), &ProbeJob::probed, this, [this](quint64, const ProbedFile& file) {
        OpenRecording* recording = m_byPath.value(file.path);
        if (!recording)
            return;            // closed meanwhile
        if (file.bytes >= 0) { // what is known of one that has gone stays
            const bool isAnother = recording->fileBytes >= 0 && recording->fileBytes != file.bytes;
            recording->fileBytes = file.bytes;
            recording->fileChanged = file.changed;
            if (file.info)
                recording->info = file.info;
            takeFoundStart(recording, file.start);
            if (isAnother && recording->decode != DecodeState::None)
                decodeAnew(recording);
        }
        emit recordingChanged(recording);
    });
    connect(m_probeJob.get(), &ProbeJob::ended, this, [this] {
        m_probeJob.release()->deleteLater();
        probeNext();
    });
    m_probeJob->start();
}

void AnalyzeSession::probeAgain(const OpenRecording& recording)
{
    if (!m_toProbe.contains(recording.path))
        m_toProbe << recording.path;
    probeNext();
}

// A file may have grown or been replaced since it was looked at.
void AnalyzeSession::probeIfChanged(const OpenRecording& recording)
{
    const Provenance* made = recording.provenance.get();
    if (made && recording.fileBytes >= 0 && made->inputBytes != static_cast<std::uint64_t>(recording.fileBytes))
        probeAgain(recording);
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
    const auto names = [](const std::shared_ptr<const ModelInfo>& info) {
        std::vector<std::string> all;
        for (const Label& label : info->labels)
            all.push_back(label.mid + '\t' + label.name);
        return all;
    };
    const bool sameLabels = of && m_labelsOf && names(of) == names(m_labelsOf);
    m_labelsOf = of;
    if (sameLabels)
        return;
    m_labels = of ? LabelTree::forLabels(of->labels) : LabelTree::audioSet();
    emit labelsChanged(); // before the choice changes, so that whoever draws it knows the tags that it is about
    m_tags.reset();
    m_tagMemory.recall(m_labels);
    if (m_tagsToRestore)
        restoreTags(*m_tagsToRestore);
    if (of && !m_tagsAwaitResult)
        m_tagsToRestore.reset();
}

} // namespace dass
