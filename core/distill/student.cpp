#include "core/distill/student.h"

#include "core/base/random_stream.h"

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/grad_mode.h>

#include <algorithm>

namespace dass::distill {

namespace {

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

std::unique_ptr<StudentNetwork> training(std::unique_ptr<StudentNetwork> network)
{
    for (auto [name, parameter] : network->parameters())
        parameter.set_requires_grad(true);
    return network;
}

} // namespace

Student::Student(const Spec& spec, std::int64_t classes) : Student(spec, startStudent(spec, classes)) {}

Student::Student(const Spec& spec, StudentStart start)
    : m_drops(spec.student.dropPath > 0), m_precision(spec.precision), m_momentum(spec.ema), m_seed(spec.seed),
      m_replacedHead(std::move(start.replacedHead)), m_network(training(std::move(start.network))), m_kept(m_network)
{
    if (hasMean())
        m_kept = m_network->with(detachedCopy(m_network->parameters()));
}

at::Tensor Student::trainingLogits(const at::Tensor& input, std::int64_t step, std::int64_t firstClip) const
{
    std::optional<at::Generator> dropout;
    if (m_drops) {
        RandomStream random(m_seed, Stream::DropPath,
                            {static_cast<std::uint64_t>(step), static_cast<std::uint64_t>(firstClip)});
        dropout = at::detail::createCPUGenerator(random.next());
    }
    return m_network->trainingLogits(input, m_precision, dropout);
}

void Student::setHeadBias(const std::vector<double>& probabilities)
{
    constexpr double kRarest = 1e-5; // a class that never occurs would otherwise never be learnt in another data set
    const at::NoGradGuard noGrad;
    const at::Tensor values = at::tensor(probabilities).clamp(kRarest, 1 - kRarest).logit();
    for (const Parameters* parameters : {&m_network->parameters(), &m_kept->parameters()})
        at::Tensor(parameters->at(m_network->headBias())).copy_(values);
}

void Student::updateMean(std::int64_t step)
{
    if (!hasMean())
        return;
    const at::NoGradGuard noGrad;
    // A young mean follows faster, else it would remember the random start for thousands of steps.
    const double momentum = std::min(m_momentum, static_cast<double>(step + 1) / static_cast<double>(step + 10));
    at::_foreach_lerp_(valuesOf(m_kept->parameters()), valuesOf(m_network->parameters()), 1 - momentum);
}

void Student::restore(const Parameters& target, const Parameters& values, const std::string& source) const
{
    m_network->require(values, source);
    const at::NoGradGuard noGrad;
    for (auto [name, parameter] : target)
        parameter.copy_(values.at(name));
}

} // namespace dass::distill
