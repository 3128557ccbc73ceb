// How a job's specification leaves the form: as a file, or as a command line that reads one.

#include "app/distill/run_control.h"
#include "app/distill/small_file.h"
#include "app/jobs/path_text.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/distill/job_form.h"
#include "ui/distill/new_job_page.h"
#include "ui/widgets/text_format.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <memory>

namespace dass {

namespace {

constexpr int kMostNumber = 1000;

// Beside the run's folder, in which a specification would be a run already. What somebody has there stays.
QString saveBeside(const QString& folder, const std::string& spec)
{
    QString path = folder + QStringLiteral(".json");
    for (int number = 2; QFileInfo::exists(path) && number < kMostNumber; ++number) {
        if (readSmallFile(toPath(path), kMostSpec) == spec)
            return path;
        path = QStringLiteral("%1-%2.json").arg(folder).arg(number);
    }
    if (QFileInfo::exists(path))
        throw Error(ErrorCode::InvalidArgument,
                    path.toStdString() + ": is there already, as are all names before it; choose another name");
    QDir().mkpath(QFileInfo(path).path()); // a failure is told by what follows
    writeFileAtomically(toPath(path), spec);
    return path;
}

} // namespace

void NewJobPage::copyCommand()
{
    auto saved = std::make_shared<QString>();
    m_tasks.add([saved, folder = m_form->folder(),
                 text = m_form->draft().text()](const std::stop_token&) { *saved = saveBeside(folder, text); },
                this,
                [this, saved, folder = m_form->folder()](const QString& error) {
                    if (!error.isEmpty()) {
                        emit noticed(tr("The command could not be copied."), sentenceText(error));
                        return;
                    }
                    QApplication::clipboard()->setText(commandLine(*saved, folder));
                    emit succeeded(tr("The command was copied."),
                                   tr("It reads the specification, which was saved as %1.").arg(*saved));
                });
}

void NewJobPage::saveSpec()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the specification"),
                                                      QDir::home().filePath(m_form->name() + QStringLiteral(".json")),
                                                      tr("Specifications (*.json)"));
    if (path.isEmpty())
        return;
    m_tasks.add(
        [path, text = m_form->draft().text()](const std::stop_token&) { writeFileAtomically(toPath(path), text); },
        this,
        [this, path](const QString& error) {
            if (error.isEmpty())
                emit succeeded(tr("The specification was saved."), path);
            else
                emit noticed(tr("The specification could not be saved."), sentenceText(error));
        });
}

} // namespace dass
