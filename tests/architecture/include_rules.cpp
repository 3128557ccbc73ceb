#include "include_rules.h"

#include "source_tree.h"

#include <algorithm>
#include <set>

namespace dass::architecture {
namespace {

bool isBelow(const std::string& file, const std::vector<std::string>& folders)
{
    return std::any_of(folders.begin(), folders.end(),
                       [&](const std::string& folder) { return file.starts_with(folder + "/"); });
}

bool isHeader(const std::string& file)
{
    return file.ends_with(".h") || file.ends_with(".cuh");
}

// Files in `folders` may not reach any header of an origin in `forbidden`.
struct OriginRule
{
    std::vector<std::string> folders;
    std::set<Origin> forbidden;
    bool headersOnly;
    const char* text;
};

// Files in `folders` may include the project's own headers only from `allowed` (and from their own folder).
struct LayerRule
{
    std::vector<std::string> folders;
    std::vector<std::string> allowed;
    const char* text;
};

// No unit may reach headers of both origins.
struct PairRule
{
    Origin first, second;
    const char* text;
};

const std::vector<OriginRule>& originRules()
{
    static const std::vector<OriginRule> kRules{
        {{"core"}, {Origin::Qt}, false, "core knows no Qt"},
        {{"cuda"}, {Origin::Qt, Origin::FFmpeg, Origin::Spdlog}, false, "cuda knows only torch and CUDA"},
        {{"ui"}, {Origin::Torch, Origin::FFmpeg, Origin::Cuda}, false, "ui knows no torch, FFmpeg or CUDA"},
        {{"core"}, {Origin::Cuda}, false, "CUDA lives in the plugin only"},
        {{"core/base", "core/audio", "core/features", "core/metrics", "core/overview", "core/inference",
          "core/corrections", "core/report", "core/results", "core/niah"},
         {Origin::Torch},
         true,
         "public headers of core hide torch (operators, model and training internals apart)"},
    };
    return kRules;
}

const std::vector<LayerRule>& layerRules()
{
    static const std::vector<LayerRule> kRules{
        {{"core"}, {"core"}, "core depends on nothing above it"},
        // The order of core's folders, of which each knows those that it needs and none that needs it.
        {{"core/base"}, {}, "core/base depends on nothing"},
        {{"core/features", "core/metrics"}, {"core/base"}, "the front end and the metrics depend on core/base only"},
        {{"core/ops"}, {"core/base", "core/features"}, "the operators know no model"},
        {{"core/model"}, {"core/base", "core/features", "core/ops"}, "the model knows no audio and no engine"},
        {{"core/audio"}, {"core/base", "core/features"}, "audio knows no model"},
        {{"core/overview"}, {"core/base", "core/features", "core/audio"}, "the overview knows no model"},
        {{"core/inference"},
         {"core/base", "core/features", "core/ops", "core/model", "core/audio", "core/metrics"},
         "the engine knows no report"},
        {{"core/corrections"},
         {"core/base", "core/features", "core/ops", "core/model", "core/audio", "core/metrics", "core/inference"},
         "corrections know no report"},
        {{"core/report"},
         {"core/base", "core/features", "core/ops", "core/model", "core/audio", "core/metrics", "core/inference",
          "core/corrections"},
         "reports know neither results, distillation nor haystacks"},
        {{"core/results"},
         {"core/base", "core/features", "core/ops", "core/model", "core/audio", "core/metrics", "core/inference",
          "core/corrections", "core/report"},
         "results know neither distillation nor haystacks"},
        {{"core/distill"},
         {"core/base", "core/features", "core/ops", "core/model", "core/audio", "core/metrics"},
         "distillation knows neither the engine nor reports"},
        {{"cuda"},
         {"core/ops", "core/base", "core/features"},
         "cuda depends on the operators' headers and the front end's numbers only"},
        {{"app/cli"}, {"core"}, "the command line depends on core only"},
        {{"app/jobs", "app/session", "app/playback", "app/settings", "app/haystack", "app/distill"},
         {"app/jobs", "app/session", "app/playback", "app/settings", "app/haystack", "app/distill", "core"},
         "app's shared parts know no widgets and no program"},
        {{"ui"},
         {"ui", "app/jobs", "app/session", "app/playback", "app/settings", "app/haystack", "app/distill", "core"},
         "ui depends on jobs, session, playback, settings, haystack, distill and core"},
    };
    return kRules;
}

const std::vector<PairRule>& pairRules()
{
    static const std::vector<PairRule> kRules{
        {Origin::Qt, Origin::Torch, "no unit includes both Qt and torch"},
        {Origin::Spdlog, Origin::Torch, "no unit includes both spdlog (or fmt) and torch"},
    };
    return kRules;
}

const Reached* findOrigin(const std::vector<Reached>& reached, const std::set<Origin>& wanted)
{
    const auto found = std::find_if(reached.begin(), reached.end(),
                                    [&](const Reached& header) { return wanted.contains(header.origin); });
    return found == reached.end() ? nullptr : &*found;
}

void checkFile(const std::string& file, const std::vector<Reached>& reached, std::vector<Violation>& violations)
{
    for (const OriginRule& rule : originRules()) {
        if (!isBelow(file, rule.folders) || (rule.headersOnly && !isHeader(file))) {
            continue;
        }
        if (const Reached* header = findOrigin(reached, rule.forbidden)) {
            violations.push_back({file, header->trail, rule.text});
        }
    }
    for (const LayerRule& rule : layerRules()) {
        if (!isBelow(file, rule.folders)) {
            continue;
        }
        const auto found = std::find_if(reached.begin(), reached.end(), [&](const Reached& header) {
            return header.origin == Origin::Project && !isBelow(header.name, rule.allowed) &&
                   !isBelow(header.name, rule.folders);
        });
        if (found != reached.end()) {
            violations.push_back({file, found->trail, rule.text});
        }
    }
    for (const PairRule& rule : pairRules()) {
        const Reached* first = findOrigin(reached, {rule.first});
        const Reached* second = findOrigin(reached, {rule.second});
        if (first && second) {
            violations.push_back({file, first->trail + " and " + second->trail, rule.text});
        }
    }
}

} // namespace

std::vector<Violation> checkIncludes(const std::filesystem::path& root)
{
    const SourceTree tree(root, {"core", "app", "ui", "cuda", "tests"});
    std::vector<Violation> violations;
    for (const std::string& file : tree.files()) {
        checkFile(file, tree.reachedFrom(file), violations);
    }
    return violations;
}

} // namespace dass::architecture
