#pragma once

#include "core/distill/live_teacher.h"

#include <memory>

namespace dass::distill {

// A TorchScript module that takes a batch of normalised spectrograms [B, frames, 128] or of waveforms [B, samples] and
// gives logits [B, classes], alone or as the first of a tuple. It is a program of its author's, with all rights of this
// process: only the process of a distillation loads one, and only where the specification calls it trusted.
class TorchScriptTeacher final : public LiveTeacher
{
public:
    // Throws Error(BadFile) where the file is no such module.
    TorchScriptTeacher(const TeacherSpec& teacher, std::int64_t classes);
    ~TorchScriptTeacher() override;

    // Throws Error(BadFile) where the module fails or gives something else.
    at::Tensor logits(const TeacherView& view) const override;

private:
    struct Module;
    std::unique_ptr<Module> m_module;
    TeacherInput m_input;
    std::int64_t m_classes;
    std::string m_name;
};

} // namespace dass::distill
