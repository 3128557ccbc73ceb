#include "app/cli/model_options.h"

#include "core/base/error.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace dass::cli {

namespace {

namespace fs = std::filesystem;

// In an installed tree <prefix>/share/dass-studio, in a build tree (build/<preset>/bin) the source's resources.
std::vector<fs::path> modelFolders()
{
    std::error_code unknown; // then only the user's folder is left
    const fs::path program = fs::read_symlink("/proc/self/exe", unknown).parent_path();
    std::vector<fs::path> folders{program / "../share/dass-studio/models", program / "../../../resources/models"};
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data != '\0')
        folders.push_back(fs::path(data) / "dass-studio/models");
    else if (const char* home = std::getenv("HOME"))
        folders.push_back(fs::path(home) / ".local/share/dass-studio/models");
    return folders;
}

std::vector<fs::path> installedModels()
{
    std::vector<fs::path> models;
    for (const fs::path& folder : modelFolders()) {
        std::error_code missing; // not every place has models
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(folder, missing)) {
            if (fs::exists(entry.path() / "config.json", missing))
                found.push_back(entry.path().lexically_normal());
        }
        std::ranges::sort(found);
        models.insert(models.end(), found.begin(), found.end());
    }
    return models;
}

} // namespace

void ModelChoice::addTo(CLI::App& subcommand)
{
    subcommand.add_option("--model", model,
                          "weights file, folder (config.json + model.safetensors) or name of an installed model; "
                          "the bundled one if not given");
    addDeviceTo(subcommand);
}

void ModelChoice::addDeviceTo(CLI::App& subcommand)
{
    subcommand.add_option("--device", device, "auto, cpu, cuda or cuda:N");
    subcommand.add_option("--precision", precision, "of the arithmetic; auto takes bf16 where the processor has it")
        ->check(CLI::IsMember({"auto", "fp32", "bf16"}));
    subcommand.add_option("--threads", threads, "threads of the model; 0 = as many as there are cores")
        ->check(CLI::Range(0, 1024));
}

ModelOptions ModelChoice::options() const
{
    return {device, precisionFromName(precision), threads};
}

std::unique_ptr<TaggingModel> ModelChoice::load() const
{
    return TaggingModel::load(findModel(model), options());
}

fs::path findModel(const std::string& nameOrPath)
{
    std::error_code missing; // then it may be a name
    if (!nameOrPath.empty() && fs::exists(nameOrPath, missing))
        return nameOrPath;
    const auto models = installedModels();
    if (nameOrPath.empty()) {
        if (models.empty())
            throw Error(ErrorCode::NotFound, "no bundled model was found beside the program; name one with --model");
        return models.front();
    }
    const auto named = std::ranges::find(models, fs::path(nameOrPath), &fs::path::filename);
    if (named != models.end())
        return *named;
    std::string names;
    for (const fs::path& model : models)
        names += (names.empty() ? "" : ", ") + model.filename().string();
    throw Error(ErrorCode::NotFound, "there is no model '" + nameOrPath +
                                         "': neither a file or folder nor one of the "
                                         "installed models (" +
                                         (names.empty() ? "none" : names) + ")");
}

} // namespace dass::cli
