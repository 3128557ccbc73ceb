#include "app/session/installed_files.h"

#include "core/base/resources.h"

namespace dass {

namespace {

QString pathOf(const std::optional<std::filesystem::path>& path)
{
    return path ? QString::fromStdString(path->string()) : QString();
}

} // namespace

QStringList bundledModelFolders()
{
    QStringList models;
    std::error_code ignored; // a folder that cannot be looked into holds no model
    for (const auto& folder : listResources("models"))
        if (std::filesystem::exists(folder / "config.json", ignored))
            models << pathOf(folder);
    return models;
}

QString bundledModelFolder()
{
    return pathOf(findResource(kBundledModel));
}

QString sampleRecording()
{
    return pathOf(findResource("sample/sample.flac"));
}

QString releaseList()
{
    return pathOf(findResource("models/releases.json"));
}

} // namespace dass
