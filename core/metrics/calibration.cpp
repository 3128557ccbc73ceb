#include "core/metrics/calibration.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace dass {

std::vector<ReliabilityBin> reliabilityCurve(std::span<const float> probabilities, std::span<const float> targets,
                                             std::int64_t bins)
{
    if (bins <= 0 || probabilities.size() != targets.size())
        throw Error(ErrorCode::InvalidArgument,
                    "calibration: " + std::to_string(probabilities.size()) + " probabilities and " +
                        std::to_string(targets.size()) + " targets in " + std::to_string(bins) + " bins");
    const auto width = 1.0 / static_cast<double>(bins);
    std::vector<ReliabilityBin> curve(static_cast<std::size_t>(bins));
    for (std::size_t i = 0; i < curve.size(); ++i) {
        curve[i].lower = static_cast<double>(i) * width;
        curve[i].upper = static_cast<double>(i + 1) * width;
    }
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const double probability = probabilities[i];
        if (!(probability >= 0 && probability <= 1))
            throw Error(ErrorCode::InvalidArgument,
                        "calibration: " + std::to_string(probability) + " is no probability");
        const auto bin = std::min(static_cast<std::size_t>(probability * static_cast<double>(bins)), curve.size() - 1);
        ++curve[bin].count;
        curve[bin].meanProbability += probability;
        curve[bin].positiveShare += targets[i] > 0.5F;
    }
    for (ReliabilityBin& bin : curve) {
        // An empty bin's 0 / 0 is the NaN that it promises.
        bin.meanProbability /= static_cast<double>(bin.count);
        bin.positiveShare /= static_cast<double>(bin.count);
    }
    return curve;
}

double expectedCalibrationError(std::span<const ReliabilityBin> curve)
{
    double distance = 0;
    std::int64_t pairs = 0;
    for (const ReliabilityBin& bin : curve) {
        if (bin.count == 0)
            continue;
        distance += static_cast<double>(bin.count) * std::abs(bin.meanProbability - bin.positiveShare);
        pairs += bin.count;
    }
    return pairs > 0 ? distance / static_cast<double>(pairs) : std::numeric_limits<double>::quiet_NaN();
}

} // namespace dass
