#include "ui/analyze/model_words.h"

#include "app/session/label_tree.h"
#include "ui/widgets/text_format.h"

#include <QCoreApplication>
#include <QStringList>

namespace dass {

namespace {

constexpr int kNamedClasses = 12;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(dass::ModelWords)
};

QString bytes(qint64 count)
{
    return bytesText(static_cast<std::uint64_t>(std::max<qint64>(count, 0)));
}

QString numbers(const std::vector<std::int64_t>& values)
{
    QStringList texts;
    for (const std::int64_t value : values)
        texts << QString::number(value);
    return texts.join(QStringLiteral(", "));
}

} // namespace

QString placeText(const ShelvedModel& model)
{
    switch (model.kind) {
    case ShelvedModel::Kind::Bundled:
        return Words::tr("bundled");
    case ShelvedModel::Kind::Installed:
        return Words::tr("installed");
    case ShelvedModel::Kind::Added:
        return Words::tr("added");
    case ShelvedModel::Kind::Release:
        return Words::tr("released");
    }
    return {};
}

QString factsLine(const ShelvedModel& model)
{
    if (model.isRelease()) {
        const QString share = percentText(downloadShare(model));
        switch (model.download) {
        case ShelvedModel::Download::None:
            return Words::tr("%1 parameters, about %2").arg(countText(model.release.parameters), bytes(model.total));
        case ShelvedModel::Download::Running:
            return Words::tr("downloading, %1").arg(share);
        case ShelvedModel::Download::Checking:
            return Words::tr("being checked");
        case ShelvedModel::Download::Paused:
            return Words::tr("paused at %1").arg(share);
        case ShelvedModel::Download::Failed:
            return downloadShare(model) >= 0.01 ? Words::tr("stopped at %1").arg(share) : Words::tr("download failed");
        }
    }
    if (!model.description)
        return Words::tr("being read…");
    if (!model.description->info)
        return Words::tr("cannot be read");
    const ModelInfo& info = *model.description->info;
    return Words::tr("%1, %2 classes, %3")
        .arg(QString::fromStdString(info.architecture), QString::number(info.classes), bytes(model.description->bytes));
}

double downloadShare(const ShelvedModel& model)
{
    return model.total > 0 ? std::clamp(static_cast<double>(model.done) / static_cast<double>(model.total), 0.0, 1.0)
                           : 0.0;
}

QString progressText(const ShelvedModel& model)
{
    QStringList parts{percentText(downloadShare(model)),
                      Words::tr("%1 of %2").arg(bytes(model.done), bytes(model.total))};
    if (model.download == ShelvedModel::Download::Running && model.bytesPerSecond > 0) {
        parts << Words::tr("%1/s").arg(bytes(static_cast<qint64>(model.bytesPerSecond)));
        parts << Words::tr("%1 left").arg(
            longDurationText(static_cast<double>(model.total - model.done) / model.bytesPerSecond));
    }
    return parts.join(QStringLiteral(", "));
}

QString classesText(const ModelInfo& info)
{
    const auto mids = static_cast<std::int64_t>(
        std::ranges::count_if(info.labels, [](const Label& label) { return !label.mid.empty(); }));
    if (mids == info.classes && LabelTree::audioSet()->classes() == info.classes)
        return Words::tr("%1, AudioSet's").arg(info.classes);
    QStringList names;
    for (const Label& label : info.labels) {
        if (names.size() == kNamedClasses) {
            names << QStringLiteral("…");
            break;
        }
        names << QString::fromStdString(label.name);
    }
    return Words::tr("%1: %2").arg(QString::number(info.classes), names.join(QStringLiteral(", ")));
}

QString shapeText(const ModelInfo& info)
{
    return Words::tr("%1 blocks of %2 channels").arg(numbers(info.depths), numbers(info.dims));
}

QString layoutText(const ModelInfo& info)
{
    const QString architecture = QString::fromStdString(info.architecture);
    if (info.layout == "official")
        return Words::tr("%1, in its authors' layout").arg(architecture);
    if (info.layout == "vmamba")
        return Words::tr("%1, in VMamba's layout").arg(architecture);
    return Words::tr("%1, in Hugging Face's layout").arg(architecture);
}

} // namespace dass
