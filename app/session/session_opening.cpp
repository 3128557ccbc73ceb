// How a SessionKeeper opens sessions and finds recordings that lie elsewhere now.

#include "app/jobs/file_look.h"
#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "app/session/installed_files.h"
#include "app/session/session_file.h"
#include "app/session/session_keeper.h"
#include "core/base/error.h"

#include <system_error>
#include <utility>

namespace dass {

namespace {

namespace fs = std::filesystem;

} // namespace

void SessionKeeper::startOpening()
{
    m_opening = std::exchange(m_toOpen, std::nullopt);
    auto document = std::make_shared<SessionDocument>();
    auto isFolder = std::make_shared<bool>(false);
    run(
        [document, isFolder, opening = *m_opening, readBuilder = m_readBuilder](const std::stop_token&) {
            std::error_code ignored; // what cannot be looked at is told when it is read
            *isFolder = !opening.left && fs::is_directory(opening.from, ignored);
            if (*isFolder)
                return Outcome::Finished;
            *document = readSessionFile(opening.from);
            const bool hasOwnFile = opening.left && !document->savedAs.isEmpty();
            if (readBuilder && !document->haystack.empty())
                document->builder =
                    readBuilder(document->haystack, hasOwnFile ? toPath(document->savedAs) : opening.from);
            return Outcome::Finished;
        },
        [this, document, isFolder](JobEnd end, const QString& error) {
            if (*isFolder) {
                const Opening named = *std::exchange(m_opening, std::nullopt);
                emit foundFolder(fromPath(named.from));
                return;
            }
            if (end == JobEnd::Finished && (m_session.runs().canCancel() || !m_toSave.isEmpty())) {
                // A run or a saving was begun meanwhile, of what is open still: first that, then this again.
                if (!m_toOpen)
                    m_toOpen = m_opening;
                m_opening.reset();
                if (m_session.runs().canCancel())
                    m_session.cancel();
                return;
            }
            if (end == JobEnd::Finished) {
                emit settling();
                if (m_edits != m_opening->edits && isModified())
                    refuse();
                else
                    startReading(*document, m_opening->from);
                return;
            }
            m_opening.reset();
            if (end == JobEnd::Failed)
                emit failed(tr("The session could not be opened."), error);
        });
}

// What is open was edited after the person was asked whether it may go.
void SessionKeeper::refuse()
{
    const Opening late = *std::exchange(m_opening, std::nullopt);
    if (late.left) {
        m_left.insert(m_left.begin(), *late.left);
        emit restoreRefused();
        emit leftChanged();
    } else {
        emit editedMeanwhile(fromPath(late.from));
    }
}

void SessionKeeper::startReading(const SessionDocument& document, const fs::path& from)
{
    m_applying = true;
    ++m_openings;
    m_session.openSaved(document);
    m_session.setReadingSaved(true);
    for (const auto& recording : m_session.recordings())
        look(recording.get()); // what changes from here on is new
    m_applying = false;
    setModelOf(document);
    const bool restored = m_opening->left.has_value();
    m_file = restored ? document.savedAs : fromPath(from);
    m_workChanged = m_listChanged = restored;
    if (!restored)
        m_session.settings().addRecentSession(m_file);
    emit changed();
    emit opened(document);

    std::vector<SavedRecording> order; // what is looked at first
    const auto current = static_cast<std::size_t>(std::max(document.current, 0));
    for (std::size_t i = 0; i < document.recordings.size(); ++i)
        order.push_back(document.recordings[(current + i) % document.recordings.size()]);
    run(
        [this, files = m_files, order = std::move(order), from](const std::stop_token& stop) {
            for (const SavedRecording& recording : order) {
                if (stop.stop_requested())
                    return Outcome::Cancelled;
                if (recording.resultId.empty())
                    continue;
                auto part = std::make_shared<SessionFiles::Part>(files->read(recording, from, stop));
                QMetaObject::invokeMethod(this, [this, part] { takePart(*part); });
            }
            return Outcome::Finished;
        },
        [this](JobEnd, const QString&) { finishOpening(); });
}

void SessionKeeper::takePart(const SessionFiles::Part& part)
{
    if (!m_opening)
        return;
    if (!part.problem.isEmpty() && m_problems++ == 0) // a folder that was left behind is one trouble
        emit failed(tr("Results of this session could not be read."), part.problem);
    m_applying = true;
    m_session.takeSaved(part.taken);
    m_applying = false;
}

void SessionKeeper::finishOpening()
{
    const Opening done = *std::exchange(m_opening, std::nullopt);
    m_session.setReadingSaved(false);
    m_problems = 0;
    if (done.left) {
        m_replaced.push_back(done.from);
        m_keepWanted = true;
    }
    emit completed();
}

// A model is named by where it lay and by what it is; one that is not there, or chosen while it is looked for, leaves
// the present one.
void SessionKeeper::setModelOf(const SessionDocument& document)
{
    ++m_modelLooks; // an earlier session's no longer counts
    const QString path = document.modelPath.isEmpty() ? bundledModelFolder() : document.modelPath;
    const auto& now = m_session.model().info();
    const bool same =
        path == m_session.model().path() || (now && QString::fromStdString(now->sha256) == document.modelSha256);
    if (same || path.isEmpty() || document.modelSha256.isEmpty())
        return;
    lookForFile(path, this, [this, path, present = m_session.model().path(), asked = m_modelLooks](bool there) {
        // At a start the program's own choice may come first; a person's stays.
        const QString chosen = m_session.model().path();
        const bool isOwnChoice =
            present.isEmpty() && (chosen == m_session.settings().modelPath() || chosen == bundledModelFolder());
        if (asked != m_modelLooks || (chosen != present && !isOwnChoice))
            return;
        if (there)
            m_session.setModel(path, false);
        else
            emit failed(tr("The model of this session is not there."),
                        tr("'%1' was moved or removed. Its tags are shown; runs take the present model.").arg(path));
    });
}

void SessionKeeper::locate(OpenRecording* recording, const QString& file)
{
    struct Found
    {
        QString path;
        QString place;
        FileState state;
    };
    struct Wanted
    {
        QString path;
        FileIdentity identity;
    };
    std::vector<Wanted> wanted{{recording->path, recording->savedIdentity}};
    for (const auto& other : m_session.recordings())
        if (other.get() != recording && other->file == FileState::Missing)
            wanted.push_back({other->path, other->savedIdentity});
    auto found = std::make_shared<std::vector<Found>>();
    auto* search = new JobThread(nextJobId(), this);
    connect(search, &JobThread::ended, this, [this, search, found] {
        for (const Found& one : *found) {
            OpenRecording* open = m_session.openAt(one.path);
            if (!open || open == m_session.runs().running())
                continue;
            if (!m_session.relocate(open, one.place, one.state))
                emit failed(tr("That recording is open already."), one.place);
        }
        note(Change::List);
        search->deleteLater();
    });
    search->start([wanted = std::move(wanted), found, file](const std::stop_token& stop) {
        const fs::path before = toPath(wanted.front().path).parent_path();
        const fs::path now = toPath(file).parent_path();
        for (std::size_t i = 0; i < wanted.size() && !stop.stop_requested(); ++i) {
            const fs::path place =
                i == 0 ? toPath(file) : (now / toPath(wanted[i].path).lexically_relative(before)).lexically_normal();
            const std::optional<bool> same = isSameFile(wanted[i].identity, place);
            if (same && (i == 0 || *same))
                found->push_back({wanted[i].path, fromPath(place), *same ? FileState::There : FileState::Changed});
        }
        return Outcome::Finished;
    });
}

} // namespace dass
