#include "core/model/architecture.h"

#include "core/model/weights_file.h"

#include <algorithm>
#include <string_view>

namespace dass {

std::string nameOf(Architecture architecture)
{
    switch (architecture) {
    case Architecture::Dass:
        return "DASS";
    case Architecture::Ast:
        return "AST";
    case Architecture::Htsat:
        return "HTS-AT";
    }
    return "";
}

std::string withArticle(Architecture architecture)
{
    return (architecture == Architecture::Dass ? "a " : "an ") + nameOf(architecture);
}

Architecture architectureOf(const std::vector<std::string>& tensorNames)
{
    const auto has = [&](std::string_view part) {
        return std::ranges::any_of(tensorNames, [&](const std::string& name) { return name.find(part) != name.npos; });
    };
    if (has("audio_spectrogram_transformer.") || has("mlp_head.") || has("dist_token"))
        return Architecture::Ast;
    if (has("sed_model.") || has("tscam_conv.") || has("relative_position_bias_table"))
        return Architecture::Htsat;
    return Architecture::Dass;
}

Architecture architectureOf(const std::filesystem::path& path)
{
    return architectureOf(tensorNamesIn(resolveModelPath(path)));
}

} // namespace dass
