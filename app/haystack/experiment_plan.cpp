#include "app/haystack/experiment_plan.h"

#include "app/jobs/path_text.h"
#include "app/session/installed_files.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/base/utf8.h"
#include "core/niah/cell.h"
#include "core/niah/needle_set.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace dass {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kPlanName = "the plan";
// In frames: 30 s, 1 min, 2 min, 5 min, 10 min, 30 min, 1 h, 2.5 h, 6 h; those below what was built are its axis.
constexpr std::int64_t kLengths[] = {3000, 6000, 12000, 30000, 60000, 180000, 360000, 900000, 2160000};

// A needle to be, and all that is known to be in it.
struct Labelled
{
    QString path;
    std::vector<std::string> mids;
};

} // namespace

QStringList presetChoices()
{
    QStringList names;
    for (const std::string& name : niah::presetNames())
        names << QString::fromStdString(name);
    return names;
}

niah::Spec withPreset(const niah::Spec& plan, const QString& name)
{
    // What a preset leaves open has to be there to read it; it is put back below.
    const std::string stem = name.toStdString();
    Json document{{"preset", stem}};
    document["needles"] = {{"files", {{{"wav", utf8Of(requireResource("niah/" + stem + ".json"))}}}},
                           {"split_column", nullptr},
                           {"split", nullptr},
                           {"labels_from_teacher", nullptr}};
    const niah::Spec preset = niah::specFromJson(document, fs::current_path(), stem);
    niah::Spec filled = plan;
    filled.haystacks = preset.haystacks;
    filled.lengths = preset.lengths;
    filled.positions = preset.positions;
    filled.snrDb = preset.snrDb;
    filled.pooling = preset.pooling;
    filled.insertion = preset.insertion;
    return filled;
}

std::vector<niah::NeedleFile> needleFiles(const std::vector<NeedleClip>& clips)
{
    std::vector<Labelled> needles;
    for (const NeedleClip& clip : clips) {
        if (clip.mids.empty())
            continue;
        auto needle = std::ranges::find(needles, clip.path, &Labelled::path);
        if (needle == needles.end())
            needle = needles.insert(needle, {clip.path, {}});
        for (const std::string& mid : clip.mids)
            if (std::ranges::find(needle->mids, mid) == needle->mids.end())
                needle->mids.push_back(mid);
    }
    std::vector<niah::NeedleFile> files;
    for (const Labelled& needle : needles) {
        std::string labels;
        for (const std::string& mid : needle.mids)
            labels += (labels.empty() ? "" : ",") + mid;
        files.push_back({toPath(needle.path), labels});
    }
    return files;
}

niah::HaystackSpec ownHaystack(niah::HaystackKind kind, const QString& file)
{
    const fs::path path = toPath(file);
    return {kind, path, 1, utf8Of(path.stem())};
}

niah::Spec grownPlan(const niah::Spec& plan, const HaystackChoice& built)
{
    niah::Spec grown = plan;
    niah::HaystackSpec haystack = built.haystack;
    if (!haystack.file.empty() && haystack.name.empty())
        haystack.name = utf8Of(haystack.file.stem());
    grown.haystacks = {haystack};
    grown.lengths = {niah::kNeedleFrames};
    for (const std::int64_t frames : kLengths)
        if (frames < built.frames)
            grown.lengths.push_back(frames);
    if (built.frames > niah::kNeedleFrames)
        grown.lengths.push_back(built.frames);
    std::set<double> positions{0, 0.5, 1};
    positions.insert(built.position);
    grown.positions.assign(positions.begin(), positions.end());
    if (haystack.kind != niah::HaystackKind::Zero) // which has none
        grown.snrDb = {built.snrDb};
    grown.pooling = {built.pooling};
    grown.insertion = built.insertion;
    grown.crossfadeSeconds = built.crossfadeSeconds;
    return grown;
}

bool hasNeedles(const niah::Spec& plan)
{
    const niah::NeedleSource& needles = plan.needles;
    return !needles.files.empty() || !needles.list.empty() || !needles.spectrograms.empty();
}

QString modelPath(const niah::ModelEntry& model)
{
    return model.path.empty() ? bundledModelFolder() : fromPath(model.path);
}

std::string planText(const niah::Spec& plan)
{
    return niah::specJson(plan).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::int64_t plannedCells(const niah::Spec& plan)
{
    return niah::cellCount(plan) - static_cast<std::int64_t>(plan.models.size() * plan.pooling.size());
}

niah::Spec checkedPlan(const niah::Spec& plan)
{
    return niah::specFromJson(niah::specJson(plan), fs::current_path(), kPlanName);
}

void savePlan(const niah::Spec& plan, const fs::path& file)
{
    const niah::Spec checked = checkedPlan(plan);
    writeFileAtomically(file, niah::specJson(checked).dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

niah::Spec loadPlan(const fs::path& file)
{
    if (file.filename() != niah::kRecordName)
        return niah::readSpec(file);
    const niah::Experiment experiment = niah::readExperiment(file.parent_path());
    const Json document = Json::parse(experiment.specText, nullptr, false);
    return niah::specFromJson(document, file.parent_path(), file.string());
}

niah::Spec recordedPlan(const niah::Experiment& experiment, const fs::path& folder)
{
    Json document = Json::parse(experiment.specText, nullptr, false);
    if (!document.is_object())
        throw Error(ErrorCode::BadFile, (folder / niah::kRecordName).string() + ": does not say what was run");
    // Only what is there can be read: the record itself stands for what may be gone.
    document["labels"] = nullptr;
    document["needles"] = Json::object({{"files", Json::array({Json::object({{"wav", niah::kRecordName}})})}});
    std::vector<std::string> files; // of haystacks
    if (document.contains("haystacks") && document["haystacks"].is_array())
        for (Json& haystack : document["haystacks"]) {
            const bool named = haystack.is_object() && haystack.contains("file") && haystack["file"].is_string();
            files.push_back(named ? haystack["file"].get<std::string>() : std::string());
            if (!files.back().empty())
                haystack["file"] = niah::kRecordName;
        }
    niah::Spec plan = niah::specFromJson(document, folder, (folder / niah::kRecordName).string());
    plan.needles = {};
    for (std::size_t i = 0; i < std::min(files.size(), plan.haystacks.size()); ++i)
        if (!files[i].empty())
            plan.haystacks[i].file = fs::absolute(folder / files[i]).lexically_normal();
    return plan;
}

} // namespace dass
