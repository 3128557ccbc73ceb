#include "core/model/shapes.h"

#include "core/base/error.h"
#include "core/model/dtype.h"

#include <algorithm>
#include <charconv>

namespace dass {

namespace {

constexpr std::int64_t kMostBlocks = 1000;
constexpr std::int64_t kLongest = std::int64_t{1} << 31;

} // namespace

void addNorm(NamedShapes& out, const std::string& name, std::int64_t dim)
{
    out.emplace_back(name + ".weight", Shape{dim});
    out.emplace_back(name + ".bias", Shape{dim});
}

void addWithBias(NamedShapes& out, const std::string& name, const Shape& weight)
{
    out.emplace_back(name + ".weight", weight);
    out.emplace_back(name + ".bias", Shape{weight.front()});
}

std::int64_t elementsOf(const NamedShapes& shapes)
{
    std::int64_t total = 0;
    for (const auto& [name, shape] : shapes)
        total += elementsOf(shape);
    return total;
}

std::int64_t ShapeReader::length(const std::string& name, std::size_t rank, std::size_t axis) const
{
    const auto found = m_shapes.find(name);
    if (found == m_shapes.end())
        throw Error(ErrorCode::BadFile, "it has no tensor '" + name + "', which " + m_model + " needs");
    const auto fits = [](std::int64_t value) { return value >= 1 && value <= kLongest; };
    if (found->second.size() != rank || !std::ranges::all_of(found->second, fits))
        throw Error(ErrorCode::BadFile, "tensor '" + name + "' has the shape " + toString(found->second) + ", " +
                                            std::to_string(rank) + " dimensions that are not empty were wanted");
    return found->second[axis];
}

std::int64_t ShapeReader::lengthOfAny(const std::string& prefix, const std::vector<std::int64_t>& numbers,
                                      const std::string& suffix, std::size_t rank, std::size_t axis) const
{
    for (const std::int64_t number : numbers)
        if (const std::string name = prefix + std::to_string(number) + "." + suffix; m_shapes.contains(name))
            return length(name, rank, axis);
    return length(prefix + (numbers.empty() ? "0" : std::to_string(numbers.front())) + "." + suffix, rank, axis);
}

std::vector<std::int64_t> ShapeReader::numbersAfter(const std::string& prefix) const
{
    std::vector<std::int64_t> numbers;
    for (auto it = m_shapes.lower_bound(prefix); it != m_shapes.end() && it->first.starts_with(prefix); ++it) {
        const char* begin = it->first.data() + prefix.size();
        const char* end = it->first.data() + it->first.size();
        std::int64_t number = -1;
        const auto [rest, error] = std::from_chars(begin, end, number);
        if (error == std::errc() && rest != end && *rest == '.' && number >= 0 && number < kMostBlocks)
            numbers.push_back(number);
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

} // namespace dass
