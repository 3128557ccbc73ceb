#include "core/distill/spec.h"
#include "core/distill/spec_names.h"
#include "core/distill/spec_student.h"

#include <nlohmann/json.hpp>

namespace dass::distill {

namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson textOrNull(const std::filesystem::path& path)
{
    return path.empty() ? OrderedJson() : OrderedJson(path.string());
}

OrderedJson dataObject(const DataSpec& data)
{
    OrderedJson object{
        {"train", data.train.string()},
        {"eval", textOrNull(data.eval)},
        {"labels", data.labels.string()},
        {"root", textOrNull(data.root)},
        {"clip_frames", data.clipFrames},
        {"eval_frames", data.evalFrames},
        {"split_column", textOrNull(data.splitColumn)},
        {"train_split", textOrNull(data.trainSplit)},
        {"eval_split", textOrNull(data.evalSplit)},
        {"labels_from_teacher", data.labelsFromTeacher ? OrderedJson(*data.labelsFromTeacher) : OrderedJson()},
        {"crop", names::nameOf(names::kCrop, data.crop)},
        {"gain_db", data.gainDb},
        {"bad_share", data.badShare},
        {"cache_mb", data.cacheMb}};
    object["short_clips"] = {
        {"pad", data.shortClips.pad}, {"repeat", data.shortClips.repeat}, {"join", data.shortClips.join}};
    object["haystack"] = {
        {"share", data.haystack.share}, {"frames", data.haystack.frames}, {"noise", data.haystack.noise}};
    return object;
}

OrderedJson teacherObject(const TeacherSpec& teacher)
{
    OrderedJson object{{"kind", names::nameOf(names::kTeacher, teacher.kind)}, {"weight", teacher.weight}};
    if (teacher.kind != TeacherKind::Ema)
        object["path"] = teacher.path.string();
    if (teacher.kind == TeacherKind::Stored)
        object["eval_path"] = textOrNull(teacher.evalPath);
    if (teacher.kind == TeacherKind::TorchScript) {
        object["trusted"] = true; // or the reader would have refused it
        object["input"] = names::nameOf(names::kTeacherInput, teacher.input);
        object["sample_rate"] = teacher.sampleRate;
    }
    return object;
}

} // namespace

std::string specText(const Spec& spec)
{
    OrderedJson teachers = OrderedJson::array();
    for (const TeacherSpec& teacher : spec.teachers)
        teachers.push_back(teacherObject(teacher));
    OrderedJson object;
    object["student"] = studentObject(spec.student);
    object["teachers"] = teachers;
    object["data"] = dataObject(spec.data);
    object["loss"] = {{"kd", names::nameOf(names::kKd, spec.loss.kd)},
                      {"kd_weight", spec.loss.kdWeight},
                      {"temperature", spec.loss.temperature}};
    object["optimizer"] = {{"lr", spec.optimizer.lr},
                           {"betas", spec.optimizer.betas},
                           {"eps", spec.optimizer.eps},
                           {"weight_decay", spec.optimizer.weightDecay},
                           {"warmup_steps", spec.optimizer.warmupSteps},
                           {"warmup_every", spec.optimizer.warmupEvery}};
    object["schedule"] = {{"kind", names::nameOf(names::kSchedule, spec.schedule.kind)},
                          {"epochs", spec.schedule.epochs},
                          {"decay_from", spec.schedule.decayFrom},
                          {"decay_every", spec.schedule.decayEvery},
                          {"decay", spec.schedule.decay},
                          {"final_fraction", spec.schedule.finalFraction}};
    object["sampler"] = names::nameOf(names::kSampler, spec.sampler);
    object["batch"] = spec.batch;
    object["mixup"] = spec.mixup;
    object["mixup_targets"] = names::nameOf(names::kMixedTargets, spec.mixupTargets);
    object["freq_mask"] = spec.freqMask;
    object["time_mask"] = spec.timeMask;
    object["weight_average"] = spec.weightAverage ? OrderedJson(*spec.weightAverage) : OrderedJson();
    object["ema"] = spec.ema;
    object["eval_every"] = spec.evalEvery;
    object["checkpoint_steps"] = spec.checkpointSteps;
    object["precision"] = nameOf(spec.precision);
    object["recompute"] = spec.recomputeBlocks;
    object["device"] = "cpu";
    object["seed"] = spec.seed;
    object["preset"] = textOrNull(spec.preset);
    return object.dump(2) + "\n";
}

} // namespace dass::distill
