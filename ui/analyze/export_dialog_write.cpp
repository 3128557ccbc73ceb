// What an ExportDialog writes.

#include "app/session/analyze_session.h"
#include "core/report/export.h"
#include "core/report/output_names.h"
#include "ui/analyze/export_dialog.h"
#include "ui/widgets/hint_button.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>

#include <utility>

namespace dass {

// All but where it is written.
void ExportDialog::takeChoices(ExportRequest& request) const
{
    request.events.classes = m_tags->currentData().toBool() ? m_counted : m_drawn;
    if (request.labels.size() != m_request.labels.size())
        request.events.classes.clear(); // another model's tags
    const bool corrected = !m_withCorrections || m_withCorrections->isChecked();
    request.corrections = !corrected ? nullptr : scope() == Scope::All ? request.corrections : m_corrections;
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
        requests.front().stem = folder.filePath(m_stem->text()).toStdU16String();
        return requests;
    }
    std::vector<Recording> recordings;
    for (const ExportRequest& request : requests)
        recordings.push_back({QString::fromStdString(request.file).toStdU16String(), {}});
    const auto stems = outputStems(recordings, folder.absolutePath().toStdU16String());
    for (std::size_t i = 0; i < requests.size(); ++i)
        requests[i].stem = stems[i];
    return requests;
}

// Names of the files that writing would replace, the first ones.
QStringList ExportDialog::existingFiles(const std::vector<ExportRequest>& requests)
{
    constexpr qsizetype kNamed = 6;
    QStringList names;
    for (const ExportRequest& request : requests) {
        std::vector<std::string_view> suffixes;
        for (const std::string& name : request.formats)
            suffixes.push_back(exportNamed(name).suffix);
        suffixes.push_back(kProvenanceSuffix);
        for (const std::string_view suffix : suffixes)
            if (const QFileInfo file(exportPath(request.stem, suffix)); file.exists())
                names << file.fileName();
    }
    if (const qsizetype more = names.size() - kNamed; more > 0)
        names = names.mid(0, kNamed) << tr("and %1 more").arg(more);
    return names;
}

void ExportDialog::write()
{
    std::vector<ExportRequest> chosen = requests();
    if (const QStringList existing = existingFiles(chosen); !existing.isEmpty() && !m_mayReplace) {
        say(tr("Already there: %1").arg(existing.join(QStringLiteral(", "))));
        m_write->setText(tr("Replace"));
        m_mayReplace = true;
        return;
    }
    m_write->setEnabled(false);
    m_cancelling = false;
    m_written = 0;
    auto* job = new ExportJob(std::move(chosen), &m_session);
    m_job = job;
    connect(job, &ExportJob::ended, job, &QObject::deleteLater);
    connect(job, &ExportJob::wrote, this, [this](quint64, int done, int all) {
        m_written = done;
        if (!m_cancelling && done < all)
            say(tr("%1 of %2 recordings written").arg(done).arg(all));
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
    m_job.clear();
    updateButtons();
    switch (end) {
    case JobEnd::Finished: // also when it was asked to stop too late
        emit exported(folder, m_files);
        accept();
        break;
    case JobEnd::Cancelled:
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
