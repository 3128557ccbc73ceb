#include "app/haystack/experiment_plan.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/resources.h"
#include "core/niah/cell.h"
#include "core/niah/record.h"
#include "core/report/utf8.h"

#include <nlohmann/json.hpp>

namespace dass {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kPlanName = "the plan";

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
    std::vector<niah::NeedleFile> files;
    for (const NeedleClip& clip : clips) {
        if (clip.mids.empty())
            continue;
        std::string labels;
        for (const std::string& mid : clip.mids)
            labels += (labels.empty() ? "" : ",") + mid;
        files.push_back({clip.path.toStdU16String(), labels});
    }
    return files;
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
    if (file.filename() != "experiment.json")
        return niah::readSpec(file);
    const niah::Experiment experiment = niah::readExperiment(file.parent_path());
    const Json document = Json::parse(experiment.specText, nullptr, false);
    return niah::specFromJson(document, file.parent_path(), file.string());
}

} // namespace dass
