#include "ui/analyze/model_dialog.h"

#include "app/session/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace dass {

QString askForModel(QWidget* parent, Settings& settings)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("ModelDialog", text); };
    const QString last = settings.modelPath();
    const QString folder = last.isEmpty() ? QDir::homePath() : QFileInfo(last).absolutePath();
    const QString file = QFileDialog::getOpenFileName(parent, tr("Choose a model"), folder,
                                                      tr("Models (*.safetensors *.pth *.pt *.ckpt);;All files (*)"));
    if (file.isEmpty())
        return {};
    const QFileInfo info(file);
    const bool inFolder = info.fileName() == QLatin1String("model.safetensors") &&
                          QFileInfo::exists(info.absolutePath() + "/config.json");
    return inFolder ? info.absolutePath() : file;
}

} // namespace dass
