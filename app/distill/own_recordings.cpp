#include "app/distill/own_recordings.h"

#include "app/distill/corrected_sounds.h"
#include "app/distill/run_summary.h"
#include "app/jobs/path_text.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/distill/csv.h"
#include "core/model/architecture.h"
#include "core/model/checkpoint_sizes.h"
#include "core/report/recording_list.h"

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace dass {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

constexpr std::size_t kMostClips = 1'000'000;
constexpr double kDassRate = 3e-4; // learning rates
constexpr double kAstRate = 5e-5;  // as its authors fine-tune on the balanced set; at a DASS's it forgets what it knew
constexpr qsizetype kMostProblems = 20;

QString recordingsText(const char* text)
{
    return QCoreApplication::translate("dass::OwnRecordings", text);
}

[[noreturn]] void fail(const fs::path& place, const QString& words)
{
    throw Error(ErrorCode::BadFile, place.string() + ": " + words.toStdString());
}

void note(OwnRecordings& recordings, const QString& problem)
{
    if (recordings.problems.size() < kMostProblems)
        recordings.problems << problem;
}

void readSubfolder(const fs::path& folder, int label, OwnRecordings& recordings, const std::stop_token& stop)
{
    std::vector<fs::path> files;
    std::error_code failure;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, failure);
    for (const fs::recursive_directory_iterator end; !failure && entry != end && !stop.stop_requested();
         entry.increment(failure))
        if (entry->is_regular_file(failure) && looksLikeRecording(entry->path()) && files.size() < kMostClips)
            files.push_back(entry->path());
    std::ranges::sort(files); // the same order, so the same held-out part, on every file system
    for (fs::path& file : files)
        recordings.clips.push_back({std::move(file), {label}, 0, 0});
    if (files.empty())
        note(recordings,
             recordingsText(QT_TRANSLATE_NOOP("dass::OwnRecordings", "%1 holds no sound file and is left out"))
                 .arg(fromPath(folder.filename())));
}

OwnRecordings readFolder(const fs::path& place, const std::stop_token& stop)
{
    std::vector<fs::path> folders;
    std::error_code failure;
    std::size_t loose = 0;
    fs::directory_iterator entry(place, failure);
    for (const fs::directory_iterator end; !failure && entry != end; entry.increment(failure)) {
        if (entry->is_directory(failure) && !entry->path().filename().string().starts_with('.'))
            folders.push_back(entry->path());
        else if (looksLikeRecording(entry->path()))
            ++loose;
    }
    if (failure)
        fail(place, QString::fromStdString(failure.message()));
    std::ranges::sort(folders);
    OwnRecordings recordings;
    for (const fs::path& folder : folders) {
        const std::size_t before = recordings.clips.size();
        readSubfolder(folder, static_cast<int>(recordings.labels.size()), recordings, stop);
        if (recordings.clips.size() > before)
            recordings.labels << fromPath(folder.filename());
    }
    if (loose > 0)
        note(recordings,
             recordingsText(
                 QT_TRANSLATE_NOOP("dass::OwnRecordings",
                                   "%1 sound files lie beside the subfolders and have no label: they are left out"))
                 .arg(loose));
    return recordings;
}

OwnRecordings readList(const fs::path& place, const std::stop_token& stop)
{
    const CsvTable table = distill::readCsv(place);
    const auto paths = table.columnOf("path");
    const auto labels = table.columnOf("labels");
    if (!paths || !labels)
        fail(place, recordingsText(
                        QT_TRANSLATE_NOOP("dass::OwnRecordings", "has no columns path and labels in its first line")));
    OwnRecordings recordings;
    std::map<QString, int> known;
    for (const auto& row : table.rows) {
        if (stop.stop_requested())
            break;
        OwnRecordings::Clip clip{place.parent_path() / row[*paths], {}, 0, 0};
        std::error_code ignored; // what cannot be looked at is not there
        if (!fs::is_regular_file(clip.path, ignored)) {
            note(recordings, recordingsText(QT_TRANSLATE_NOOP("dass::OwnRecordings", "%1 is not there and is left out"))
                                 .arg(QString::fromStdString(row[*paths])));
            continue;
        }
        std::set<int> indices;
        for (const QString& name : QString::fromStdString(row[*labels]).split(',', Qt::SkipEmptyParts)) {
            const auto [at, isNew] = known.try_emplace(name.trimmed(), static_cast<int>(recordings.labels.size()));
            if (isNew)
                recordings.labels << at->first;
            indices.insert(at->second);
        }
        clip.labels.assign(indices.begin(), indices.end());
        recordings.clips.push_back(std::move(clip));
    }
    return recordings;
}

// Without commas, which separate mids in a list, and different for different labels.
std::string midOf(int label)
{
    return "/own/" + std::to_string(label);
}

std::string listText(const OwnRecordings& recordings, const std::vector<bool>& out, bool wanted)
{
    std::string text = "path,labels\n";
    for (std::size_t i = 0; i < recordings.clips.size(); ++i) {
        if (out[i] != wanted)
            continue;
        std::string mids;
        for (const int label : recordings.clips[i].labels)
            mids += (mids.empty() ? "" : ",") + midOf(label);
        text += csvField(recordings.clips[i].path.string()) + ',' + csvField(mids) + '\n';
    }
    return text;
}

OrderedJson studentFrom(const StartModel& start)
{
    OrderedJson student{{"arch", start.isAst ? "ast" : "dass"},
                        {"init", "checkpoint"},
                        {"checkpoint", start.path.string()},
                        {"head_bias", "prior"}};
    if (start.isAst) {
        student["size"] = {{"width", start.dims.at(0)}, {"depth", start.depths.at(0)}};
    } else {
        student["size"] = {{"dims", start.dims}, {"depths", start.depths}};
        student["drop_path"] = 0.1;
    }
    return student;
}

} // namespace

std::vector<int> OwnRecordings::clipsOfLabels() const
{
    std::vector<int> counts(static_cast<std::size_t>(labels.size()));
    for (const Clip& clip : clips)
        for (const int label : clip.labels)
            ++counts[static_cast<std::size_t>(label)];
    return counts;
}

OwnRecordings readOwnRecordings(const fs::path& place, const std::stop_token& stop)
{
    std::error_code failure;
    OwnRecordings recordings;
    if (fs::is_directory(place, failure))
        recordings = readFolder(fs::absolute(place), stop);
    else
        recordings = readList(fs::absolute(place), stop);
    if (recordings.labels.size() < 2 && !stop.stop_requested())
        fail(place,
             recordingsText(QT_TRANSLATE_NOOP("dass::OwnRecordings",
                                              "names %1 labels; at least two are needed to tell them apart. Put the "
                                              "sound files into one subfolder a label"))
                 .arg(recordings.labels.size()));
    return recordings;
}

StartModel readStartModel(const fs::path& path)
{
    switch (architectureOf(path)) {
    case Architecture::Dass: {
        const DassConfig config = readDassConfig(path);
        if (config != DassConfig::of(config.dims(), config.depths(), config.classes))
            break;
        return {path, config.dims(), config.depths()};
    }
    case Architecture::Ast: {
        const AstConfig config = readAstConfig(path);
        if (config.mlp != AstConfig::of(config.width, config.depth).mlp)
            break;
        return {path, {config.width}, {config.depth}, true};
    }
    case Architecture::Htsat:
        break;
    }
    fail(path,
         recordingsText(QT_TRANSLATE_NOOP("dass::OwnRecordings", "is a model that no student can start from; choose a "
                                                                 "DASS or an AST of the usual inner widths")));
}

std::optional<std::string> prepareOwnModel(const OwnRecordings& found, const StartModel& start,
                                           const OwnModelChoices& choices, const fs::path& folder,
                                           const std::stop_token& stop, QStringList* problems)
{
    const fs::path data = folder / "data";
    std::error_code failure;
    if (fs::is_directory(folder, failure) && (!fs::is_empty(folder, failure) || failure))
        fail(folder, recordingsText(QT_TRANSLATE_NOOP(
                         "dass::OwnRecordings", "holds files already, which might be replaced; choose another name")));
    fs::create_directories(data, failure);
    if (failure)
        fail(data, QString::fromStdString(failure.message()));
    OwnRecordings recordings = found;
    recordings.problems.clear(); // of the reading, which were told
    cutStretches(recordings, data / kClipsFolder, stop);
    if (stop.stop_requested()) {
        fs::remove_all(data, failure); // the name can be used again
        return std::nullopt;
    }
    if (problems)
        *problems << recordings.problems;
    if (recordings.clips.empty())
        fail(folder, recordings.problems.value(0));
    std::string labels = "index,mid,display_name\n";
    for (int label = 0; label < recordings.labels.size(); ++label)
        labels +=
            std::to_string(label) + ',' + midOf(label) + ',' + csvField(recordings.labels[label].toStdString()) + '\n';
    const std::vector<bool> out = heldOut(recordings, choices.heldOutShare, choices.seed);
    const bool evaluates = std::ranges::find(out, true) != out.end();
    writeFileAtomically(data / "labels.csv", labels);
    writeFileAtomically(data / "train.csv", listText(recordings, out, false));
    if (evaluates)
        writeFileAtomically(data / "eval.csv", listText(recordings, out, true));
    OrderedJson spec;
    spec["student"] = studentFrom(start);
    spec["teachers"] = OrderedJson::array();
    spec["data"] = {{"train", (data / "train.csv").string()},
                    {"eval", evaluates ? OrderedJson((data / "eval.csv").string()) : OrderedJson()},
                    {"labels", (data / "labels.csv").string()},
                    {"crop", "random"},
                    {"short_clips", {{"pad", 1}, {"repeat", 1}}},
                    {"gain_db", 6}};
    spec["loss"] = {{"kd_weight", 0}};
    const std::int64_t steps = (std::ranges::count(out, false) + choices.batch - 1) / choices.batch * choices.epochs;
    spec["optimizer"] = {{"lr", start.isAst ? kAstRate : kDassRate},
                         {"warmup_steps", std::min<std::int64_t>(100, steps / 10)},
                         {"warmup_every", 1}};
    spec["schedule"] = {{"kind", "cosine"}, {"epochs", choices.epochs}};
    spec["sampler"] = "balanced";
    spec["batch"] = choices.batch;
    spec["mixup"] = 0.3;
    spec["freq_mask"] = 24;
    spec["time_mask"] = 96;
    spec["seed"] = choices.seed;
    return spec.dump(2) + "\n";
}

} // namespace dass
