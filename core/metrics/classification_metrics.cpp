#include "core/metrics/classification_metrics.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <string>

namespace dass {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool isPositive(float target)
{
    return target > 0.5F;
}

// Calls visit(positives, negatives) for each group of equal scores, from the highest score down.
template <class Visit>
void forEachTieGroup(std::span<const float> scores, std::span<const float> targets, Visit visit)
{
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    for (std::size_t begin = 0; begin < order.size();) {
        double positives = 0;
        std::size_t end = begin;
        for (; end < order.size() && scores[order[end]] == scores[order[begin]]; ++end)
            positives += isPositive(targets[order[end]]);
        visit(positives, static_cast<double>(end - begin) - positives);
        begin = end;
    }
}

void requireSameSize(std::span<const float> scores, std::span<const float> targets)
{
    if (scores.size() != targets.size())
        throw Error(ErrorCode::InvalidArgument, "metrics: " + std::to_string(scores.size()) + " scores for " +
                                                    std::to_string(targets.size()) + " targets; want as many of each");
    if (std::any_of(scores.begin(), scores.end(), [](float score) { return std::isnan(score); }))
        throw Error(ErrorCode::InvalidArgument, "metrics: a score is not a number, so clips cannot be ranked by it");
}

double meanOfNumbers(const std::vector<double>& values)
{
    double sum = 0;
    int count = 0;
    for (double value : values) {
        if (!std::isnan(value)) {
            sum += value;
            ++count;
        }
    }
    return count > 0 ? sum / count : kNaN;
}

double normalCdf(double x)
{
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

} // namespace

double averagePrecision(std::span<const float> scores, std::span<const float> targets)
{
    requireSameSize(scores, targets);
    double found = 0;
    double taken = 0;
    double sum = 0; // of precision x positives gained
    forEachTieGroup(scores, targets, [&](double positives, double negatives) {
        found += positives;
        taken += positives + negatives;
        sum += positives * found / taken;
    });
    return found > 0 ? sum / found : kNaN;
}

double rocAuc(std::span<const float> scores, std::span<const float> targets)
{
    requireSameSize(scores, targets);
    double truePositives = 0;
    double falsePositives = 0;
    double wins = 0; // pairs in which the positive ranks above the negative, ties counting half
    forEachTieGroup(scores, targets, [&](double positives, double negatives) {
        wins += negatives * (truePositives + 0.5 * positives);
        truePositives += positives;
        falsePositives += negatives;
    });
    return truePositives > 0 && falsePositives > 0 ? wins / (truePositives * falsePositives) : kNaN;
}

double inverseNormal(double probability)
{
    if (std::isnan(probability) || probability < 0 || probability > 1)
        return kNaN;
    if (probability == 0 || probability == 1)
        return probability == 0 ? -kInfinity : kInfinity;
    if (probability > 0.5)
        return -inverseNormal(1 - probability);
    // A start from the tail's leading term, then Halley's method on the logarithm's well-behaved side: each step
    // triples the number of right digits.
    const double t = std::sqrt(-2 * std::log(probability));
    double x = std::min(0.0, -t + (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));
    for (int step = 0; step < 4; ++step) {
        const double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
        const double newton = (normalCdf(x) - probability) / density;
        x -= newton / (1 + 0.5 * x * newton);
    }
    return x;
}

double dPrime(double auc)
{
    return std::numbers::sqrt2 * inverseNormal(auc);
}

TaggingScores tagScores(std::span<const float> scores, std::span<const float> targets, std::int64_t classes)
{
    requireSameSize(scores, targets);
    if (classes <= 0 || scores.size() % static_cast<std::size_t>(classes) != 0)
        throw Error(ErrorCode::InvalidArgument, "metrics: " + std::to_string(scores.size()) +
                                                    " scores are no whole number of rows of " +
                                                    std::to_string(classes) + " classes");
    const auto columns = static_cast<std::size_t>(classes);
    const std::size_t clips = scores.size() / columns;
    TaggingScores result;
    result.clips = static_cast<std::int64_t>(clips);
    result.averagePrecision.reserve(columns);
    result.rocAuc.reserve(columns);
    result.positives.reserve(columns);
    std::vector<float> score(clips);
    std::vector<float> target(clips);
    for (std::size_t c = 0; c < columns; ++c) {
        for (std::size_t row = 0; row < clips; ++row) {
            score[row] = scores[row * columns + c];
            target[row] = targets[row * columns + c];
        }
        const double precision = averagePrecision(score, target);
        result.scoredClasses += !std::isnan(precision);
        result.averagePrecision.push_back(precision);
        result.rocAuc.push_back(rocAuc(score, target));
        result.positives.push_back(std::count_if(target.begin(), target.end(), [](float t) { return t > 0.5F; }));
    }
    result.meanAveragePrecision = meanOfNumbers(result.averagePrecision);
    result.meanRocAuc = meanOfNumbers(result.rocAuc);
    result.dPrime = dPrime(result.meanRocAuc);
    return result;
}

} // namespace dass
