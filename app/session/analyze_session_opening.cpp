// How files and folders are opened in an AnalyzeSession, and what is found out about them.

#include "app/jobs/path_text.h"
#include "app/jobs/scan_job.h"
#include "app/session/analyze_session.h"
#include "core/report/recording_list.h"
#include "core/results/batch_list.h"

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
    m_runs.startNext(); // what waited behind it
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
            m_runs.add(m_recordings.back().get());
    }
    if (first && (show || !m_current))
        setCurrent(first);
    if (added.isEmpty())
        return;
    m_prober.add(added);
    m_runs.startNext();
}

void AnalyzeSession::openBatch(const std::vector<BatchEntry>& entries)
{
    QStringList files;
    for (const BatchEntry& entry : entries)
        files << fromPath(entry.file);
    addFiles(files, !m_current, false);
    for (qsizetype i = 0; i < files.size(); ++i) {
        OpenRecording* recording = m_byPath.value(files[i]);
        if (recording && entries[static_cast<std::size_t>(i)].wanted && recording->state != RecordingState::Done)
            m_runs.add(recording);
    }
    m_runs.startNext();
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
    if (wasAwaited && m_model.isReady())
        m_runs.startNext();
}

void AnalyzeSession::endProbing(const QStringList& stillWaiting)
{
    const QSet<QString> coming(stillWaiting.cbegin(), stillWaiting.cend());
    for (const auto& recording : m_recordings)
        if (!recording->looked && !coming.contains(recording->path))
            recording->looked = true; // whatever it is, a run will tell
    if (m_model.isReady())
        m_runs.startNext(); // what waited behind one that is closed
}

// A file may have grown or been replaced since it was looked at.
void AnalyzeSession::probeIfChanged(const OpenRecording& recording)
{
    const Provenance* made = recording.provenance.get();
    if (made && recording.fileBytes >= 0 && made->inputBytes != static_cast<std::uint64_t>(recording.fileBytes))
        m_prober.addAgain(recording.path);
}

} // namespace dass
