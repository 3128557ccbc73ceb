#include "ui/widgets/save_dialog.h"

#include <QFileDialog>
#include <QFileInfo>

namespace dass {

QString askWhereToSave(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter,
                       const QString& suffix)
{
    QFileDialog dialog(parent, title, suggestion, filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    if (!suggestion.isEmpty() && !QFileInfo(suggestion).isDir())
        dialog.selectFile(suggestion);
    if (dialog.exec() != QDialog::Accepted)
        return {};
    return dialog.selectedFiles().value(0);
}

} // namespace dass
