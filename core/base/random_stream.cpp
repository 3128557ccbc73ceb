#include "core/base/random_stream.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace dass {

namespace {

constexpr std::uint64_t kGamma = 0x9E3779B97F4A7C15;

std::uint64_t mix(std::uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

} // namespace

RandomStream::RandomStream(std::uint64_t seed, Stream stream, std::initializer_list<std::uint64_t> key)
    : m_state(mix(seed + kGamma) ^ mix(static_cast<std::uint64_t>(stream) * kGamma))
{
    for (std::uint64_t part : key)
        m_state = mix(m_state + kGamma) ^ mix(part + kGamma);
}

std::uint64_t RandomStream::next()
{
    m_state += kGamma;
    return mix(m_state);
}

double RandomStream::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t RandomStream::below(std::uint64_t end)
{
    const std::uint64_t unfair = (0 - end) % end; // the lowest numbers occur once more often: drawn again
    std::uint64_t drawn = next();
    while (drawn < unfair)
        drawn = next();
    return drawn % end;
}

double RandomStream::normal()
{
    const double radius = std::sqrt(-2 * std::log(1 - uniform())); // Box-Muller
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

double RandomStream::gamma(double shape)
{
    // Marsaglia and Tsang, A simple method for generating gamma variables (2000).
    const double d = shape - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = normal();
        const double v = std::pow(1 + c * x, 3);
        if (v > 0 && std::log(1 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
            return d * v;
    }
}

double RandomStream::beta(double a, double b)
{
    const double x = gamma(a);
    return x / (x + gamma(b));
}

std::vector<std::int64_t> permutation(std::int64_t count, RandomStream& random)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[random.below(i)]);
    return order;
}

} // namespace dass
