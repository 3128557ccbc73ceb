// What an ExportDialog writes, and where.

#include "app/jobs/path_text.h"
#include "app/session/analyze_session.h"
#include "core/report/export.h"
#include "ui/analyze/export_dialog.h"
#include "ui/widgets/hint_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace dass {

bool ExportDialog::isTagged(const OpenRecording& recording)
{
    return recording.hasResult() && recording.model && recording.provenance && recording.result.complete;
}

bool ExportDialog::canExport(const AnalyzeSession& session)
{
    const OpenRecording* current = session.current();
    return (current && current->hasResult()) ||
           std::ranges::any_of(session.recordings(), [](const auto& recording) { return isTagged(*recording); });
}

// Beside the recordings; of all in the folder that holds theirs.
QString ExportDialog::usualFolder() const
{
    const bool shared = scope() == Scope::All && m_names.common.has_relative_path(); // more than a disk's root
    return QDir::toNativeSeparators(shared ? fromPath(m_names.common)
                                           : QFileInfo(QString::fromStdString(m_request.file)).absolutePath());
}

void ExportDialog::showFolder()
{
    const QString usual = usualFolder();
    if (m_folder->text() == m_usualFolder)
        m_folder->setText(usual);
    m_usualFolder = usual;
}

const ExportRequest& ExportDialog::previewed() const
{
    return scope() == Scope::All ? m_all[m_currentOfAll] : m_request;
}

// All but where it is written.
void ExportDialog::takeChoices(ExportRequest& request) const
{
    request.events = m_events;
    request.events.classes = m_tags->currentData().toBool() ? m_counted : m_drawn;
    request.eventsOf = m_eventsOf;
    request.leavesOut = m_tags->currentData().toBool();
    if (m_withCorrections && !m_withCorrections->isChecked())
        request.corrections.reset();
    if (scope() == Scope::Selection) {
        request.selectionStart = m_selectionStart;
        request.selectionEnd = m_selectionEnd;
    }
    request.formats.clear();
    const auto all = allExports();
    for (std::size_t i = 0; i < m_formats.size(); ++i)
        if (m_formats[i]->isChecked() && m_formats[i]->isEnabled())
            request.formats.emplace_back(all[i].name);
}

std::vector<ExportRequest> ExportDialog::requests() const
{
    const QDir folder(QDir::fromNativeSeparators(m_folder->text()));
    std::vector<ExportRequest> requests = scope() == Scope::All ? m_all : std::vector{m_request};
    for (ExportRequest& request : requests)
        takeChoices(request);
    if (scope() != Scope::All) {
        requests.front().stem = toPath(folder.filePath(m_stem->text()));
        return requests;
    }
    const std::filesystem::path base = toPath(folder.absolutePath());
    for (std::size_t i = 0; i < requests.size(); ++i)
        requests[i].stem = base / m_names.stems[i];
    return requests;
}

// For a notice of a few lines.
QString ExportDialog::firstOf(const QStringList& names, qsizetype most, const QString& between)
{
    QStringList first = names.mid(0, most);
    if (const qsizetype more = names.size() - most; more > 0)
        first << tr("and %1 more").arg(more);
    return first.join(between);
}

void ExportDialog::write()
{
    m_write->setEnabled(false);
    m_changed = false;
    m_cancelling = false;
    m_close->setText(tr("Cancel"));
    m_written = 0;
    m_there.clear();
    m_failed.clear();
    auto* job = new ExportJob(requests(), m_mayReplace, &m_session);
    m_job = job;
    connect(job, &ExportJob::ended, job, &QObject::deleteLater);
    connect(job, &ExportJob::wrote, this, [this](quint64, int done, int all) {
        m_written = done;
        if (!m_cancelling && done < all)
            say(tr("%1 of %2 recordings written").arg(done).arg(all));
    });
    connect(job, &ExportJob::alreadyThere, this, [this](quint64, const QStringList& names) {
        for (const QString& name : names)
            m_there << QDir::toNativeSeparators(name);
    });
    connect(job, &ExportJob::notWritten, this, [this](quint64, const QString& name, const QString& error) {
        m_failed << QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(name), error);
    });
    connect(job, &ExportJob::ended, this,
            [this, job, folder = m_folder->text()](quint64, JobEnd end, const QString& error) {
                const auto& all = job->requests();
                m_files = static_cast<int>(all.size() * all.front().formats.size());
                endWriting(end, error, folder);
            });
    job->start();
}

void ExportDialog::endWriting(JobEnd end, const QString& error, const QString& folder)
{
    constexpr qsizetype kNamed = 6;
    constexpr qsizetype kReasons = 3;
    m_job.clear();
    const bool changed = m_changed; // then a person has to be asked of other files
    updateButtons();
    switch (end) {
    case JobEnd::Finished: // also when it was asked to stop too late
        if (!m_failed.isEmpty()) {
            say(tr("%1 of %2 recordings written. Not written: %3")
                    .arg(m_written)
                    .arg(m_written + m_failed.size())
                    .arg(firstOf(m_failed, kReasons, QStringLiteral("\n"))));
            m_close->setText(tr("Close")); // nothing is to be cancelled any more
            emit exportedSome(folder, m_written, m_failed);
            break;
        }
        emit exported(folder, m_files);
        accept();
        break;
    case JobEnd::Cancelled:
        if (!m_there.isEmpty() && !m_cancelling) {
            say(tr("Already there: %1").arg(firstOf(m_there, kNamed, QStringLiteral(", "))));
            m_mayReplace = !changed;
            m_write->setText(m_mayReplace ? tr("Replace") : tr("Export"));
            break;
        }
        say(m_written == 0 ? tr("Cancelled; nothing was written.")
                           : tr("Cancelled after %1 recordings; what was written stays.").arg(m_written));
        break;
    case JobEnd::Failed:
        say(error);
        break;
    }
}

void ExportDialog::say(const QString& words)
{
    m_notice->setText(words);
    m_notice->show();
}

} // namespace dass
