#include "core/model/model_config.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/regular_file.h"
#include "core/model/dtype.h"
#include "core/model/labels.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace dass {

namespace {

using nlohmann::json;

constexpr std::size_t kMaxConfigBytes = 16 << 20;
constexpr std::int64_t kUsualFrames = 1024; // of an AST's input
constexpr const char* kEpsKey = "layer_norm_eps";
constexpr const char* kHeadEpsKey = "head_layer_norm_eps";
constexpr std::uint64_t kMaxInteger = std::numeric_limits<std::int64_t>::max();

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason)
{
    throw Error(ErrorCode::BadFile, "'" + path.string() + "' " + reason);
}

json parse(const std::filesystem::path& path)
{
    const RegularFile file(path);
    if (file.size() > kMaxConfigBytes)
        fail(path, "has " + std::to_string(file.size()) + " bytes, no model's description has; fetch it again");
    json config = json::parse(file.text(), nullptr, false);
    if (config.is_discarded() || !config.is_object())
        fail(path, "is not a JSON object; fetch it again");
    return config;
}

std::vector<std::int64_t> integers(const std::filesystem::path& path, const json& config, const char* key)
{
    std::vector<std::int64_t> values;
    for (const json& value : config[key]) {
        if (!value.is_number_integer())
            fail(path, std::string("has something other than whole numbers under '") + key + "'");
        if (value.is_number_unsigned() && value.get<std::uint64_t>() > kMaxInteger)
            fail(path, std::string("has a number beyond all bounds under '") + key + "'");
        values.push_back(value.get<std::int64_t>());
    }
    return values;
}

void requireSame(const std::filesystem::path& path, const json& config, const char* key,
                 const std::vector<std::int64_t>& weights)
{
    if (!config.contains(key))
        return;
    const std::vector<std::int64_t> stated = integers(path, config, key);
    if (stated != weights)
        fail(path, std::string("says ") + key + " " + toString(stated) + ", the weights beside it have " +
                       toString(weights) + "; the two do not belong together");
}

// Machine ids of AudioSet's classes by name, for configs and classes without one of their own.
std::string midOf(const std::string& name)
{
    static const std::map<std::string, std::string> mids = [] {
        std::map<std::string, std::string> result;
        for (const Label& label : audioSetLabels())
            result.emplace(label.name, label.mid);
        return result;
    }();
    const auto found = mids.find(name);
    return found == mids.end() ? "" : found->second;
}

// Machine ids that the config holds for its own classes.
void readMids(const std::filesystem::path& path, const json& config, std::vector<Label>& labels)
{
    if (!config.contains("id2mid"))
        return;
    const json& mids = config["id2mid"];
    if (!mids.is_object())
        fail(path, "has an 'id2mid' that is no object");
    for (const auto& [key, mid] : mids.items()) {
        std::size_t index = labels.size();
        std::from_chars(key.data(), key.data() + key.size(), index);
        if (index >= labels.size() || !mid.is_string())
            fail(path, "has an 'id2mid' that gives no class a machine id, at '" + key + "'");
        labels[index].mid = mid.get<std::string>();
    }
}

std::vector<Label> labelsOf(const std::filesystem::path& path, const json& config, std::int64_t classes)
{
    if (!config.contains("id2label"))
        return {};
    const json& names = config["id2label"];
    if (!names.is_object() || static_cast<std::int64_t>(names.size()) != classes)
        fail(path, "names " + std::to_string(names.size()) + " classes under 'id2label', the weights have " +
                       std::to_string(classes));
    std::vector<Label> labels(static_cast<std::size_t>(classes));
    std::vector<bool> named(labels.size());
    for (const auto& [key, name] : names.items()) {
        std::size_t index = labels.size();
        const char* const end = key.data() + key.size();
        const auto [rest, error] = std::from_chars(key.data(), end, index);
        if (error != std::errc() || rest != end || index >= labels.size() || !name.is_string() || named[index])
            fail(path, "has an 'id2label' that does not name each class once, at '" + key + "'");
        named[index] = true;
        labels[index].name = name.get<std::string>();
        labels[index].mid = midOf(labels[index].name);
    }
    readMids(path, config, labels);
    tellApart(labels);
    return labels;
}

// A whole number of the config, or nothing when it has none of that name.
std::optional<std::int64_t> integer(const std::filesystem::path& path, const json& config, const char* key)
{
    if (!config.contains(key))
        return std::nullopt;
    const json& value = config[key];
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > kMaxInteger))
        fail(path, std::string("has no whole number under '") + key + "'");
    return value.get<std::int64_t>();
}

double epsilon(const std::filesystem::path& path, const json& config, const char* key, double otherwise)
{
    if (!config.contains(key))
        return otherwise;
    const json& eps = config[key];
    if (!eps.is_number() || !(eps.get<double>() > 0) || !(eps.get<double>() < 1))
        fail(path, std::string("has a '") + key + "' that is no number between 0 and 1");
    return eps.get<double>();
}

// Objects are appended to by themselves: the JSON library searches all keys of an ordered one for each that it adds.
void addLabels(nlohmann::ordered_json& config, const std::vector<Label>& labels)
{
    using OrderedObject = nlohmann::ordered_json::object_t;
    if (labels.empty())
        return;
    OrderedObject names;
    OrderedObject indices;
    OrderedObject mids;
    names.reserve(labels.size());
    indices.reserve(labels.size());
    std::unordered_map<std::string_view, std::ptrdiff_t> places; // of the names in `indices`
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const Label& label = labels[i];
        names.emplace_back(std::to_string(i), label.name);
        const auto [place, isNew] = places.emplace(label.name, static_cast<std::ptrdiff_t>(indices.size()));
        if (isNew)
            indices.emplace_back(label.name, i);
        else
            (indices.begin() + place->second)->second = i; // of two classes of one name the last one counts
        if (!label.mid.empty())
            mids.emplace_back(std::to_string(i), label.mid);
    }
    config["id2label"] = std::move(names);
    config["label2id"] = std::move(indices);
    if (!mids.empty())
        config["id2mid"] = std::move(mids);
}

void writeConfig(const std::filesystem::path& path, const nlohmann::ordered_json& config)
{
    writeFileAtomically(path, config.dump(2, ' ', false, json::error_handler_t::replace) + "\n");
}

void requireNumber(const std::filesystem::path& path, const json& config, const char* key, std::int64_t wanted,
                   ErrorCode code)
{
    const auto found = integer(path, config, key);
    if (found && *found != wanted)
        throw Error(code, "'" + path.string() + "' says " + key + " " + std::to_string(*found) + ", " +
                              (code == ErrorCode::Unsupported ? "this program reads ASTs with "
                                                              : "the weights beside it have ") +
                              std::to_string(wanted));
}

} // namespace

void readAstModelConfig(const std::filesystem::path& path, AstConfig& config, std::vector<Label>& labels)
{
    const json file = parse(path);
    requireNumber(path, file, "hidden_size", config.width, ErrorCode::BadFile);
    requireNumber(path, file, "num_hidden_layers", config.depth, ErrorCode::BadFile);
    requireNumber(path, file, "intermediate_size", config.mlp, ErrorCode::BadFile);
    requireNumber(path, file, "patch_size", kAstPatch, ErrorCode::Unsupported);
    requireNumber(path, file, "frequency_stride", kAstStride, ErrorCode::Unsupported);
    requireNumber(path, file, "time_stride", kAstStride, ErrorCode::Unsupported);
    if (file.contains("hidden_act") && file["hidden_act"] != "gelu")
        throw Error(ErrorCode::Unsupported,
                    "'" + path.string() + "' has a 'hidden_act' that is not gelu, which this program's ASTs use");
    if (const auto heads = integer(path, file, "num_attention_heads")) {
        if (*heads < 1 || config.width % *heads != 0)
            fail(path, "says num_attention_heads " + std::to_string(*heads) + ", which do not divide the width " +
                           std::to_string(config.width) + " of the weights beside it");
        config.heads = *heads;
    }
    config.blockEps = epsilon(path, file, kEpsKey, config.blockEps);
    config.headEps = epsilon(path, file, kHeadEpsKey, file.contains(kEpsKey) ? config.blockEps : config.headEps);
    if (std::vector<Label> named = labelsOf(path, file, config.classes); !named.empty())
        labels = std::move(named);
}

ModelConfigFile readModelConfig(const std::filesystem::path& path, const DassConfig& weights)
{
    const json config = parse(path);
    requireSame(path, config, "depths", weights.depths());
    requireSame(path, config, "dims", weights.dims());
    if (config.contains("num_classes") && config["num_classes"] != weights.classes)
        fail(path, "has a 'num_classes' that is not the " + std::to_string(weights.classes) +
                       " of the weights beside it; the two do not belong together");
    ModelConfigFile result;
    result.labels = labelsOf(path, config, weights.classes);
    if (config.contains("pooling")) {
        if (!config["pooling"].is_string())
            fail(path, "has a 'pooling' that is no name");
        try {
            result.pooling = poolingFromName(config["pooling"].get<std::string>());
        } catch (const Error& error) {
            fail(path, std::string("has a 'pooling' that is none: ") + error.what());
        }
    }
    return result;
}

void writeModelConfig(const std::filesystem::path& path, const DassConfig& config, const std::vector<Label>& labels,
                      Pooling pooling)
{
    nlohmann::ordered_json out = {
        {"model_type", "dass"},
        {"architectures", {"DASSForAudioClassification"}},
        {"depths", config.depths()},
        {"dims", config.dims()},
        {"embed_dim", config.dims().front()},
        {"patch_size", 4},
        {"num_classes", config.classes},
        {"max_length", 1024},
        {"num_mel_bins", 128},
        {"drop_path_rate", 0.0},
        {"use_checkpoint", false},
    };
    if (pooling != Pooling::Mean)
        out["pooling"] = nameOf(pooling);
    addLabels(out, labels);
    writeConfig(path, out);
}

void writeModelConfig(const std::filesystem::path& path, const AstConfig& config, const std::vector<Label>& labels)
{
    const std::int64_t frames =
        config.columns == astColumns(kUsualFrames) ? kUsualFrames : kAstPatch + kAstStride * (config.columns - 1);
    nlohmann::ordered_json out = {
        {"model_type", "audio-spectrogram-transformer"},
        {"architectures", {"ASTForAudioClassification"}},
        {"hidden_size", config.width},
        {"num_hidden_layers", config.depth},
        {"num_attention_heads", config.heads},
        {"intermediate_size", config.mlp},
        {"hidden_act", "gelu"},
        {"hidden_dropout_prob", 0.0},
        {"attention_probs_dropout_prob", 0.0},
        {kEpsKey, config.blockEps},
        {kHeadEpsKey, config.headEps},
        {"patch_size", kAstPatch},
        {"qkv_bias", true},
        {"frequency_stride", kAstStride},
        {"time_stride", kAstStride},
        {"max_length", frames},
        {"num_mel_bins", 128},
    };
    addLabels(out, labels);
    writeConfig(path, out);
}

} // namespace dass
