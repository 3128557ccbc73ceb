#include "ui/analyze/model_dialog.h"

#include "app/session/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

namespace dass {

namespace {

struct ModelDialog
{
    Q_DECLARE_TR_FUNCTIONS(dass::ModelDialog)
};

} // namespace

QString askForModel(QWidget* parent, Settings& settings)
{
    const QString last = settings.modelPath();
    const QString folder = last.isEmpty() ? QDir::homePath() : QFileInfo(last).absolutePath();
    const QString file =
        QFileDialog::getOpenFileName(parent, ModelDialog::tr("Choose a model"), folder,
                                     ModelDialog::tr("Models (*.safetensors *.pth *.pt *.ckpt);;All files (*)"));
    if (file.isEmpty())
        return {};
    const QFileInfo info(file);
    const bool inFolder = info.fileName() == QLatin1String("model.safetensors") &&
                          QFileInfo::exists(info.absolutePath() + "/config.json");
    return inFolder ? info.absolutePath() : file;
}

} // namespace dass
