#include "core/distill/ast_student.h"

#include "core/base/error.h"
#include "core/distill/checkpoint_start.h"
#include "core/distill/memory_shortage.h"
#include "core/model/ast.h"
#include "core/model/ast_checkpoint.h"
#include "core/model/ast_positions.h"
#include "core/model/ast_start.h"

#include <ATen/core/grad_mode.h>
namespace dass::distill {

namespace {

class AstStudent final : public StudentNetwork
{
public:
    explicit AstStudent(Ast network) : m_network(std::move(network)) {}

    const Parameters& parameters() const override { return m_network.parameters(); }
    std::int64_t classes() const override { return m_network.config().classes; }

    // Nothing drops out (reference/TEACHERS.md).
    at::Tensor trainingLogits(const at::Tensor& input, Precision precision,
                              const std::optional<at::Generator>& /*dropout*/) const override
    {
        if (precision == Precision::Bf16)
            return m_network.toBf16().forward(input).logits;
        return m_network.forward(input).logits;
    }

    at::Tensor logits(const at::Tensor& input) const override
    {
        const at::NoGradGuard noGrad;
        return m_network.forward(input).logits;
    }

    std::unique_ptr<StudentNetwork> with(Parameters parameters) const override
    {
        return std::make_unique<AstStudent>(Ast(m_network.config(), std::move(parameters)));
    }

    void save(const std::filesystem::path& folder, const Parameters& parameters,
              const std::vector<Label>& labels) const override
    {
        saveHuggingFace(folder, m_network.config(), parameters, labels);
    }

    void require(const Parameters& values, const std::string& source) const override
    {
        requireShapes(m_network.config().parameters(), "an AST model", values, source);
    }

    std::string title() const override { return "AST " + std::to_string(m_network.config().width); }
    std::string description() const override
    {
        const AstConfig& config = m_network.config();
        return "An AST audio tagger of width " + std::to_string(config.width) + " with " +
               std::to_string(config.depth) + " blocks of " + std::to_string(config.heads) + " heads";
    }
    std::string headBias() const override { return kAstHeadBias; }

private:
    Ast m_network;
};

AstConfig configOf(const Spec& spec, std::int64_t classes)
{
    AstConfig config = AstConfig::of(spec.student.ast.width, spec.student.ast.depth, classes);
    if (spec.student.ast.heads > 0)
        config.heads = spec.student.ast.heads;
    config.columns = astColumns(spec.data.clipFrames);
    return config;
}

} // namespace

StudentStart startAstStudent(const Spec& spec, std::int64_t classes, std::uint64_t seed)
{
    const StudentSpec& student = spec.student;
    AstConfig config = configOf(spec, classes);
    requireTrainingMemory(spec, config.parameterCount());
    Parameters parameters = student.init == Initialisation::ImageNet
                                ? imageNetParameters(config, student.checkpoint, seed)
                                : freshParameters(config, seed);
    std::string replaced;
    if (student.init == Initialisation::Checkpoint) {
        AstCheckpoint checkpoint = loadAstCheckpoint(student.checkpoint);
        if (checkpoint.config.positions != AstPositions::Learned)
            throw Error(ErrorCode::Unsupported, student.checkpoint.string() + " has sinusoidal positions; a student "
                                                                              "learns its own");
        replaced = replaceHead(checkpoint.parameters, checkpoint.config.classes, parameters, classes,
                               {kAstHeadWeight, kAstHeadBias}, student.checkpoint);
        at::Tensor& positions = checkpoint.parameters.at(kAstPositionsName);
        positions = astPositions(positions, config.columns).contiguous();
        config.blockEps = checkpoint.config.blockEps;
        config.headEps = checkpoint.config.headEps;
        if (spec.student.ast.heads == 0)
            config.heads = checkpoint.config.heads;
        requireShapes(config.parameters(), "an AST model", checkpoint.parameters, checkpointText(student.checkpoint));
        parameters = std::move(checkpoint.parameters);
    }
    return {std::make_unique<AstStudent>(Ast(config, std::move(parameters))), replaced};
}

} // namespace dass::distill
