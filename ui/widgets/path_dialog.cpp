#include "ui/widgets/path_dialog.h"

#include "ui/widgets/reachable_path.h"

#include <QFileDialog>
#include <QPointer>

#include <utility>

namespace dass {

namespace {

QFileDialog* openPathDialog(const QPointer<QWidget>& parent, const QString& title, const QString& start,
                            const QString& filter, QFileDialog::FileMode mode, const QPointer<QObject>& receiver,
                            PathChosen chosen)
{
    const QString from = reachable(start);
    if (!parent || !receiver)
        return nullptr;
    auto* dialog = new QFileDialog(parent, title, from, filter); // which also selects a file to start with
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    dialog->setOption(QFileDialog::ShowDirsOnly, mode == QFileDialog::Directory);
    QObject::connect(dialog, &QFileDialog::fileSelected, receiver, std::move(chosen));
    dialog->open();
    return dialog;
}

} // namespace

QFileDialog* askForFile(QWidget* parent, const QString& title, const QString& start, const QString& filter,
                        QObject* receiver, PathChosen chosen)
{
    return openPathDialog(parent, title, start, filter, QFileDialog::ExistingFile, receiver, std::move(chosen));
}

QFileDialog* askForFolder(QWidget* parent, const QString& title, const QString& start, QObject* receiver,
                          PathChosen chosen)
{
    return openPathDialog(parent, title, start, {}, QFileDialog::Directory, receiver, std::move(chosen));
}

} // namespace dass
