#include "core/distill/student.h"

#include "core/distill/random_stream.h"
#include "core/model/checkpoint.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>

namespace dass::distill {

namespace {

constexpr const char* kHeadWeight = "classifier.head.weight";
constexpr const char* kHeadBias = "classifier.head.bias";

DassConfig configOf(const StudentSpec& student, std::int64_t classes)
{
    return DassConfig::of(student.dims, student.depths, classes);
}

// Into fresh parameters of the config. Says why where the head is not the checkpoint's.
std::string restoreCheckpoint(const std::filesystem::path& path, const DassConfig& config, const Parameters& fresh)
{
    Checkpoint checkpoint = loadCheckpoint(path);
    std::string replaced;
    if (checkpoint.config.classes != config.classes) {
        replaced = path.string() + " tells " + std::to_string(checkpoint.config.classes) +
                   " classes and the label file " + std::to_string(config.classes) +
                   ": the head starts anew, the rest of the network goes on from there";
        for (const char* name : {kHeadWeight, kHeadBias})
            checkpoint.parameters.insert_or_assign(name, fresh.at(name).clone());
    }
    Student::restore(config, fresh, checkpoint.parameters, path.string() + ", which has to be of student.size,");
    return replaced;
}

Parameters initialParameters(const Spec& spec, std::int64_t classes, std::string& replacedHead)
{
    const DassConfig config = configOf(spec.student, classes);
    RandomStream random(spec.seed, Stream::Initialisation, {});
    Parameters parameters = spec.student.init == Initialisation::ImageNet
                                ? imageNetParameters(config, spec.student.checkpoint, random.next())
                                : freshParameters(config, random.next());
    if (spec.student.init == Initialisation::Checkpoint)
        replacedHead = restoreCheckpoint(spec.student.checkpoint, config, parameters);
    for (auto& [name, parameter] : parameters)
        parameter.set_requires_grad(true);
    return parameters;
}

Parameters detachedCopy(const Parameters& parameters)
{
    Parameters copy;
    for (const auto& [name, parameter] : parameters)
        copy.emplace(name, parameter.detach().clone());
    return copy;
}

std::vector<at::Tensor> valuesOf(const Parameters& parameters)
{
    std::vector<at::Tensor> values;
    for (const auto& [name, parameter] : parameters)
        values.push_back(parameter);
    return values;
}

} // namespace

Student::Student(const Spec& spec, std::int64_t classes)
    : m_pooling(spec.student.pooling), m_dropPath(spec.student.dropPath), m_precision(spec.precision),
      m_recomputeBlocks(spec.recomputeBlocks), m_momentum(spec.ema), m_seed(spec.seed),
      m_network(configOf(spec.student, classes), initialParameters(spec, classes, m_replacedHead)),
      m_kept(spec.ema > 0 ? Dass(m_network.config(), detachedCopy(m_network.parameters())) : m_network)
{
}

at::Tensor Student::trainingLogits(const at::Tensor& input, std::int64_t step, std::int64_t firstClip) const
{
    ForwardOptions options;
    options.pooling = m_pooling;
    options.dropPath = m_dropPath;
    options.recomputeBlocks = m_recomputeBlocks;
    if (m_dropPath > 0) {
        RandomStream random(m_seed, Stream::DropPath,
                            {static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(firstClip)});
        options.generator = at::detail::createCPUGenerator(random.next());
    }
    if (m_precision == Precision::Bf16)
        return m_network.toBf16().forward(input, options).logits;
    return m_network.forward(input, options).logits;
}

void Student::setHeadBias(const std::vector<double>& probabilities)
{
    constexpr double kRarest = 1e-5; // a class that never occurs would otherwise never be learnt in another data set
    const at::NoGradGuard noGrad;
    const at::Tensor values = at::tensor(probabilities).clamp(kRarest, 1 - kRarest).logit();
    for (const Parameters* parameters : {&m_network.parameters(), &m_kept.parameters()})
        at::Tensor(parameters->at(kHeadBias)).copy_(values);
}

void Student::updateMean(std::int64_t step)
{
    if (!hasMean())
        return;
    const at::NoGradGuard noGrad;
    // A young mean follows faster, else it would remember the random start for thousands of steps.
    const double momentum = std::min(m_momentum, static_cast<double>(step + 1) / static_cast<double>(step + 10));
    at::_foreach_lerp_(valuesOf(m_kept.parameters()), valuesOf(m_network.parameters()), 1 - momentum);
}

void Student::restore(const DassConfig& config, const Parameters& target, const Parameters& values,
                      const std::string& source)
{
    requireParameters(config, values, source);
    const at::NoGradGuard noGrad;
    for (auto [name, parameter] : target)
        parameter.copy_(values.at(name));
}

} // namespace dass::distill
