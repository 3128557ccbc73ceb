#include "core/niah/spec.h"

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/base/resources.h"
#include "core/distill/json_object.h"
#include "core/niah/cell.h"
#include "core/niah/needle_set.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>

namespace dass::niah {

namespace {

using Json = nlohmann::json;
using distill::JsonObject;
namespace fs = std::filesystem;

constexpr std::size_t kMostItems = 1000; // of a list
constexpr std::int64_t kMostNeedles = 1'000'000;

const std::vector<std::pair<std::string, HaystackKind>> kKinds{
    {"zero", HaystackKind::Zero},   {"white", HaystackKind::White},   {"pink", HaystackKind::Pink},
    {"brown", HaystackKind::Brown}, {"babble", HaystackKind::Babble}, {"recording", HaystackKind::Recording}};
const std::vector<std::pair<std::string, Insertion>> kInsertions{
    {"spectrogram", Insertion::Spectrogram}, {"waveform", Insertion::Waveform}, {"overlay", Insertion::Overlay}};

const std::vector<std::pair<std::string, bool>> kAstPositions{{"stored", false}, {kSinusoidal, true}};

// The name, if it is one of a device; whether that is there is seen when a model is loaded.
std::string deviceFromName(const std::string& name)
{
    constexpr std::string_view kNumbered = "cuda:";
    const bool numbered = name.starts_with(kNumbered) && name.size() > kNumbered.size() &&
                          name.find_first_not_of("0123456789", kNumbered.size()) == std::string::npos;
    if (name != "auto" && name != "cpu" && name != "cuda" && !numbered)
        throw Error(ErrorCode::InvalidArgument, "there is no device '" + name + "'; choose auto, cpu, cuda or cuda:N");
    return name;
}

const Json* listAt(JsonObject& object, const std::string& key)
{
    const Json* found = object.find(key);
    if (found != nullptr && (!found->is_array() || found->empty() || found->size() > kMostItems))
        object.fail(key, "has to be a list of 1 to " + std::to_string(kMostItems) + " items");
    return found;
}

std::vector<double> readNumbers(JsonObject& object, const std::string& key, double lowest, double highest)
{
    std::vector<double> numbers;
    const Json* list = listAt(object, key);
    if (list == nullptr)
        return numbers;
    for (const Json& item : *list) {
        const double value = item.is_number() ? item.get<double>() : std::nan("");
        if (!(value >= lowest && value <= highest))
            object.fail(key, "holds " + item.dump() + "; want numbers from " + numberText(lowest) + " to " +
                                 numberText(highest));
        if (std::find(numbers.begin(), numbers.end(), value) == numbers.end())
            numbers.push_back(value);
    }
    return numbers;
}

class PathReader
{
public:
    explicit PathReader(fs::path base) : m_base(std::move(base)) {}

    fs::path inBase(const std::string& text) const { return fs::absolute(m_base / text).lexically_normal(); }

    fs::path read(JsonObject& object, const std::string& key) const
    {
        std::string text;
        object.read(key, text);
        if (text.empty())
            return {};
        const fs::path path = inBase(text);
        std::error_code ignored; // what cannot be looked at counts as not there
        if (!fs::exists(path, ignored))
            object.fail(key, "names " + path.string() + ", which does not exist", ErrorCode::NotFound);
        return path;
    }

    // A file or folder, or the name of an installed model.
    fs::path model(const std::string& text) const
    {
        std::error_code ignored;
        return text.empty() || !fs::exists(inBase(text), ignored) ? fs::path(text) : inBase(text);
    }

private:
    fs::path m_base;
};

// A file's stem, or a folder's name; of two alike, the second becomes "name-2".
void nameModels(std::vector<ModelEntry>& models)
{
    std::set<std::string> taken;
    for (ModelEntry& model : models) {
        std::string name = model.name;
        if (name.empty() && model.path.empty())
            name = "bundled";
        std::error_code ignored;
        if (name.empty())
            name = (fs::is_directory(model.path, ignored) ? model.path.filename() : model.path.stem()).string();
        model.name = name;
        for (int number = 2; !taken.insert(model.name).second; ++number)
            model.name = name + "-" + std::to_string(number);
    }
}

std::vector<ModelEntry> readModels(JsonObject& root, const PathReader& paths, const std::string& source)
{
    std::vector<ModelEntry> models;
    if (const Json* list = listAt(root, "models")) {
        for (const Json& item : *list) {
            ModelEntry model;
            std::string path;
            if (item.is_string()) {
                path = item.get<std::string>();
            } else {
                JsonObject object(item, source, "models[" + std::to_string(models.size()) + "].");
                object.read("path", path);
                object.read("name", model.name);
                model.positions = readNumbers(object, "positions", 0, 1);
                object.readChoice("ast_positions", model.sinusoidalPositions, kAstPositions);
                object.finish();
            }
            model.path = paths.model(path);
            models.push_back(std::move(model));
        }
    }
    if (models.empty())
        models.emplace_back();
    nameModels(models);
    return models;
}

std::uint64_t readSeed(JsonObject& object, const std::string& key, std::uint64_t otherwise)
{
    auto seed = static_cast<std::int64_t>(otherwise);
    object.read(key, seed, 0, std::numeric_limits<std::int64_t>::max());
    return static_cast<std::uint64_t>(seed);
}

NeedleSource readNeedles(JsonObject object, const PathReader& paths, const std::string& source)
{
    NeedleSource needles;
    needles.list = paths.read(object, "list");
    needles.spectrograms = paths.read(object, "spectrograms");
    if (const Json* files = listAt(object, "files")) {
        for (const Json& item : *files) {
            JsonObject file(item, source, "needles.files[" + std::to_string(needles.files.size()) + "].");
            NeedleFile needle{paths.read(file, "wav"), {}};
            if (needle.path.empty())
                file.fail("wav", "is missing; want a path");
            file.read("labels", needle.labels);
            file.finish();
            needles.files.push_back(std::move(needle));
        }
    }
    if (int{!needles.list.empty()} + int{!needles.spectrograms.empty()} + int{!needles.files.empty()} != 1)
        object.fail("list", "or files or spectrograms, one of them, has to say what the needles are");
    object.read("limit", needles.limit, 0, kMostNeedles);
    if (object.find("choice_seed") != nullptr)
        needles.choiceSeed = readSeed(object, "choice_seed", 0);
    object.read("min_seconds", needles.minSeconds, 0, 10);
    needles.root = paths.read(object, "root");
    object.read("split_column", needles.splitColumn);
    object.read("split", needles.split);
    if (needles.splitColumn.empty() != needles.split.empty())
        object.fail("split_column", "goes together with split");
    needles.teacher = paths.read(object, "teacher");
    if (object.find("labels_from_teacher") != nullptr)
        object.read("labels_from_teacher", needles.labelsFromTeacher.emplace(0.5), 0, 1);
    if (needles.labelsFromTeacher && needles.teacher.empty())
        object.fail("labels_from_teacher", "needs the teacher's stored outputs in needles.teacher");
    if (!needles.teacher.empty() && needles.list.empty())
        object.fail("teacher", "needs a list, whose rows its outputs follow");
    object.finish();
    return needles;
}

HaystackSpec readHaystack(JsonObject object, const PathReader& paths)
{
    HaystackSpec haystack;
    object.readChoice("kind", haystack.kind, kKinds);
    haystack.file = paths.read(object, "file");
    haystack.seed = readSeed(object, "seed", 1);
    object.read("name", haystack.name);
    const bool takesFile = haystack.kind == HaystackKind::Babble || haystack.kind == HaystackKind::Recording;
    if (haystack.kind == HaystackKind::Recording && haystack.file.empty())
        object.fail("file", "is missing; want the recording");
    if (!takesFile && !haystack.file.empty())
        object.fail("file", "belongs to the kinds babble and recording");
    object.finish();
    return haystack;
}

std::vector<HaystackSpec> readHaystacks(JsonObject& root, const PathReader& paths, const std::string& source)
{
    std::vector<HaystackSpec> haystacks;
    if (const Json* list = listAt(root, "haystacks")) {
        if (root.find("haystack") != nullptr)
            root.fail("haystack", "and haystacks are both there; keep one");
        for (const Json& item : *list)
            haystacks.push_back(
                readHaystack(JsonObject(item, source, "haystacks[" + std::to_string(haystacks.size()) + "]."), paths));
    } else {
        haystacks.push_back(readHaystack(root.child("haystack"), paths));
    }
    std::set<std::string> taken;
    for (HaystackSpec& haystack : haystacks) {
        const std::string name = haystack.name.empty() ? nameOf(haystack.kind) : haystack.name;
        haystack.name = name;
        for (int number = 2; !taken.insert(haystack.name).second; ++number)
            haystack.name = name + "-" + std::to_string(number);
    }
    return haystacks;
}

std::vector<std::int64_t> readLengths(JsonObject& root)
{
    const double most = kMostMixtureFrames;
    // What the papers call 10 s is 10.24.
    std::vector<double> seconds = readNumbers(root, "lengths_s", 10, most / 100);
    std::vector<double> frames = readNumbers(root, "lengths_frames", kNeedleFrames, most);
    if (seconds.empty() == frames.empty())
        root.fail("lengths_s", "or lengths_frames, one of them, has to say how long the haystacks are");
    std::set<std::int64_t> lengths;
    for (double length : seconds)
        lengths.insert(std::max(kNeedleFrames, static_cast<std::int64_t>(std::llround(length * 100))));
    for (double length : frames) {
        if (length != std::floor(length))
            root.fail("lengths_frames", "holds " + numberText(length) + "; want whole numbers");
        lengths.insert(static_cast<std::int64_t>(length));
    }
    return {lengths.begin(), lengths.end()};
}

void readSnr(JsonObject& root, Spec& spec)
{
    if (const Json* list = listAt(root, "snr_db")) {
        spec.snrDb.clear();
        for (const Json& item : *list) {
            std::optional<double> snr;
            if (!item.is_null()) {
                snr = item.is_number() ? item.get<double>() : std::nan("");
                if (!(std::abs(*snr) <= kMostSnr))
                    root.fail("snr_db", "holds " + item.dump() + "; want numbers of dB from -100 to 100, or null");
            }
            if (std::find(spec.snrDb.begin(), spec.snrDb.end(), snr) == spec.snrDb.end())
                spec.snrDb.push_back(snr);
        }
    }
    const bool unscaled = std::find(spec.snrDb.begin(), spec.snrDb.end(), std::nullopt) != spec.snrDb.end();
    for (const HaystackSpec& haystack : spec.haystacks) {
        if (unscaled && haystack.kind != HaystackKind::Zero && haystack.kind != HaystackKind::Recording)
            root.fail("snr_db", "holds no number for the haystack " + haystack.name +
                                    ", which has no loudness of its "
                                    "own; want dB, such as [0]");
    }
}

void readPooling(JsonObject& root, Spec& spec)
{
    const Json* list = listAt(root, "pooling");
    if (list == nullptr)
        return;
    spec.pooling.clear();
    for (const Json& item : *list) {
        if (!item.is_string())
            root.fail("pooling", "holds " + item.dump() + "; want texts such as \"mean\"");
        const Pooling pooling = root.named("pooling", item.get<std::string>(), poolingFromName);
        if (std::find(spec.pooling.begin(), spec.pooling.end(), pooling) == spec.pooling.end())
            spec.pooling.push_back(pooling);
    }
}

// What the document says instead of the preset goes before it, also where it says it by another key.
Json withPreset(const Json& document, const std::string& source)
{
    JsonObject given(document, source);
    std::string preset;
    given.read("preset", preset);
    if (preset.empty())
        return document;
    const std::vector<std::string> names = presetNames();
    if (std::find(names.begin(), names.end(), preset) == names.end()) {
        std::string known;
        for (const std::string& name : names)
            known += (known.empty() ? "" : ", ") + name;
        given.fail("preset", "is \"" + preset + "\"; this build knows " + known);
    }
    Json made = readJsonFile(requireResource("niah/" + preset + ".json"), ErrorCode::BadFile);
    for (const auto& [key, other] : {std::pair{"lengths_s", "lengths_frames"},
                                     {"lengths_frames", "lengths_s"},
                                     {"haystack", "haystacks"},
                                     {"haystacks", "haystack"}}) {
        if (given.find(key) != nullptr)
            made.erase(other);
    }
    made.erase("about");
    made.merge_patch(document);
    return made;
}

} // namespace

std::vector<std::string> presetNames()
{
    std::vector<std::string> names;
    for (const fs::path& file : listResources("niah")) {
        if (file.extension() == ".json")
            names.push_back(file.stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Spec readSpec(const fs::path& path)
{
    return specFromJson(readSpecFile(path), fs::absolute(path).parent_path(), path.string());
}

Spec specFromJson(const Json& document, const fs::path& base, const std::string& source)
{
    const Json whole = withPreset(document, source);
    JsonObject root(whole, source);
    root.find("preset");
    root.find("about");
    const PathReader paths(base);
    Spec spec;
    spec.models = readModels(root, paths, source);
    readPooling(root, spec);
    spec.needles = readNeedles(root.child("needles"), paths, source);
    spec.haystacks = readHaystacks(root, paths, source);
    spec.lengths = readLengths(root);
    if (const auto positions = readNumbers(root, "positions", 0, 1); !positions.empty())
        spec.positions = positions;
    root.readChoice("insertion", spec.insertion, kInsertions);
    root.read("crossfade_s", spec.crossfadeSeconds, 0, 5);
    readSnr(root, spec);
    spec.labels = paths.read(root, "labels");
    root.read("device", spec.device);
    spec.device = root.named("device", spec.device, deviceFromName);
    std::string precision = nameOf(spec.precision);
    root.read("precision", precision);
    spec.precision = root.named("precision", precision, precisionFromName);
    root.read("tile_frames", spec.tileFrames, 0, kMostMixtureFrames);
    root.read("save_logits", spec.saveLogits);
    JsonObject bootstrap = root.child("bootstrap");
    bootstrap.read("resamples", spec.bootstrap.resamples, 0, kMostResamples);
    bootstrap.read("level", spec.bootstrap.level, 0.5, 0.9999);
    spec.bootstrap.seed = readSeed(bootstrap, "seed", spec.bootstrap.seed);
    bootstrap.finish();
    root.finish();
    if (const std::int64_t cells = cellCount(spec); cells > kMostCells)
        throw Error(ErrorCode::InvalidArgument,
                    source + ": models, pooling, haystacks, snr_db, lengths and positions make " +
                        std::to_string(cells) + " cells; want " + std::to_string(kMostCells) +
                        " at most, shorten a list or make several experiments");
    return spec;
}

} // namespace dass::niah
