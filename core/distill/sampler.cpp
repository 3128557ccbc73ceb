#include "core/distill/sampler.h"

#include "core/base/random_stream.h"

#include <algorithm>

namespace dass::distill {

Sampler::Sampler(SamplerKind kind, const std::vector<Clip>& clips, std::int64_t classes, std::uint64_t seed)
    : m_seed(seed), m_size(static_cast<std::int64_t>(clips.size()))
{
    if (kind == SamplerKind::Shuffle)
        return;
    std::vector<double> counts(static_cast<std::size_t>(classes), 0.01);
    for (const Clip& clip : clips) {
        for (std::int64_t label : clip.labels)
            counts[static_cast<std::size_t>(label)] += 1;
    }
    const double least = 1 / *std::max_element(counts.begin(), counts.end());
    double sum = 0;
    m_cumulative.reserve(clips.size());
    for (const Clip& clip : clips) {
        double weight = 0;
        for (std::int64_t label : clip.labels)
            weight += 1 / counts[static_cast<std::size_t>(label)];
        sum += clip.labels.empty() ? least : weight;
        m_cumulative.push_back(sum);
    }
}

std::vector<std::int64_t> Sampler::epochOrder(std::int64_t epoch) const
{
    RandomStream random(m_seed, Stream::Order, {static_cast<std::uint64_t>(epoch)});
    if (m_cumulative.empty())
        return permutation(m_size, random);
    std::vector<std::int64_t> order(static_cast<std::size_t>(m_size));
    for (std::int64_t& index : order) {
        const double drawn = random.uniform() * m_cumulative.back();
        const auto found = std::upper_bound(m_cumulative.begin(), m_cumulative.end() - 1, drawn);
        index = found - m_cumulative.begin();
    }
    return order;
}

} // namespace dass::distill
