#include "app/session/session_keeper.h"

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "app/session/session_file.h"

#include <QDir>
#include <QFileInfo>
#include <QScopeGuard>

#include <utility>

namespace dass {

namespace {

constexpr int kKeepMs = 2000;

} // namespace

SessionKeeper::SessionKeeper(AnalyzeSession& session, std::function<void(SessionDocument&)> describeView,
                             QObject* parent)
    : QObject(parent), m_session(session), m_describeView(std::move(describeView)),
      m_files(std::make_shared<SessionFiles>()),
      m_unsaved(std::make_shared<UnsavedWork>(toPath(session.settings().dataFolder() + QStringLiteral("/unsaved"))))
{
    qRegisterMetaType<SessionDocument>();
    m_keepLater.setSingleShot(true);
    m_keepLater.setInterval(kKeepMs);
    connect(&m_keepLater, &QTimer::timeout, this, [this] {
        m_keepWanted = true;
        startNext();
    });
    watch();
    auto left = std::make_shared<std::vector<UnsavedWork::Left>>();
    run(
        [unsaved = m_unsaved, left](const std::stop_token&) {
            *left = unsaved->findLeft();
            return Outcome::Finished;
        },
        [this, left](JobEnd, const QString&) {
            m_left = *left;
            if (hasLeft())
                emit leftChanged();
        });
}

SessionKeeper::~SessionKeeper() = default;

void SessionKeeper::watch()
{
    const auto list = [this] { note(Change::List); };
    connect(&m_session, &AnalyzeSession::recordingAdded, this, list);
    connect(&m_session, &AnalyzeSession::recordingRemoved, this, list);
    connect(&m_session, &AnalyzeSession::recordingMoved, this, list);
    connect(&m_session, &AnalyzeSession::viewSettingsChanged, this, list);
    connect(&m_session, &AnalyzeSession::runSettingsChanged, this, list);
    connect(&m_session, &AnalyzeSession::currentChanged, this, [this] { note(Change::View); });
    connect(&m_session, &AnalyzeSession::clockChanged, this, [this] { note(Change::View); });
    connect(&m_session, &AnalyzeSession::recordingChanged, this, &SessionKeeper::look);
    connect(&m_session, &AnalyzeSession::runningChanged, this, &SessionKeeper::startNext); // what waited for its end
    connect(&m_session, &AnalyzeSession::recordingClosing, this,
            [this](OpenRecording* closing) { m_looked.remove(closing); });
    connect(&m_session.tags(), &TagChoice::givenChanged, this, [this] { note(Change::Work); });
    connect(&m_session.tags(), &TagChoice::changed, this, [this] {
        if (!m_session.tags().isAutomatic())
            note(Change::Work);
    });
    connect(&m_session.corrections(), &EventCorrections::corrected, this, [this] { note(Change::Work); });
}

// Of the many times that a recording changes during a run only the ends count.
void SessionKeeper::look(OpenRecording* recording)
{
    Looked now;
    const bool over = recording->state == RecordingState::Done || recording->state == RecordingState::Cancelled;
    now.rows = over ? recording->result.probabilities.get() : nullptr;
    now.state = recording->state;
    if (recording->start && recording->start->source == StartSource::Typed)
        now.typedStart = recording->start;
    Looked& before = m_looked[recording];
    if (now.typedStart != before.typedStart)
        note(Change::Work);
    else if (now.rows != before.rows || (now.state != before.state && now.state != RecordingState::Tagging))
        note(Change::List);
    before = now;
}

void SessionKeeper::note(Change change)
{
    if (m_applying || m_session.isRestoring())
        return;
    const bool before = isModified();
    if (change == Change::Work)
        ++m_edits;
    m_workChanged = m_workChanged || change == Change::Work;
    m_listChanged = m_listChanged || change != Change::View;
    if (change != Change::View)
        ++m_revision;
    if (!m_keepLater.isActive() && !m_ended)
        m_keepLater.start();
    if (isModified() != before)
        emit changed();
}

void SessionKeeper::viewChanged()
{
    note(Change::View);
}

void SessionKeeper::builderChanged()
{
    ++m_edits;
    note(Change::List);
}

SessionDocument SessionKeeper::gather() const
{
    SessionDocument document = m_session.document();
    m_describeView(document);
    return document;
}

void SessionKeeper::save(const QString& file)
{
    m_toSave = isSessionFile(file) ? file : file + QLatin1String(kSessionSuffix);
    startNext();
}

void SessionKeeper::open(const QString& file)
{
    emit settling();
    m_toOpen = Opening{toPath(QFileInfo(file).absoluteFilePath()), std::nullopt, m_edits};
    if (m_session.runs().canCancel())
        m_session.cancel();
    startNext();
}

void SessionKeeper::restoreLeft()
{
    if (m_left.empty())
        return;
    emit settling();
    m_toOpen = Opening{m_left.front().session, m_left.front(), m_edits};
    if (m_session.runs().canCancel())
        m_session.cancel();
    m_left.erase(m_left.begin());
    emit leftChanged();
    startNext();
}

void SessionKeeper::discardLeft()
{
    if (m_left.empty())
        return;
    m_replaced.push_back(m_left.front().session);
    m_left.erase(m_left.begin());
    m_keepWanted = true; // which removes it
    emit leftChanged();
    startNext();
}

void SessionKeeper::startAnew()
{
    emit settling();
    m_toOpen = Opening{{}, std::nullopt, m_edits};
    if (m_session.runs().canCancel())
        m_session.cancel();
    startNext();
}

void SessionKeeper::closeEverything()
{
    emit settling();
    if (std::exchange(m_toOpen, std::nullopt)->edits != m_edits && isModified()) {
        emit editedMeanwhile({});
        return;
    }
    SessionDocument nothing;
    nothing.run = m_session.runSettings();
    nothing.view = m_session.viewSettings();
    nothing.timeOfDay = m_session.timeOfDay();
    nothing.tags = m_session.document().tags; // what was said of tags stays
    nothing.tags.automatic = true;
    nothing.tags.chosen.clear();
    m_applying = true;
    ++m_openings;
    m_session.openSaved(nothing);
    m_applying = false;
    m_file.clear();
    m_workChanged = m_listChanged = false;
    m_keepWanted = true;
    emit changed();
    emit closed();
    startNext();
}

void SessionKeeper::end()
{
    if (std::exchange(m_ended, true))
        return;
    m_keepLater.stop();
    m_keepWanted = false;
    m_opening.reset(); // what was read of it and is still on its way changes nothing
    m_toOpen.reset();
    if (m_job) {
        m_job->cancel();
        disconnect(m_job.get(), nullptr, this, nullptr); // nothing follows it
    }
    m_removal = std::make_unique<JobThread>(nextJobId());
    // The locks go with it, too.
    m_removal->start([over = m_bodyOver, unsaved = std::exchange(m_unsaved, nullptr),
                      replaced = std::exchange(m_replaced, {})](const std::stop_token&) {
        over->wait(); // what it still writes would be left
        for (const std::filesystem::path& left : replaced)
            unsaved->remove(left);
        unsaved->clearOwn();
        return Outcome::Finished;
    });
}

// One job at a time: what a person asked for first.
void SessionKeeper::startNext()
{
    if (m_job || m_opening || m_ended)
        return;
    if (!m_toSave.isEmpty())
        startSaving(std::exchange(m_toSave, {}));
    else if (m_toOpen && !m_session.runs().running())
        m_toOpen->from.empty() ? closeEverything() : startOpening();
    else if (m_keepWanted && !m_toOpen)
        startKeeping();
}

void SessionKeeper::run(JobThread::Body body, const std::function<void(JobEnd, const QString&)>& done)
{
    m_job = std::make_unique<JobThread>(nextJobId());
    connect(m_job.get(), &JobThread::ended, this, [this, done](quint64 id, JobEnd end, const QString& error) {
        if (!m_job || m_job->id() != id)
            return;
        m_job.release()->deleteLater();
        done(end, error);
        startNext();
    });
    m_bodyOver = std::make_shared<std::latch>(1);
    m_job->start([body = std::move(body), over = m_bodyOver](const std::stop_token& stop) {
        const auto tell = qScopeGuard([&] { over->count_down(); });
        return body(stop);
    });
}

void SessionKeeper::startSaving(const QString& file)
{
    auto document = std::make_shared<SessionDocument>(gather());
    const int revision = m_revision;
    m_saving = true;
    run(
        [files = m_files, document, file, kept = m_session.runs().store()](const std::stop_token& stop) {
            return files->save(std::move(*document), toPath(file), kept, {}, stop) ? Outcome::Finished
                                                                                   : Outcome::Cancelled;
        },
        [this, file, revision](JobEnd end, const QString& error) {
            m_saving = false;
            if (end == JobEnd::Finished) {
                m_file = QFileInfo(file).absoluteFilePath();
                if (revision == m_revision)
                    m_workChanged = m_listChanged = false;
                m_session.settings().addRecentSession(m_file);
                m_keepWanted = true; // its unsaved work is saved now
                emit changed();
                emit saved(m_file);
            } else if (end == JobEnd::Failed) {
                emit failed(tr("The session could not be saved."), error);
            }
        });
}

// What a crash would take is written; what it would not is removed.
void SessionKeeper::startKeeping()
{
    m_keepWanted = false;
    const bool needed = !m_session.recordings().empty() && (m_file.isEmpty() || isModified());
    if (!needed && !m_kept && m_replaced.empty())
        return;
    auto document = std::make_shared<SessionDocument>();
    if (needed) {
        *document = gather();
        document->savedAs = m_file;
    }
    m_kept = needed;
    const int revision = m_revision;
    // Rows come at every moment of a run; another view is no reason to copy them.
    const SessionFiles::Saving saving{.samples = false, .newRows = revision != m_keptRevision};
    run(
        [files = m_files, unsaved = m_unsaved, document, needed, saving, replaced = m_replaced,
         kept = m_session.runs().store()](const std::stop_token& stop) {
            if (!needed)
                unsaved->clearOwn();
            else if (!files->save(std::move(*document), unsaved->own(), kept, saving, stop))
                return Outcome::Cancelled;
            for (const std::filesystem::path& left : replaced)
                unsaved->remove(left);
            return Outcome::Finished;
        },
        [this, revision, removed = std::ssize(m_replaced)](JobEnd end, const QString& error) {
            if (end == JobEnd::Finished) {
                m_keptRevision = revision;
                m_replaced.erase(m_replaced.begin(), m_replaced.begin() + removed); // else it still has to go
            }
            if (end == JobEnd::Failed && !std::exchange(m_keepFailureTold, true))
                emit failed(tr("Unsaved work could not be kept for the case of a crash."), error);
        });
}

} // namespace dass
