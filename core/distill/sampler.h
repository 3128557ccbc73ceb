#pragma once

#include "core/distill/data_list.h"
#include "core/distill/spec.h"

#include <cstdint>
#include <vector>

namespace dass::distill {

// The order in which an epoch takes the clips: a shuffle, or as many draws with replacement as there are clips, each
// clip with a weight of the sum over its labels of 1 / (clips with that label + 0.01). A clip without any label is
// drawn as seldom as the most frequent class's. Depends on nothing but the seed and the epoch.
class Sampler
{
public:
    // clips have to carry the labels that balancing is to go by.
    Sampler(SamplerKind kind, const std::vector<Clip>& clips, std::int64_t classes, std::uint64_t seed);

    std::vector<std::int64_t> epochOrder(std::int64_t epoch) const; // epoch from 1; indices into clips

private:
    std::uint64_t m_seed;
    std::int64_t m_size;
    std::vector<double> m_cumulative; // of the weights; empty when shuffling
};

} // namespace dass::distill
