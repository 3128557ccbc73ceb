#include "app/session/installed_files.h"

#include "app/jobs/path_text.h"
#include "core/base/resources.h"
#include "core/model/model_files.h"

namespace dass {

namespace {

QString pathOf(const std::optional<std::filesystem::path>& path)
{
    return path ? fromPath(*path) : QString();
}

} // namespace

QStringList bundledModelFolders()
{
    static const QStringList all = [] {
        QStringList models;
        std::error_code ignored; // a folder that cannot be looked into holds no model
        for (const auto& folder : listResources("models"))
            if (std::filesystem::exists(folder / kConfigName, ignored))
                models << pathOf(folder);
        return models;
    }();
    return all;
}

QString bundledModelFolder()
{
    static const QString model = pathOf(findResource(kBundledModel));
    return model;
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
