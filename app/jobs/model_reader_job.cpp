#include "app/jobs/model_reader_job.h"

#include "app/jobs/path_text.h"
#include "core/base/error.h"
#include "core/model/model_files.h"
#include "core/model/model_info.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <utility>

namespace dass {

namespace {

constexpr int kMostInFolder = 50;

// The models that a person means by a file or folder.
QStringList modelsAt(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        const QDir folder(path);
        if (folder.exists(QLatin1String(kWeightsName)))
            return {folder.absolutePath()};
        const QStringList names =
            folder.entryList({"*.safetensors", "*.pth", "*.pt", "*.ckpt"}, QDir::Files, QDir::Name);
        QStringList files;
        for (const QString& name : names.mid(0, kMostInFolder))
            files << folder.absoluteFilePath(name);
        return files.isEmpty() ? QStringList{folder.absolutePath()} : files; // reading it says what is missing
    }
    const bool inFolder = info.fileName() == QLatin1String(kWeightsName) &&
                          QFileInfo::exists(info.absolutePath() + QStringLiteral("/config.json"));
    return {inFolder ? info.absolutePath() : info.absoluteFilePath()};
}

QString readCard(const QString& folder)
{
    for (const char* name : {kModelCardName, "README.md"}) {
        QFile file(folder + QLatin1Char('/') + QLatin1String(name));
        if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
            continue;
        QString text = QString::fromUtf8(file.read(ModelReaderJob::kMostCardBytes));
        if (!file.atEnd())
            text += QStringLiteral("\n\n…");
        return text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    }
    return {};
}

// Front matter: what stands between two lines "---" at the start of a card, as Hugging Face has it.
void takeFrontMatter(ModelDescription& model)
{
    static const QRegularExpression form(QStringLiteral("\\A\\s*---\\n(.*?)\\n---\\s*?(?:\\n|\\z)"),
                                         QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression licence(QStringLiteral("^license:[ \\t]*([A-Za-z0-9._+-]{1,60})[ \\t]*$"),
                                            QRegularExpression::MultilineOption);
    const auto match = form.match(model.card);
    if (!match.hasMatch())
        return;
    model.licence = licence.match(match.captured(1)).captured(1);
    model.card.remove(0, match.capturedEnd());
}

ModelDescription descriptionOf(const QString& path)
{
    ModelDescription model;
    model.path = path;
    const QFileInfo facts(path);
    const QString folder = facts.isDir() ? path : QString();
    try {
        auto info = std::make_shared<ModelInfo>(readModelInfo(toPath(path)));
        model.bytes = QFileInfo(fromPath(info->path)).size();
        model.tags = tagsRecordings(*info);
        model.info = std::move(info);
    } catch (const std::exception& exception) {
        model.error = QString::fromStdString(describe(exception));
        return model;
    }
    if (folder.isEmpty())
        return model; // a card beside a file that is one of many says nothing about it
    model.card = readCard(folder);
    takeFrontMatter(model);
    model.origin = readModelOrigin(toPath(folder));
    if (model.origin && !model.origin->licence.empty())
        model.licence = QString::fromStdString(model.origin->licence);
    return model;
}

} // namespace

ModelReaderJob::ModelReaderJob(std::vector<QString> paths, QObject* parent)
    : QObject(parent), m_paths(std::move(paths)), m_thread(nextJobId())
{
    qRegisterMetaType<std::shared_ptr<const ModelDescription>>();
    connect(&m_thread, &JobThread::ended, this, &ModelReaderJob::ended);
}

void ModelReaderJob::start()
{
    m_thread.start([this](const std::stop_token& stop) { return read(stop); }, JobPriority::Background);
}

Outcome ModelReaderJob::read(const std::stop_token& stop)
{
    for (const QString& asked : m_paths)
        for (const QString& path : modelsAt(asked)) {
            if (stop.stop_requested())
                return Outcome::Cancelled;
            emit described(id(), asked, std::make_shared<ModelDescription>(descriptionOf(path)));
        }
    return Outcome::Finished;
}

} // namespace dass
