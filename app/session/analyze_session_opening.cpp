// How files and folders are opened in an AnalyzeSession, and what is found out about them.

#include "app/jobs/model_job.h"
#include "app/jobs/overview_job.h"
#include "app/jobs/path_text.h"
#include "app/jobs/probe_job.h"
#include "app/jobs/restore_job.h"
#include "app/jobs/scan_job.h"
#include "app/jobs/tagging_job.h"
#include "app/session/analyze_session.h"
#include "core/report/recording_list.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <utility>

namespace dass {

// Names that say that they are recordings' are taken at their word, until a job that looks at them says otherwise. What
// others are is looked at first. All that off this thread: a disk may take its time to answer.
void AnalyzeSession::open(const QStringList& filesAndFolders)
{
    QStringList files;
    QStringList others;
    for (const QString& path : filesAndFolders) {
        const QString absolute = QFileInfo(path).absoluteFilePath();
        (looksLikeRecording(toPath(absolute)) ? files : others) << absolute;
    }
    openNamed(files, true, false);
    if (!others.isEmpty())
        scan(others, files.isEmpty());
}

void AnalyzeSession::openNamed(const QStringList& files, bool show, bool looked)
{
    addFiles(files, show, m_settings.tagWhenOpened(), looked);
    for (const QString& file : files.mid(std::max<qsizetype>(0, files.size() - Settings::kMaxRecent)))
        m_settings.addRecentFile(file);
}

// show: makes the first file among them, or in them, the current recording.
void AnalyzeSession::scan(const QStringList& paths, bool show)
{
    struct Seen
    {
        bool shown = false;
        bool found = false;
        QStringList folders;
    };
    auto* job = new ScanJob(paths, this);
    m_scans.push_back(job);
    auto seen = std::make_shared<Seen>();
    const auto isWanted = [this, job] { return std::ranges::find(m_scans, job) != m_scans.end(); };
    connect(job, &ScanJob::sorted, this,
            [this, seen, show, isWanted](quint64, const QStringList& files, const QStringList& folders) {
                if (!isWanted())
                    return; // what they belonged to is closed
                openNamed(files, show, true);
                seen->shown = !files.isEmpty();
                seen->folders = folders;
            });
    connect(job, &ScanJob::found, this, [this, seen, show, isWanted](quint64, const QStringList& found) {
        if (!isWanted())
            return;
        addFiles(found, show && !seen->shown, m_settings.tagWhenOpened());
        seen->shown = seen->found = true;
    });
    connect(job, &ScanJob::ended, this, [this, job, seen, isWanted] {
        if (isWanted() && !seen->found && !seen->folders.isEmpty())
            emit noticed(tr("No recordings found."),
                         tr("There are none in %1 or below it.").arg(seen->folders.join(", ")));
        std::erase(m_scans, job);
        job->deleteLater();
    });
    job->start();
}

// It was taken for a file by its name.
void AnalyzeSession::openAsFolder(OpenRecording* recording)
{
    const QString folder = recording->path;
    const bool show = recording == m_current;
    m_settings.removeRecentFile(folder);
    remove(recording);
    scan({folder}, show);
    startNext(); // what waited behind it
}

// show: makes the first of them the current recording. tag: puts those that were not open into the queue. looked: they
// are files; else none is tagged or looked up before that is known.
void AnalyzeSession::addFiles(const QStringList& files, bool show, bool tag, bool looked)
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
        recording->looked = looked;
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
    connect(m_probeJob.get(), &ProbeJob::probed, this, [this](quint64, const ProbedFile& file) { takeProbed(file); });
    connect(m_probeJob.get(), &ProbeJob::ended, this, &AnalyzeSession::endProbing);
    m_probeJob->start();
}

void AnalyzeSession::takeProbed(const ProbedFile& file)
{
    OpenRecording* recording = m_byPath.value(file.path);
    if (!recording)
        return; // closed meanwhile
    const bool isNew = recording->fileBytes < 0 && recording->savedIdentity.bytes == 0;
    if (file.isFolder && isNew) {
        openAsFolder(recording);
        return;
    }
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
    const bool wasAwaited = !std::exchange(recording->looked, true);
    emit recordingChanged(recording);
    if (wasAwaited && m_modelState == ModelState::Ready)
        startNext();
}

void AnalyzeSession::endProbing()
{
    m_probeJob.release()->deleteLater();
    const QSet<QString> coming(m_toProbe.cbegin(), m_toProbe.cend());
    for (const auto& recording : m_recordings)
        if (!recording->looked && !coming.contains(recording->path))
            recording->looked = true; // whatever it is, a run will tell
    probeNext();
    if (m_modelState == ModelState::Ready)
        startNext(); // what waited behind one that is closed
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

} // namespace dass
