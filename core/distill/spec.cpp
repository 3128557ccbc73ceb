#include "core/distill/spec.h"

#include "core/base/error.h"
#include "core/base/json_file.h"
#include "core/distill/json_object.h"
#include "core/distill/path_reader.h"
#include "core/distill/presets.h"
#include "core/distill/spec_names.h"
#include "core/distill/spec_student.h"
#include "core/distill/spec_teachers.h"

#include <algorithm>
#include <limits>

namespace dass::distill {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

constexpr std::int64_t kMaxCount = 1'000'000'000;
constexpr std::int64_t kMaxFrames = 1'000'000;
constexpr double kTeacherMomentum = 0.999; // of a student's mean that teaches, where the file names no other

// A preset's student drops what its size does, unless the document says how much.
void setDropPath(Json& whole, const Json& document)
{
    const Json::json_pointer place("/student/drop_path");
    if (document.contains(place) || !whole.contains("student") || !whole["student"].is_object())
        return;
    const Json& size = whole.value("/student/size"_json_pointer, Json());
    if (whole.value("/student/arch"_json_pointer, Json()) == "ast")
        whole["student"].erase("drop_path");
    else if (const auto drop = authorsDropPath(size.is_string() ? size.get<std::string>() : ""))
        whole[place] = *drop;
}

// The preset's keys, changed by the document's.
Json withPreset(const Json& document, const std::string& file)
{
    JsonObject given(document, file);
    std::string name;
    given.read("preset", name);
    if (name.empty())
        return document;
    const Preset* preset = findPreset(name);
    if (preset == nullptr)
        given.fail("preset", "is \"" + name + "\"; dass distill presets lists those that there are",
                   ErrorCode::Unsupported);
    Json patched = preset->patch;
    patched.merge_patch(document);
    setDropPath(patched, document);
    return patched;
}

DataSpec readData(JsonObject object, const PathReader& paths)
{
    DataSpec data;
    data.train = paths.read(object, "train", true);
    data.eval = paths.read(object, "eval", false);
    data.labels = paths.read(object, "labels", true);
    data.root = paths.read(object, "root", false);
    object.read("clip_frames", data.clipFrames, 1, kMaxFrames);
    data.evalFrames = data.clipFrames;
    object.read("eval_frames", data.evalFrames, 1, kMaxFrames);
    object.read("split_column", data.splitColumn);
    object.read("train_split", data.trainSplit);
    object.read("eval_split", data.evalSplit);
    if (data.splitColumn.empty() != (data.trainSplit.empty() && data.evalSplit.empty()))
        object.fail("split_column", "goes together with train_split and eval_split");
    if (object.find("labels_from_teacher") != nullptr)
        object.read("labels_from_teacher", data.labelsFromTeacher.emplace(0.5), 0, 1);
    object.readChoice("crop", data.crop, names::kCrop);
    JsonObject shortClips = object.child("short_clips");
    shortClips.read("pad", data.shortClips.pad, 0, 1e6);
    shortClips.read("repeat", data.shortClips.repeat, 0, 1e6);
    shortClips.read("join", data.shortClips.join, 0, 1e6);
    shortClips.finish();
    if (data.shortClips.pad + data.shortClips.repeat + data.shortClips.join <= 0)
        object.fail("short_clips", "needs one weight above 0");
    JsonObject haystack = object.child("haystack");
    haystack.read("share", data.haystack.share, 0, 1);
    data.haystack.frames = std::max(data.haystack.frames, data.clipFrames);
    haystack.read("frames", data.haystack.frames, data.clipFrames, kMaxFrames);
    haystack.read("noise", data.haystack.noise, 0, 1);
    haystack.finish();
    object.read("gain_db", data.gainDb, 0, 60);
    object.read("bad_share", data.badShare, 0, 1);
    object.read("cache_mb", data.cacheMb, 0, kMaxCount);
    object.finish();
    return data;
}

LossSpec readLoss(JsonObject object)
{
    LossSpec loss;
    object.readChoice("kd", loss.kd, names::kKd);
    object.read("kd_weight", loss.kdWeight, 0, 1);
    object.read("temperature", loss.temperature, 1e-3, 1e3);
    object.finish();
    return loss;
}

OptimizerSpec readOptimizer(JsonObject object)
{
    OptimizerSpec optimizer;
    object.read("lr", optimizer.lr, 0, 1e3);
    if (const Json* betas = object.find("betas")) {
        if (!betas->is_array() || betas->size() != 2 || !(*betas)[0].is_number() || !(*betas)[1].is_number())
            object.fail("betas", "is " + betas->dump() + "; want two numbers");
        optimizer.betas = {(*betas)[0].get<double>(), (*betas)[1].get<double>()};
        for (double beta : optimizer.betas) {
            if (!(beta >= 0 && beta < 1))
                object.fail("betas", "is " + betas->dump() + "; want numbers from 0 to below 1");
        }
    }
    object.read("eps", optimizer.eps, 0, 1);
    object.read("weight_decay", optimizer.weightDecay, 0, 1);
    object.read("warmup_steps", optimizer.warmupSteps, 0, kMaxCount);
    object.read("warmup_every", optimizer.warmupEvery, 1, kMaxCount);
    object.finish();
    return optimizer;
}

ScheduleSpec readSchedule(JsonObject object)
{
    ScheduleSpec schedule;
    object.readChoice("kind", schedule.kind, names::kSchedule);
    object.read("epochs", schedule.epochs, 1, 1'000'000);
    object.read("decay_from", schedule.decayFrom, 1, kMaxCount);
    object.read("decay_every", schedule.decayEvery, 1, kMaxCount);
    object.read("decay", schedule.decay, 0, 1);
    object.read("final_fraction", schedule.finalFraction, 0, 1);
    object.finish();
    return schedule;
}

void readWeightAverage(JsonObject& root, Spec& spec)
{
    std::vector<std::int64_t> epochs;
    if (!root.readIntegers("weight_average", epochs))
        return;
    if (epochs.size() != 2 || epochs[0] > epochs[1] || epochs[1] > spec.schedule.epochs)
        root.fail("weight_average", "has to be the first and the last epoch to average, at most schedule.epochs = " +
                                        std::to_string(spec.schedule.epochs));
    spec.weightAverage = {epochs[0], epochs[1]};
}

// A file that leaves the precision open trains in fp32 everywhere, so that it gives the same on every machine.
void readMachine(JsonObject& root, Spec& spec)
{
    std::string device = "auto";
    std::string precision = "auto";
    root.read("device", device);
    root.read("precision", precision);
    root.read("recompute", spec.recomputeBlocks);
    if (device != "auto" && device != "cpu")
        root.fail("device", "is \"" + device + "\"; this build trains on the cpu", ErrorCode::Unsupported);
    spec.precision = root.named("precision", precision, precisionFromName);
    if (spec.precision == Precision::Auto)
        spec.precision = Precision::Fp32;
}

void checkTogether(const Spec& spec, const JsonObject& root)
{
    if (spec.teachers.empty() && spec.loss.kdWeight > 0)
        root.fail("teachers", "is empty; name one, or set loss.kd_weight to 0");
    double weight = 0;
    for (const TeacherSpec& teacher : spec.teachers)
        weight += teacher.weight;
    if (!spec.teachers.empty() && weight <= 0)
        root.fail("teachers", "have the weight 0 together");
    if (spec.data.labelsFromTeacher && std::ranges::all_of(spec.teachers, &TeacherSpec::isLive))
        root.fail("data.labels_from_teacher", "needs a stored teacher");
    checkTeachers(spec, root);
    if (spec.data.haystack.share > 0 && std::ranges::any_of(spec.teachers, &TeacherSpec::isLive))
        root.fail("data.haystack", "needs teachers with stored outputs: a live one would hear the haystack, too");
    checkStudent(spec, root);
    if (spec.freqMask > 128)
        root.fail("freq_mask", "is " + std::to_string(spec.freqMask) + "; there are 128 mel bins");
    if (spec.timeMask > spec.data.clipFrames)
        root.fail("time_mask", "is " + std::to_string(spec.timeMask) + "; a clip has " +
                                   std::to_string(spec.data.clipFrames) + " frames");
}

} // namespace

Spec readSpec(const fs::path& path)
{
    return readSpec(readSpecFile(path), path.string(), fs::absolute(path).parent_path());
}

Spec readSpec(const Json& document, const std::string& file, const fs::path& folder)
{
    const Json whole = withPreset(document, file);
    JsonObject root(whole, file);
    const PathReader paths(folder);
    Spec spec;
    root.read("preset", spec.preset);
    spec.student = readStudent(root.child("student"), paths);
    spec.teachers = readTeachers(root, file, paths);
    spec.data = readData(root.child("data"), paths);
    spec.loss = readLoss(root.child("loss"));
    spec.optimizer = readOptimizer(root.child("optimizer"));
    spec.schedule = readSchedule(root.child("schedule"));
    root.readChoice("sampler", spec.sampler, names::kSampler);
    root.read("batch", spec.batch, 1, 100'000);
    root.read("mixup", spec.mixup, 0, 1);
    root.readChoice("mixup_targets", spec.mixupTargets, names::kMixedTargets);
    root.read("freq_mask", spec.freqMask, 0, kMaxFrames);
    spec.timeMask = std::min(spec.timeMask, spec.data.clipFrames);
    root.read("time_mask", spec.timeMask, 0, kMaxFrames);
    readWeightAverage(root, spec);
    if (std::ranges::find(spec.teachers, TeacherKind::Ema, &TeacherSpec::kind) != spec.teachers.end())
        spec.ema = kTeacherMomentum;
    root.read("ema", spec.ema, 0, 0.999999);
    root.read("eval_every", spec.evalEvery, 1, kMaxCount);
    root.read("checkpoint_steps", spec.checkpointSteps, 1, kMaxCount);
    readMachine(root, spec);
    std::int64_t seed = 0;
    root.read("seed", seed, 0, std::numeric_limits<std::int64_t>::max());
    spec.seed = static_cast<std::uint64_t>(seed);
    root.finish();
    checkTogether(spec, root);
    return spec;
}

} // namespace dass::distill
