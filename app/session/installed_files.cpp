#include "app/session/installed_files.h"

#include <QCoreApplication>
#include <QDir>

namespace dass {

namespace {

QStringList dataFolders()
{
    const QString program = QCoreApplication::applicationDirPath();
    return {QDir::cleanPath(program + "/../share/dass-studio"), QDir::cleanPath(program + "/../../../resources")};
}

} // namespace

QStringList bundledModelFolders()
{
    QStringList models;
    for (const QString& folder : dataFolders()) {
        const QDir all(folder + "/models");
        for (const QString& name : all.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            if (QFile::exists(all.filePath(name) + "/config.json"))
                models << all.filePath(name);
    }
    return models;
}

QString bundledModelFolder()
{
    return bundledModelFolders().value(0);
}

QString sampleRecording()
{
    for (const QString& folder : dataFolders()) {
        const QDir samples(folder + "/sample");
        const QStringList files = samples.entryList({"*.flac", "*.ogg", "*.wav"}, QDir::Files, QDir::Name);
        if (!files.isEmpty())
            return samples.filePath(files.first());
    }
    return {};
}

} // namespace dass
