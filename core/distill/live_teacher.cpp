#include "core/distill/live_teacher.h"

#include "core/base/error.h"
#include "core/distill/dass_teacher.h"
#include "core/distill/torchscript_teacher.h"
#include "core/model/ast.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/checkpoint.h"
#include "core/model/htsat.h"
#include "core/model/htsat_checkpoint.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace dass::distill {

namespace {

class AstTeacher final : public LiveTeacher
{
public:
    AstTeacher(AstCheckpoint checkpoint, Precision precision) : m_network(checkpoint.config, checkpoint.parameters)
    {
        if (precision == Precision::Bf16)
            m_network = m_network.toBf16();
        m_network.packForInference();
    }

    at::Tensor logits(const TeacherView& view) const override
    {
        const at::NoGradGuard noGrad;
        return m_network.forward(view.spectrograms).logits;
    }

private:
    Ast m_network;
};

class HtsatTeacher final : public LiveTeacher
{
public:
    explicit HtsatTeacher(HtsatCheckpoint checkpoint) : m_network(checkpoint.config, checkpoint.parameters) {}

    // A training clip of 1024 frames is a quarter of a second longer than AudioSet's 10 s, which are silent there: cut,
    // it fills one image instead of being heard in crops.
    at::Tensor logits(const TeacherView& view) const override
    {
        const at::NoGradGuard noGrad;
        const std::int64_t samples = view.waveforms.size(1);
        const bool oneClip = view.spectrograms.size(1) <= kImageFrames;
        return m_network.forward(view.waveforms.narrow(1, 0, oneClip ? std::min(samples, kImageSamples) : samples))
            .logits;
    }

private:
    static constexpr std::int64_t kImageFrames = 1024;
    static constexpr std::int64_t kImageSamples = kImageFrames * htsat::kHop - 1;

    Htsat m_network;
};

} // namespace

std::unique_ptr<LiveTeacher> loadTeacher(const TeacherSpec& teacher, std::int64_t classes, Precision precision)
{
    const auto require = [&](std::int64_t found) {
        if (found != classes)
            throw Error(ErrorCode::BadFile, teacher.path.string() + ": the teacher tells " + std::to_string(found) +
                                                " classes; the label file has " + std::to_string(classes));
    };
    switch (teacher.kind) {
    case TeacherKind::Ast: {
        AstCheckpoint checkpoint = loadAstCheckpoint(teacher.path);
        require(checkpoint.config.classes);
        return std::make_unique<AstTeacher>(std::move(checkpoint), precision);
    }
    case TeacherKind::HtsAt: {
        HtsatCheckpoint checkpoint = loadHtsatCheckpoint(teacher.path);
        require(checkpoint.config.classes);
        return std::make_unique<HtsatTeacher>(std::move(checkpoint));
    }
    case TeacherKind::Dass: {
        const Checkpoint checkpoint = loadCheckpoint(teacher.path);
        require(checkpoint.config.classes);
        Dass network(checkpoint.config, checkpoint.parameters);
        if (precision == Precision::Bf16)
            network = network.toBf16();
        network.packForInference();
        return std::make_unique<DassTeacher>(std::move(network), checkpoint.pooling);
    }
    case TeacherKind::TorchScript:
        return std::make_unique<TorchScriptTeacher>(teacher, classes);
    case TeacherKind::Stored:
    case TeacherKind::Ema:
        break;
    }
    throw Error(ErrorCode::InvalidArgument, "a stored teacher or the student's mean is no file to load");
}

} // namespace dass::distill
