#include "core/distill/torchscript_teacher.h"

#include "core/base/error.h"

#include <ATen/core/grad_mode.h>
#include <torch/script.h>

#include <vector>

namespace dass::distill {

namespace {

// The first line of what torch has to say, which goes on with the module's whole stack.
std::string firstLine(const c10::Error& error)
{
    const std::string text = error.what_without_backtrace();
    return text.substr(0, text.find('\n'));
}

} // namespace

struct TorchScriptTeacher::Module
{
    torch::jit::Module value;
};

TorchScriptTeacher::TorchScriptTeacher(const TeacherSpec& teacher, std::int64_t classes)
    : m_input(teacher.input), m_classes(classes), m_name(teacher.path.string())
{
    try {
        m_module = std::make_unique<Module>(Module{torch::jit::load(m_name, at::kCPU)});
        m_module->value.eval();
    } catch (const c10::Error& error) {
        throw Error(ErrorCode::BadFile, m_name + ": is no TorchScript module: " + firstLine(error) +
                                            "; save one by torch.jit.trace(…).save(…)");
    }
}

TorchScriptTeacher::~TorchScriptTeacher() = default;

at::Tensor TorchScriptTeacher::logits(const TeacherView& view) const
{
    const at::NoGradGuard noGrad;
    const at::Tensor& input = m_input == TeacherInput::Waveform ? view.waveforms : view.spectrograms;
    c10::IValue output;
    try {
        output = m_module->value.forward({input.clone()}); // which it may change; the student's is the same batch
    } catch (const std::exception& error) {
        throw Error(ErrorCode::BadFile, m_name + ": the module fails on an input of " + c10::str(input.sizes()) + ": " +
                                            std::string(error.what()).substr(0, 300));
    }
    if (output.isTuple() && !output.toTupleRef().elements().empty())
        output = output.toTupleRef().elements()[0];
    const std::vector<std::int64_t> wanted{input.size(0), m_classes};
    if (!output.isTensor() || output.toTensor().sizes() != at::IntArrayRef(wanted))
        throw Error(ErrorCode::BadFile, m_name + ": gives " +
                                            (output.isTensor() ? "a tensor of " + c10::str(output.toTensor().sizes())
                                                               : "something of type " + output.tagKind()) +
                                            "; want logits of " + c10::str(at::IntArrayRef(wanted)));
    return output.toTensor().to(at::kFloat).contiguous();
}

} // namespace dass::distill
