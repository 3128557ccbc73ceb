#pragma once

#include <cstdint>
#include <span>
#include <vector>

// Scores of multi-label tagging as scikit-learn and SciPy compute them, ties included. No tensors, no threads.

namespace dass {

// Area under the precision-recall curve as a step function (scikit-learn's average_precision_score): the sum over
// distinct thresholds of (recall gained) x precision. Clips with equal scores enter together. NaN without a positive.
//   scores, targets [clips]; a target is positive when above 0.5
double averagePrecision(std::span<const float> scores, std::span<const float> targets);

// Probability that a positive clip scores above a negative one, ties counting half (roc_auc_score). NaN when all
// targets are equal.
double rocAuc(std::span<const float> scores, std::span<const float> targets);

// Separation of two unit normals with this area under the curve: sqrt(2) x inverse normal CDF (auc). In +-infinity for
// 1 and 0.
double dPrime(double auc);

// Inverse of the standard normal distribution function, to double precision; +-infinity at 1 and 0, NaN outside.
double inverseNormal(double probability);

struct TaggingScores
{
    std::vector<double> averagePrecision; // [classes], NaN where a class has no positive clip
    std::vector<std::int64_t> positives;  // [classes], clips with a positive target
    std::vector<double> rocAuc;           // [classes], NaN where a class has no positive or no negative clip
    double meanAveragePrecision = 0;      // over the classes that have one; NaN if none has
    double meanRocAuc = 0;
    double dPrime = 0; // of the mean ROC AUC
    std::int64_t clips = 0;
    std::int64_t scoredClasses = 0; // classes with at least one positive clip
};

// scores and targets [clips, classes], row-major. Throws Error(InvalidArgument) when the sizes do not agree.
TaggingScores tagScores(std::span<const float> scores, std::span<const float> targets, std::int64_t classes);

} // namespace dass
