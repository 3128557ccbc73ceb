#include "core/distill/presets.h"

#include "core/base/error.h"

#include <filesystem>

namespace dass::distill {

namespace {

using Json = nlohmann::json;

Json merged(std::initializer_list<Json> parts)
{
    Json whole = Json::object();
    for (const Json& part : parts)
        whole.merge_patch(part);
    return whole;
}

// AudioSet's balanced set of 20,000 clips, and the full one of two million.
Json balancedSet()
{
    return {{"schedule", {{"epochs", 25}, {"decay_from", 10}, {"decay_every", 5}}},
            {"weight_average", {6, 25}},
            {"sampler", "shuffle"}};
}

// As the authors' recipe has it; their paper speaks of 10 epochs.
Json fullSet()
{
    return {{"schedule", {{"epochs", 5}, {"decay_from", 2}, {"decay_every", 1}}},
            {"weight_average", {1, 5}},
            {"sampler", "balanced"}};
}

Json dass(const std::string& size)
{
    return {{"student", {{"arch", "dass"}, {"size", size}, {"drop_path", authorsDropPath(size).value()}}}};
}

Json ast(const std::string& size)
{
    return {{"student", {{"arch", "ast"}, {"size", size}}}};
}

Json init(const std::string& kind)
{
    return {{"student", {{"init", kind}}}};
}

Json labelsOnly()
{
    return {{"loss", {{"kd_weight", 0}}}};
}

Json teachers(const std::vector<std::string>& kinds)
{
    Json list = Json::array();
    for (const std::string& kind : kinds)
        list.push_back({{"kind", kind}, {"weight", 1}});
    return {{"teachers", list}, {"loss", {{"kd", "kldiv"}, {"kd_weight", 0.5}}}};
}

Json kd(const std::string& kind)
{
    return {{"loss", {{"kd", kind}}}};
}

// The same data, steps and seed for every row: an hour or two on two cores. The stored outputs also give the clips
// their labels, so that they are there in rows that do not learn from them, with weight 0 beside live teachers.
Json scaledDown(const std::vector<std::string>& liveTeachers, bool storedTeaches)
{
    Json list = Json::array();
    list.push_back({{"kind", "stored"}, {"weight", storedTeaches ? 1 : 0}});
    for (const std::string& kind : liveTeachers)
        list.push_back({{"kind", kind}, {"weight", 1}});
    return {{"student", {{"arch", "dass"}, {"size", "nano"}, {"head_bias", "prior"}}},
            {"teachers", list},
            {"data",
             {{"split_column", "split"},
              {"train_split", "train"},
              {"eval_split", "eval"},
              {"labels_from_teacher", 0.3},
              {"clip_frames", 256},
              {"eval_frames", 512},
              {"crop", "random"},
              {"short_clips", {{"pad", 1}, {"repeat", 2}, {"join", 1}}}}},
            {"loss", {{"kd", "bce"}, {"kd_weight", 0.5}}},
            {"optimizer",
             {{"lr", 1e-3},
              {"betas", {0.9, 0.999}},
              {"eps", 1e-12},
              {"weight_decay", 0},
              {"warmup_steps", 100},
              {"warmup_every", 1}}},
            {"schedule", {{"kind", "cosine"}, {"epochs", 5}}},
            {"batch", 8},
            {"mixup", 0.2},
            {"mixup_targets", "max"},
            {"freq_mask", 16},
            {"time_mask", 24}};
}

std::vector<Preset> makePresets()
{
    const Json scratch = init("scratch");
    const Json imageNet = init("imagenet");
    return {
        {"as20k", "recipe of the balanced set: 25 epochs; student and teachers are yours", balancedSet()},
        {"as2m", "recipe of the full set: 5 epochs (in the paper 10), balanced sampler; student and teachers are yours",
         fullSet()},

        {"table-1-ast-small-scratch", "AS-20K, AST-S from scratch, labels only (paper: mAP 10.6)",
         merged({balancedSet(), ast("small"), scratch, labelsOnly()})},
        {"table-1-ast-base-scratch", "AS-20K, AST-B from scratch, labels only (paper: mAP 14.8)",
         merged({balancedSet(), ast("base"), scratch, labelsOnly()})},
        {"table-1-dass-small-scratch", "AS-20K, DASS-S from scratch, labels only (paper: mAP 12.0)",
         merged({balancedSet(), dass("small"), scratch, labelsOnly()})},
        {"table-1-dass-small-scratch-kd", "AS-20K, DASS-S from scratch, AST teacher (paper: mAP 20.2)",
         merged({balancedSet(), dass("small"), scratch, teachers({"ast"})})},
        {"table-1-ast-small-imagenet", "AS-20K, AST-S from DeiT-S, labels only (paper: mAP 31.0)",
         merged({balancedSet(), ast("small"), imageNet, labelsOnly()})},
        {"table-1-ast-base-imagenet", "AS-20K, AST-B from DeiT-B, labels only (paper: mAP 34.7)",
         merged({balancedSet(), ast("base"), imageNet, labelsOnly()})},
        {"table-1-dass-small-imagenet", "AS-20K, DASS-S from VMamba-T, labels only (paper: mAP 34.6)",
         merged({balancedSet(), dass("small"), imageNet, labelsOnly()})},
        {"table-1-dass-small-imagenet-kd", "AS-20K, DASS-S from VMamba-T, AST teacher (paper: mAP 38.4)",
         merged({balancedSet(), dass("small"), imageNet, teachers({"ast"})})},

        {"table-2-ast-teacher", "AS-20K, DASS-S from VMamba-T, AST teacher",
         merged({balancedSet(), dass("small"), imageNet, teachers({"ast"})})},
        {"table-2-dass-teacher", "AS-20K, DASS-S from VMamba-T, DASS teacher",
         merged({balancedSet(), dass("small"), imageNet, teachers({"dass"})})},
        {"table-2-ema-teacher", "AS-20K, DASS-S from VMamba-T, taught by its own running mean (0.999)",
         merged({balancedSet(), dass("small"), imageNet, teachers({"ema"})})},
        {"table-2-bce", "AS-20K, DASS-S from VMamba-T, AST teacher, binary cross-entropy in place of KL divergence",
         merged({balancedSet(), dass("small"), imageNet, teachers({"ast"}), kd("bce")})},

        {"table-3-ast-base", "AS-2M, AST-B from DeiT-B, labels only (paper: mAP 45.9)",
         merged({fullSet(), ast("base"), imageNet, labelsOnly()})},
        {"table-3-dass-small", "AS-2M, DASS-S from VMamba-T, AST teacher (paper: mAP 47.2)",
         merged({fullSet(), dass("small"), imageNet, teachers({"ast"})})},
        {"table-3-dass-medium", "AS-2M, DASS-M from VMamba-S, AST teacher (paper: mAP 47.6)",
         merged({fullSet(), dass("medium"), imageNet, teachers({"ast"})})},
        {"table-3-dass-small-ensemble", "AS-2M, DASS-S from VMamba-T, AST and HTS-AT teachers (paper: mAP 48.6)",
         merged({fullSet(), dass("small"), imageNet, teachers({"ast", "hts-at"})})},
        {"table-3-dass-medium-ensemble", "AS-2M, DASS-M from VMamba-S, AST and HTS-AT teachers (paper: mAP 48.9)",
         merged({fullSet(), dass("medium"), imageNet, teachers({"ast", "hts-at"})})},

        {"scaled-labels", "scaled down: nano student, labels only", merged({scaledDown({}, true), labelsOnly()})},
        {"scaled-stored", "scaled down: nano student, stored teacher, binary cross-entropy", scaledDown({}, true)},
        {"scaled-stored-kldiv", "scaled down: nano student, stored teacher, KL divergence",
         merged({scaledDown({}, true), kd("kldiv")})},
        {"scaled-ast", "scaled down: nano student, AST teacher", scaledDown({"ast"}, false)},
        {"scaled-dass", "scaled down: nano student, DASS teacher", scaledDown({"dass"}, false)},
        {"scaled-ema", "scaled down: nano student, taught by its own running mean", scaledDown({"ema"}, false)},
        {"scaled-ensemble", "scaled down: nano student, mean of the stored and a DASS teacher",
         scaledDown({"dass"}, true)},
        {"scaled-checkpoint", "scaled down: nano student from a checkpoint, stored teacher",
         merged({scaledDown({}, true), init("checkpoint")})},
        {"scaled-ast-student", "scaled down: AST of width 192 and 4 blocks, stored teacher",
         merged({scaledDown({}, true), {{"student", {{"arch", "ast"}, {"size", {{"width", 192}, {"depth", 4}}}}}}})},
    };
}

bool isFile(const Json& teacher)
{
    return teacher.at("kind") != "ema";
}

std::string absolutePath(const std::string& path)
{
    return std::filesystem::absolute(path).lexically_normal().string();
}

void setPath(Json& object, const char* key, const std::string& path)
{
    if (!path.empty())
        object[key] = absolutePath(path);
}

[[noreturn]] void fail(const std::string& name, const std::string& what)
{
    throw Error(ErrorCode::InvalidArgument, "preset " + name + ": " + what);
}

// The person's files in the places of the preset's. Stored outputs of a corpus may stand for a file that is not named.
void setTeachers(Json& document, const std::string& name, const PresetFiles& files, const std::string& stored)
{
    std::size_t next = 0;
    std::size_t nextEval = 0;
    std::string wanted;
    for (Json& teacher : document["teachers"]) {
        if (!isFile(teacher))
            continue;
        const bool isStored = teacher.at("kind") == "stored";
        if (isStored && !stored.empty()) {
            setPath(teacher, "path", stored);
            setPath(teacher, "eval_path", stored);
            continue;
        }
        wanted += (wanted.empty() ? "" : ", ") + teacher.at("kind").get<std::string>();
        if (next < files.teachers.size())
            setPath(teacher, "path", files.teachers[next]);
        ++next;
        if (isStored && nextEval < files.evalTeachers.size())
            setPath(teacher, "eval_path", files.evalTeachers[nextEval++]);
    }
    if (next != files.teachers.size())
        fail(name, "wants " + (next == 0 ? "no teacher's file" : "a file of each of its teachers (" + wanted + ")") +
                       "; --teacher names " + std::to_string(files.teachers.size()));
    if (nextEval != files.evalTeachers.size())
        fail(name, "has no stored teacher that an evaluation list's outputs would be of");
}

} // namespace

std::optional<double> authorsDropPath(const std::string& size)
{
    if (size == "small")
        return 0.2;
    return size == "medium" ? std::optional(0.3) : std::nullopt;
}

const std::vector<Preset>& presets()
{
    static const std::vector<Preset> all = makePresets();
    return all;
}

std::vector<std::string> presetNames()
{
    std::vector<std::string> names;
    for (const Preset& preset : presets())
        names.push_back(preset.name);
    return names;
}

const Preset* findPreset(const std::string& name)
{
    for (const Preset& preset : presets()) {
        if (preset.name == name)
            return &preset;
    }
    return nullptr;
}

std::optional<double> publishedPrecision(const std::string& name)
{
    constexpr std::string_view kWords = "(paper: mAP ";
    const Preset* preset = findPreset(name);
    const std::size_t at = preset == nullptr ? std::string::npos : preset->what.find(kWords);
    if (at == std::string::npos)
        return std::nullopt;
    return std::stod(preset->what.substr(at + kWords.size())) / 100;
}

nlohmann::json presetDocument(const std::string& name, const PresetFiles& files)
{
    const Preset* preset = findPreset(name);
    if (preset == nullptr)
        fail(name, "there is none of that name; dass distill presets lists them");
    if (!preset->patch.contains("student"))
        fail(name, "says nothing of student and teachers; name it as \"preset\" in a specification of yours");
    Json document = preset->patch;
    document["preset"] = name;
    PresetFiles given = files;
    std::string stored;
    if (!files.corpus.empty()) {
        const std::filesystem::path folder = files.corpus;
        const std::string list = (folder / "manifest.csv").string();
        given.train = files.train.empty() ? list : files.train;
        given.eval = files.eval.empty() ? list : files.eval;
        given.labels = files.labels.empty() ? (folder / "class_labels_indices.csv").string() : files.labels;
        stored = (folder / "teacher_logits_f16.npy").string();
    }
    Json& data = document["data"];
    setPath(data, "train", given.train);
    setPath(data, "eval", given.eval);
    setPath(data, "labels", given.labels);
    setPath(data, "root", given.root);
    if (document.contains("teachers"))
        setTeachers(document, name, files, stored);
    else if (!files.teachers.empty())
        fail(name, "learns from labels only; leave --teacher out");
    const std::string start = document["student"].value("init", "scratch");
    if (start == "scratch" && !files.checkpoint.empty())
        fail(name, "starts from scratch; leave --checkpoint out");
    if (start != "scratch" && files.checkpoint.empty())
        fail(name, start == "imagenet" ? "starts from weights of ImageNet; name their file with --checkpoint"
                                       : "starts from a checkpoint; name it with --checkpoint");
    setPath(document["student"], "checkpoint", files.checkpoint);
    if (files.epochs) {
        document["schedule"]["epochs"] = *files.epochs;
        document["weight_average"] = nullptr; // the preset's is of its own epochs
    }
    if (files.seed)
        document["seed"] = *files.seed;
    return document;
}

std::string presetText(const Preset& preset)
{
    nlohmann::ordered_json text = preset.patch;
    if (publishedPrecision(preset.name))
        text["preset"] = preset.name;
    for (auto& teacher : text["teachers"]) {
        if (teacher.at("kind") != "ema")
            teacher["path"] = nullptr;
        if (teacher.at("kind") == "stored")
            teacher["eval_path"] = nullptr;
    }
    if (text["teachers"].is_null())
        text.erase("teachers");
    for (const char* key : {"train", "eval", "labels"})
        text["data"][key] = nullptr;
    if (text.contains("student") && text["student"].value("init", "scratch") != "scratch")
        text["student"]["checkpoint"] = nullptr;
    return text.dump(2) + "\n";
}

} // namespace dass::distill
