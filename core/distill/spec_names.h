#pragma once

#include "core/distill/spec.h"

#include <string>
#include <utility>
#include <vector>

// The texts that stand for the choices of a specification, for reading and for writing it.

namespace dass::distill::names {

template <class T>
using Choices = std::vector<std::pair<std::string, T>>;

inline const Choices<KdKind> kKd{
    {"kldiv", KdKind::KlDiv}, {"bce", KdKind::Bce},       {"bce_softmax", KdKind::BceSoftmax},
    {"l2", KdKind::L2},       {"cosine", KdKind::Cosine}, {"l2c", KdKind::L2Cosine}};
inline const Choices<ScheduleKind> kSchedule{{"step", ScheduleKind::Step}, {"cosine", ScheduleKind::Cosine}};
inline const Choices<SamplerKind> kSampler{{"shuffle", SamplerKind::Shuffle}, {"balanced", SamplerKind::Balanced}};
inline const Choices<Initialisation> kInit{{"scratch", Initialisation::Scratch},
                                           {"imagenet", Initialisation::ImageNet},
                                           {"checkpoint", Initialisation::Checkpoint}};
inline const Choices<StudentArchitecture> kArchitecture{{"dass", StudentArchitecture::Dass},
                                                        {"ast", StudentArchitecture::Ast}};
inline const Choices<HeadBias> kHeadBias{{"zero", HeadBias::Zero}, {"prior", HeadBias::Prior}};
inline const Choices<Crop> kCrop{{"start", Crop::Start}, {"random", Crop::Random}};
inline const Choices<TeacherKind> kTeacher{{"stored", TeacherKind::Stored}, {"ast", TeacherKind::Ast},
                                           {"hts-at", TeacherKind::HtsAt},  {"dass", TeacherKind::Dass},
                                           {"ema", TeacherKind::Ema},       {"torchscript", TeacherKind::TorchScript}};
inline const Choices<TeacherInput> kTeacherInput{{"spectrogram", TeacherInput::Spectrogram},
                                                 {"waveform", TeacherInput::Waveform}};
inline const Choices<MixedTargets> kMixedTargets{{"mean", MixedTargets::Mean}, {"max", MixedTargets::Max}};

template <class T>
std::string nameOf(const Choices<T>& choices, T value)
{
    for (const auto& [name, meaning] : choices) {
        if (meaning == value)
            return name;
    }
    return {};
}

} // namespace dass::distill::names
