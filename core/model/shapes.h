#pragma once

// Names and shapes of a network's parameters, and how sizes are read out of a checkpoint's.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dass {

using Shape = std::vector<std::int64_t>;
using ShapeMap = std::map<std::string, Shape>; // by official name
using NamedShapes = std::vector<std::pair<std::string, Shape>>;

void addNorm(NamedShapes& out, const std::string& name, std::int64_t dim);        // name.weight, name.bias [dim]
void addWithBias(NamedShapes& out, const std::string& name, const Shape& weight); // name.weight, name.bias
std::int64_t elementsOf(const NamedShapes& shapes);

// What a checkpoint's tensors tell about the network's sizes.
class ShapeReader
{
public:
    // model: for messages, "a DASS model". Keeps a reference to the shapes.
    ShapeReader(const ShapeMap& shapes, std::string model) : m_shapes(shapes), m_model(std::move(model)) {}

    // The length of one axis of a tensor that has so many. Throws Error(BadFile), naming the tensor, where it is
    // missing, has other dimensions, an empty one or one beyond 2^31.
    std::int64_t length(const std::string& name, std::size_t rank, std::size_t axis) const;

    // The same of <prefix><number>.<suffix> for the first of the numbers that has such a tensor.
    std::int64_t lengthOfAny(const std::string& prefix, const std::vector<std::int64_t>& numbers,
                             const std::string& suffix, std::size_t rank, std::size_t axis) const;

    // The numbers n of tensors named <prefix><n>.…, ascending, each once. Those of 1000 and more are taken for strays.
    std::vector<std::int64_t> numbersAfter(const std::string& prefix) const;

private:
    const ShapeMap& m_shapes;
    std::string m_model;
};

} // namespace dass
