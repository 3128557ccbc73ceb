#include "ui/widgets/save_dialog.h"

#include "ui/widgets/reachable_path.h"

#include <QFileDialog>

namespace dass {

QString askWhereToSave(QWidget* parent, const QString& title, const QString& folder, const QString& name,
                       const QString& filter, const QString& suffix)
{
    QFileDialog dialog(parent, title, reachable(folder), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    if (!name.isEmpty())
        dialog.selectFile(name);
    if (dialog.exec() != QDialog::Accepted)
        return {};
    return dialog.selectedFiles().value(0);
}

} // namespace dass
