#include "core/distill/dass_student.h"

#include "core/distill/checkpoint_start.h"
#include "core/distill/memory_shortage.h"
#include "core/model/checkpoint.h"
#include "core/model/dass.h"

#include <ATen/core/grad_mode.h>
namespace dass::distill {

namespace {

constexpr const char* kHeadWeight = "classifier.head.weight";
constexpr const char* kHeadBias = "classifier.head.bias";

std::string listOf(const std::vector<std::int64_t>& numbers)
{
    std::string text;
    for (const std::int64_t number : numbers)
        text += (text.empty() ? "" : "-") + std::to_string(number);
    return text;
}

class DassStudent final : public StudentNetwork
{
public:
    DassStudent(const Spec& spec, Dass network)
        : m_pooling(spec.student.pooling), m_dropPath(spec.student.dropPath), m_recompute(spec.recomputeBlocks),
          m_network(std::move(network))
    {
    }

    const Parameters& parameters() const override { return m_network.parameters(); }
    std::int64_t classes() const override { return m_network.config().classes; }

    at::Tensor trainingLogits(const at::Tensor& input, Precision precision,
                              const std::optional<at::Generator>& dropout) const override
    {
        ForwardOptions options;
        options.pooling = m_pooling;
        options.dropPath = m_dropPath;
        options.recomputeBlocks = m_recompute;
        options.generator = dropout;
        if (precision == Precision::Bf16)
            return m_network.toBf16().forward(input, options).logits;
        return m_network.forward(input, options).logits;
    }

    at::Tensor logits(const at::Tensor& input) const override
    {
        const at::NoGradGuard noGrad;
        ForwardOptions options;
        options.pooling = m_pooling;
        return m_network.forward(input, options).logits;
    }

    std::unique_ptr<StudentNetwork> with(Parameters parameters) const override
    {
        auto other = std::make_unique<DassStudent>(*this);
        other->m_network = Dass(m_network.config(), std::move(parameters));
        return other;
    }

    void save(const std::filesystem::path& folder, const Parameters& parameters,
              const std::vector<Label>& labels) const override
    {
        saveHuggingFace(folder, m_network.config(), parameters, labels, m_pooling);
    }

    void require(const Parameters& values, const std::string& source) const override
    {
        requireParameters(m_network.config(), values, source);
    }

    std::string title() const override { return "DASS " + listOf(m_network.config().dims()); }
    std::string description() const override
    {
        return "A DASS audio tagger with blocks " + listOf(m_network.config().depths()) + ", channels " +
               listOf(m_network.config().dims());
    }
    std::string headBias() const override { return kHeadBias; }

private:
    Pooling m_pooling;
    double m_dropPath;
    bool m_recompute;
    Dass m_network;
};

} // namespace

StudentStart startDassStudent(const Spec& spec, std::int64_t classes, std::uint64_t seed)
{
    const StudentSpec& student = spec.student;
    const DassConfig config = DassConfig::of(student.dims, student.depths, classes);
    requireTrainingMemory(spec, config.parameterCount());
    Parameters parameters = student.init == Initialisation::ImageNet
                                ? imageNetParameters(config, student.checkpoint, seed)
                                : freshParameters(config, seed);
    std::string replaced;
    if (student.init == Initialisation::Checkpoint) {
        Checkpoint checkpoint = loadCheckpoint(student.checkpoint);
        replaced = replaceHead(checkpoint.parameters, checkpoint.config.classes, parameters, classes,
                               {kHeadWeight, kHeadBias}, student.checkpoint);
        requireParameters(config, checkpoint.parameters, checkpointText(student.checkpoint));
        parameters = std::move(checkpoint.parameters);
    }
    return {std::make_unique<DassStudent>(spec, Dass(config, std::move(parameters))), replaced};
}

} // namespace dass::distill
