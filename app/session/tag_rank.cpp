#include "app/session/tag_rank.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace dass {

namespace {

constexpr float kNothing = 0.005F;                                               // below it a tag is not worth naming
const std::array<std::string, 3> kRankNames{"maximum", "mean", "seconds_above"}; // by TagRank

} // namespace

std::string nameOf(TagRank rank)
{
    return kRankNames.at(static_cast<std::size_t>(rank));
}

TagRank tagRankFromName(const std::string& name)
{
    const auto found = std::ranges::find(kRankNames, name);
    if (found == kRankNames.end())
        throw Error(ErrorCode::InvalidArgument,
                    "there is no rank '" + name + "'; choose maximum, mean or seconds_above");
    return static_cast<TagRank>(found - kRankNames.begin());
}

float rankValue(const ClassSummary& summary, TagRank rank)
{
    switch (rank) {
    case TagRank::Mean:
        return summary.meanProbability;
    case TagRank::SecondsAbove:
        return static_cast<float>(summary.secondsAboveThreshold);
    case TagRank::Maximum:
        break;
    }
    return summary.maxProbability;
}

std::vector<std::int64_t> topClasses(std::span<const ClassSummary> summary, int count, TagRank rank,
                                     const std::function<bool(std::int64_t)>& counts)
{
    std::vector<std::int64_t> order(summary.size());
    std::iota(order.begin(), order.end(), 0);
    const auto of = [&](std::int64_t i) -> const ClassSummary& { return summary[static_cast<std::size_t>(i)]; };
    std::erase_if(order, [&](std::int64_t i) {
        return of(i).maxProbability < kNothing || rankValue(of(i), rank) <= 0 || (counts && !counts(i));
    });
    std::stable_sort(order.begin(), order.end(),
                     [&](std::int64_t a, std::int64_t b) { return rankValue(of(a), rank) > rankValue(of(b), rank); });
    if (static_cast<int>(order.size()) > count)
        order.resize(static_cast<std::size_t>(std::max(0, count)));
    return order;
}

} // namespace dass
