#include "core/model/parameters.h"

#include "core/base/error.h"
#include "core/model/safetensors.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>

namespace dass {

namespace {

constexpr std::size_t kMaxListed = 12; // wrong tensors in one message

std::string inQuotes(const std::string& name)
{
    return "'" + (name.size() > 120 ? name.substr(0, 120) + "…" : name) + "'";
}

class Complaints
{
public:
    void add(std::string text)
    {
        if (++m_count <= kMaxListed)
            m_text += (m_text.empty() ? "" : "; ") + std::move(text);
    }

    std::size_t count() const { return m_count; }

    std::string text() const
    {
        return m_count <= kMaxListed ? m_text : m_text + "; and " + std::to_string(m_count - kMaxListed) + " more";
    }

private:
    std::size_t m_count = 0;
    std::string m_text;
};

at::Tensor truncatedNormal(const Shape& shape, double deviation, at::Generator& generator)
{
    at::Tensor tensor = at::empty(shape, at::kFloat);
    // Cut at ±2 as timm does; at a deviation of 0.02 that is a hundred deviations and only a safeguard.
    return tensor.normal_(0, deviation, generator).clamp_(-2, 2);
}

at::Tensor uniform(const Shape& shape, double bound, at::Generator& generator)
{
    return at::empty(shape, at::kFloat).uniform_(-bound, bound, generator);
}

// dt log-uniform in [1e-3, 0.1], through the inverse of softplus.
at::Tensor dtBias(const Shape& shape, at::Generator& generator)
{
    const at::Tensor dt = at::empty(shape, at::kFloat).uniform_(std::log(1e-3), std::log(0.1), generator).exp();
    return dt + at::log(-at::expm1(-dt));
}

// fan-in of the weight that a bias belongs to, for convolutions, which start as torch's do: U(±fan_in^-½).
double convolutionBound(const std::map<std::string, Shape>& shapes, const std::string& weight)
{
    const Shape& shape = shapes.at(weight);
    return 1.0 / std::sqrt(static_cast<double>(shape[1] * shape[2] * shape[3]));
}

at::Tensor freshParameter(const std::string& name, const Shape& shape, const std::map<std::string, Shape>& shapes,
                          at::Generator& generator)
{
    if (name.ends_with("A_logs"))
        return at::arange(1, shape[1] + 1, at::kFloat).log().expand(shape).contiguous();
    if (name.ends_with("Ds"))
        return at::ones(shape, at::kFloat);
    if (name.ends_with("dt_projs_bias"))
        return dtBias(shape, generator);
    if (name.ends_with("dt_projs_weight") || name.ends_with("x_proj_weight"))
        return uniform(shape, 1.0 / std::sqrt(static_cast<double>(shape.back())), generator);
    if (shape.size() == 4)
        return uniform(shape, convolutionBound(shapes, name), generator);
    if (shape.size() == 2)
        return truncatedNormal(shape, 0.02, generator);
    if (name.ends_with(".weight"))
        return at::ones(shape, at::kFloat);
    const std::string weight = name.substr(0, name.rfind('.')) + ".weight";
    if (shapes.at(weight).size() == 4)
        return uniform(shape, convolutionBound(shapes, weight), generator);
    return at::zeros(shape, at::kFloat);
}

} // namespace

void requireShapes(const NamedShapes& wanted, const std::string& model, const Parameters& parameters,
                   const std::string& source, const std::map<std::string, std::string>& namesInFile)
{
    const auto shown = [&namesInFile](const std::string& official) {
        const auto found = namesInFile.find(official);
        return inQuotes(found == namesInFile.end() ? official : found->second);
    };
    Complaints complaints;
    for (const auto& [name, shape] : wanted) {
        const auto found = parameters.find(name);
        if (found == parameters.end())
            complaints.add("missing " + shown(name) + " " + toString(shape));
        else if (found->second.sizes() != at::IntArrayRef(shape))
            complaints.add(shown(name) + " is " + toString(found->second.sizes().vec()) + ", wanted " +
                           toString(shape));
    }
    const ShapeMap known(wanted.begin(), wanted.end());
    for (const auto& [name, tensor] : parameters)
        if (!known.contains(name))
            complaints.add("unknown " + shown(name) + " " + toString(tensor.sizes().vec()));
    if (complaints.count() > 0)
        throw Error(ErrorCode::BadFile, source + " does not fit " + model + "; " + std::to_string(complaints.count()) +
                                            " of its tensors are wrong: " + complaints.text());
}

void requireParameters(const DassConfig& config, const Parameters& parameters, const std::string& source,
                       const std::map<std::string, std::string>& namesInFile)
{
    requireShapes(config.parameters(), "a DASS model", parameters, source, namesInFile);
}

Parameters freshParameters(const DassConfig& config, std::uint64_t seed)
{
    const auto wanted = config.parameters();
    const std::map<std::string, Shape> shapes(wanted.begin(), wanted.end());
    at::Generator generator = at::detail::createCPUGenerator(seed);
    Parameters parameters;
    for (const auto& [name, shape] : wanted)
        parameters.emplace(name, freshParameter(name, shape, shapes, generator));
    return parameters;
}

ShapeMap shapesOf(const Parameters& parameters)
{
    ShapeMap shapes;
    for (const auto& [name, tensor] : parameters)
        shapes.emplace(name, tensor.sizes().vec());
    return shapes;
}

} // namespace dass
