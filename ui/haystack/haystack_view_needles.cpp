// How needles get into the Haystack workspace.

#include "app/haystack/needle_cutter.h"
#include "app/jobs/file_look.h"
#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "core/base/error.h"
#include "core/report/recording_list.h"
#include "ui/analyze/recording_patterns.h"
#include "ui/haystack/builder_panel.h"
#include "ui/haystack/builder_plot.h"
#include "ui/haystack/haystack_view.h"
#include "ui/widgets/local_paths.h"
#include "ui/widgets/reachable_path.h"
#include "ui/widgets/text_format.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QSet>

#include <utility>

namespace dass {

namespace {

constexpr const char* kNeedlesFolder = "needles";

// Of what was dropped. Folders by themselves are for another workspace; beside files, what lies in them is wanted.
struct Dropped
{
    QStringList files;
    QStringList folders;
};

// What cannot be listed, or has no recordings, adds none.
QStringList recordingsIn(const QString& folder)
{
    QStringList found;
    try {
        for (const Recording& recording : listRecordings(toPath(folder), true))
            found << fromPath(recording.path);
    } catch (const Error&) {
        found.clear();
    }
    return found;
}

Dropped lookAtDropped(const QStringList& paths)
{
    Dropped dropped;
    for (const QString& path : paths) {
        const QFileInfo info(path);
        if (info.isFile())
            dropped.files << path;
        else if (info.isDir())
            dropped.folders << path;
    }
    if (dropped.files.isEmpty())
        return dropped;
    const QSet<QString> named(dropped.files.cbegin(), dropped.files.cend());
    for (const QString& folder : std::as_const(dropped.folders))
        for (const QString& recording : recordingsIn(folder))
            if (!named.contains(recording)) // else it came by itself, too
                dropped.files << recording;
    return dropped;
}

} // namespace

void HaystackView::addClips()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Add clips as needles"), reachable(m_shell.settings().lastFolder()),
        tr("Recordings (%1);;All files (*)").arg(recordingPatterns()), nullptr, QFileDialog::HideNameFilterDetails);
    if (files.isEmpty())
        return;
    m_shell.settings().setLastFolder(QFileInfo(files.first()).absolutePath());
    addFiles(files);
}

void HaystackView::addFiles(const QStringList& files, std::optional<double> at)
{
    std::vector<NeedleClip> clips;
    for (const QString& file : files)
        clips.push_back({QFileInfo(file).absoluteFilePath(), QFileInfo(file).completeBaseName(), {}});
    if (const std::size_t left = m_session.addNeedles(clips, at); left > 0)
        emit noticed(tr("The list of needles is full"),
                     tr("It holds %1 clips; left out: %2. An experiment takes a list of clips of any length.")
                         .arg(HaystackSession::kMostClips)
                         .arg(left));
}

void HaystackView::showExample()
{
    cutNeedles(m_sample, exampleCuts(QDir(m_shell.settings().dataFolder()).filePath(kNeedlesFolder)), false);
}

void HaystackView::addEvent(const QString& recording, std::int64_t start, std::int64_t end, const Label& label)
{
    const QString stem = QFileInfo(recording).completeBaseName();
    const QString name = QStringLiteral("%1 %2").arg(QString::fromStdString(label.name), sampleClockText(start, false));
    const QString file = stem + QStringLiteral("-%1-%2.flac").arg(start).arg(end);
    const QDir folder(QDir(m_shell.settings().dataFolder()).filePath(kNeedlesFolder));
    std::vector<std::string> mids;
    if (!label.mid.empty())
        mids.push_back(label.mid);
    cutNeedles(recording, {{{folder.filePath(file), name, mids}, start, end, true}});
}

void HaystackView::cutNeedles(const QString& recording, std::vector<NeedleCut> cuts, bool again)
{
    m_cutters.push_back(std::make_unique<NeedleCutter>(recording, std::move(cuts)));
    connect(m_cutters.back().get(), &NeedleCutter::ended, this,
            [this, again](quint64, JobEnd end, const QString& error) {
                const std::vector<NeedleClip> clips = m_cutters.front()->clips();
                m_cutters.front().release()->deleteLater();
                m_cutters.pop_front();
                if (!m_cutters.empty())
                    m_cutters.front()->start();
                if (end == JobEnd::Failed)
                    emit noticed(tr("The needle could not be cut out"), error);
                if (end == JobEnd::Finished)
                    m_session.addNeedles(again ? clips : m_session.unlisted(clips));
                showActivity();
            });
    if (m_cutters.size() == 1)
        m_cutters.front()->start();
    showActivity();
}

// What it is is looked at once it is dropped: a drag passes by, and a disk may take its time to answer.
void HaystackView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!localPaths(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void HaystackView::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const BuilderPlot* plot = m_builder->plot();
    std::optional<double> at; // where it was dropped on the needles' lane
    if (plot->isVisible())
        at = plot->positionAt(plot->mapFrom(this, event->position().toPoint()));
    askDisk(
        this, [paths = localPaths(event->mimeData())] { return lookAtDropped(paths); },
        [this, at](const Dropped& dropped) {
            if (!dropped.files.isEmpty())
                addFiles(dropped.files, at);
            else if (!dropped.folders.isEmpty())
                emit foldersDropped(dropped.folders);
            else
                emit noticed(tr("Nothing was added"), tr("What was dropped is neither a file nor a folder, or it is "
                                                         "not there any more"));
        });
}

} // namespace dass
