// Presets of the form: starts that are quick to try on one's own recordings, then the program's own, of which the rows
// of the paper are a part.

#include "app/distill/job_draft.h"
#include "core/distill/presets.h"

#include <QCoreApplication>
#include <QLocale>
#include <QMap>
#include <QRegularExpression>
#include <nlohmann/json.hpp>

#include <optional>

namespace dass {

namespace {

using Json = nlohmann::json;

QString presetText(const char* text)
{
    return QCoreApplication::translate("dass::JobDraft", text);
}

JobDraft draftOf(std::initializer_list<Json> patches)
{
    Json json = Json::parse(JobDraft().text());
    for (const Json& patch : patches)
        json.merge_patch(patch);
    return JobDraft::read(json.dump());
}

std::vector<JobPreset> ownPresets()
{
    const QString note = presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "for a CPU, some hours"));
    const Json quick{{"student", {{"size", "nano"}, {"head_bias", "prior"}}},
                     {"loss", {{"kd", "bce"}}},
                     {"optimizer", {{"lr", 1e-3}, {"warmup_steps", 100}, {"warmup_every", 1}}},
                     {"schedule", {{"kind", "cosine"}, {"epochs", 20}}},
                     {"weight_average", nullptr}};
    const Json stored{{"teachers", {{{"kind", "stored"}, {"path", ""}, {"weight", 1.0}}}}};
    const Json labelsOnly{{"loss", {{"kd_weight", 0}}}};
    return {{presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "Nano student, stored teacher")), note,
             draftOf({quick, stored})},
            {presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "Nano student, labels only")), note,
             draftOf({quick, labelsOnly})}};
}

QString studentName(const Json& student)
{
    const std::string arch = student.value("arch", "dass");
    if (!student.contains("size") || !student["size"].is_string())
        return arch == "ast" ? QStringLiteral("AST") : QStringLiteral("DASS");
    static const QMap<QString, QString> kLetters{
        {"small", "S"}, {"medium", "M"}, {"base", "B"}, {"tiny", "T"}, {"nano", "Nano"}};
    const QString size = QString::fromStdString(student["size"].get<std::string>());
    return (arch == "ast" ? QStringLiteral("AST-") : QStringLiteral("DASS-")) + kLetters.value(size, size);
}

// Whom the student learns from: "AST + HTS-AT", "labels only".
QString teacherNames(const Json& preset)
{
    static const QMap<QString, QString> kNames{{"ast", "AST"}, {"hts-at", "HTS-AT"}, {"dass", "DASS"}, {"ema", "EMA"}};
    if (preset.contains("/loss/kd_weight"_json_pointer) && preset["loss"]["kd_weight"] == 0)
        return presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "labels only"));
    QStringList names;
    for (const Json& teacher : preset.value("teachers", Json::array())) {
        const QString kind = QString::fromStdString(teacher.value("kind", ""));
        if (teacher.value("weight", 1.0) > 0)
            names << kNames.value(kind, kind == QLatin1String("stored")
                                            ? presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "stored"))
                                            : kind);
    }
    return names.join(QStringLiteral(" + "));
}

QString startName(const Json& student)
{
    const std::string init = student.value("init", "scratch");
    if (init == "imagenet")
        return QStringLiteral("ImageNet");
    return init == "checkpoint" ? presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "checkpoint"))
                                : presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "scratch"));
}

// "AS-20K, Table 1, 38.4 %": which row of the paper it is, and what that reached there.
QString noteOf(const distill::Preset& preset)
{
    static const QRegularExpression kTable(QStringLiteral("^table-([0-9])"));
    const auto table = kTable.match(QString::fromStdString(preset.name));
    if (!table.hasMatch())
        return presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "scaled down, for a CPU"));
    const QString set = table.captured(1) == QLatin1String("3") ? QStringLiteral("AS-2M") : QStringLiteral("AS-20K");
    const std::optional<double> reached = distill::publishedPrecision(preset.name);
    if (!reached)
        return presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "%1, Table %2")).arg(set, table.captured(1));
    return presetText(QT_TRANSLATE_NOOP("dass::JobDraft", "%1, Table %2, %3 %"))
        .arg(set, table.captured(1), QLocale().toString(*reached * 100, 'f', 1));
}

QString nameOf(const distill::Preset& preset)
{
    const Json& student = preset.patch["student"];
    QStringList parts{studentName(student), startName(student), teacherNames(preset.patch)};
    if (!preset.name.starts_with("table-") && student.value("init", "scratch") == "scratch")
        parts.removeAt(1); // as nearly all of these
    if (preset.name.ends_with("-bce"))
        parts << QStringLiteral("BCE");
    if (preset.name.ends_with("-kldiv"))
        parts << QStringLiteral("KL");
    return parts.join(QStringLiteral(", "));
}

} // namespace

std::vector<JobPreset> jobPresets()
{
    std::vector<JobPreset> all = ownPresets();
    for (const distill::Preset& preset : distill::presets()) {
        if (!preset.patch.contains("student"))
            continue; // a recipe without student and teachers, which the rows of its table have
        Json patch = preset.patch;
        if (patch.contains("teachers"))
            for (Json& teacher : patch["teachers"]) {
                if (teacher["kind"] != "ema")
                    teacher["path"] = "";
                if (teacher["kind"] == "stored")
                    teacher["eval_path"] = "";
            }
        if (!patch["student"].contains("drop_path"))
            patch["student"]["drop_path"] = 0; // as the program has it, not the form
        if (!patch.contains("weight_average"))
            patch["weight_average"] = nullptr;
        if (distill::publishedPrecision(preset.name))
            patch["preset"] = preset.name; // so that the monitor can show what the paper reached
        all.push_back({nameOf(preset), noteOf(preset), draftOf({patch})});
    }
    return all;
}

} // namespace dass
