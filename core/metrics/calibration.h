#pragma once

#include <cstdint>
#include <span>
#include <vector>

// How far a probability can be taken at its word: of the pairs of clip and class that are given about p, a share of p
// should be right. No tensors, no threads.

namespace dass {

struct ReliabilityBin
{
    double lower = 0; // probabilities in [lower, upper); the last bin holds 1, too
    double upper = 0;
    std::int64_t count = 0;
    double meanProbability = 0; // NaN in an empty bin
    double positiveShare = 0;   // of the bin's targets; NaN in an empty bin
};

// Bins of equal width over [0, 1].
//   probabilities in [0, 1], targets, one a pair of clip and class; a target is positive when above 0.5
// Throws Error(InvalidArgument) when the sizes do not agree, bins is not positive or a probability is outside [0, 1].
std::vector<ReliabilityBin> reliabilityCurve(std::span<const float> probabilities, std::span<const float> targets,
                                             std::int64_t bins);

// Mean distance of probability and share over all pairs, each bin by its count; NaN without a pair.
double expectedCalibrationError(std::span<const ReliabilityBin> curve);

} // namespace dass
