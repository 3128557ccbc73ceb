#include "core/distill/spec_teachers.h"

#include "core/distill/spec_names.h"
#include "core/features/fbank.h"
#include "core/model/htsat_config.h"

#include <algorithm>

namespace dass::distill {

namespace {

constexpr std::int64_t kHighestRate = 192'000;

void readTorchScript(JsonObject& object, TeacherSpec& teacher)
{
    bool trusted = false;
    object.read("trusted", trusted);
    if (!trusted)
        object.fail("trusted", "has to be true: a TorchScript file is a program that runs with your rights; say so "
                               "of files from people you trust only");
    object.readChoice("input", teacher.input, names::kTeacherInput);
    std::int64_t rate = teacher.sampleRate;
    object.read("sample_rate", rate, fbank::kSampleRate, kHighestRate);
    teacher.sampleRate = static_cast<int>(rate);
}

TeacherSpec readTeacher(JsonObject& object, const PathReader& paths)
{
    TeacherSpec teacher;
    std::string kind;
    object.read("kind", kind);
    if (kind.empty())
        object.fail("kind", "is missing; want stored, ast, hts-at, dass, ema or torchscript");
    object.readChoice("kind", teacher.kind, names::kTeacher);
    if (teacher.kind != TeacherKind::Ema)
        teacher.path = paths.read(object, "path", true);
    if (teacher.kind == TeacherKind::Stored)
        teacher.evalPath = paths.read(object, "eval_path", false);
    if (teacher.kind == TeacherKind::TorchScript)
        readTorchScript(object, teacher);
    object.read("weight", teacher.weight, 0, 1e6);
    object.finish();
    return teacher;
}

} // namespace

int waveformRate(const TeacherSpec& teacher)
{
    if (teacher.kind == TeacherKind::HtsAt)
        return htsat::kSampleRate;
    const bool hears = teacher.kind == TeacherKind::TorchScript && teacher.input == TeacherInput::Waveform;
    return hears ? teacher.sampleRate : 0;
}

int soundRate(const std::vector<TeacherSpec>& teachers)
{
    int rate = fbank::kSampleRate;
    for (const TeacherSpec& teacher : teachers)
        rate = std::max(rate, waveformRate(teacher));
    return rate;
}

std::vector<TeacherSpec> readTeachers(JsonObject& root, const std::string& file, const PathReader& paths)
{
    std::vector<TeacherSpec> teachers;
    const JsonObject::Json* list = root.find("teachers");
    if (list == nullptr)
        return teachers;
    if (!list->is_array())
        root.fail("teachers", "has to be a list […]");
    for (const JsonObject::Json& item : *list) {
        JsonObject object(item, file, "teachers[" + std::to_string(teachers.size()) + "].");
        teachers.push_back(readTeacher(object, paths));
    }
    return teachers;
}

void checkTeachers(const Spec& spec, const JsonObject& root)
{
    const int rate = soundRate(spec.teachers);
    for (const TeacherSpec& teacher : spec.teachers) {
        const int wanted = waveformRate(teacher);
        if (wanted != 0 && wanted != rate)
            root.fail("teachers", "hear the waveform at " + std::to_string(wanted) + " and at " + std::to_string(rate) +
                                      " Hz; one rate is decoded in a run");
        if (teacher.kind == TeacherKind::Ema && spec.ema <= 0)
            root.fail("ema", "is 0, but a teacher is the student's own running mean; leave it out or set 0.999");
        const std::int64_t samples = 2 * ((spec.data.clipFrames - 1) * fbank::kFrameShift + fbank::kFrameLength);
        if (teacher.kind == TeacherKind::HtsAt && samples > htsat::kMostSamples)
            root.fail("data.clip_frames",
                      "is " + std::to_string(spec.data.clipFrames) + "; an HTS-AT hears " +
                          std::to_string((htsat::kMostSamples / 2 - fbank::kFrameLength) / fbank::kFrameShift + 1) +
                          " frames at most");
    }
}

} // namespace dass::distill
