#include "core/niah/bootstrap.h"

#include "core/distill/random_stream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace dass::niah {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// One class's clips from the highest score down.
struct Ranking
{
    struct Place
    {
        std::size_t clip;
        bool positive;
        bool lastOfTie; // the next one scores less
    };
    std::vector<Place> places;
    bool anyPositive = false;

    Ranking(std::span<const float> scores, std::span<const float> targets, std::size_t classes, std::size_t c)
    {
        std::vector<std::size_t> order(scores.size() / classes);
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto score = [&](std::size_t clip) { return scores[clip * classes + c]; };
        std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return score(a) > score(b); });
        for (std::size_t i = 0; i < order.size(); ++i) {
            const bool positive = targets[order[i] * classes + c] > 0.5F;
            const bool last = i + 1 == order.size() || score(order[i + 1]) != score(order[i]);
            places.push_back({order[i], positive, last});
            anyPositive = anyPositive || positive;
        }
    }

    double averagePrecision(std::span<const std::uint32_t> times) const
    {
        double found = 0;
        double taken = 0;
        double sum = 0;
        double gained = 0; // of the tie under way
        for (const Place& place : places) {
            const auto weight = static_cast<double>(times[place.clip]);
            taken += weight;
            if (place.positive)
                gained += weight;
            if (!place.lastOfTie || gained == 0)
                continue;
            found += gained;
            sum += gained * found / taken;
            gained = 0;
        }
        return found > 0 ? sum / found : kNaN;
    }
};

} // namespace

Resamples::Resamples(std::int64_t clips, std::int64_t count, std::uint64_t seed)
    : m_clips(clips), m_count(count), m_times(static_cast<std::size_t>(clips * count), 0)
{
    for (std::int64_t r = 0; r < count; ++r) {
        distill::RandomStream random(seed, distill::Stream::Resample, {static_cast<std::uint64_t>(r)});
        for (std::int64_t i = 0; i < clips; ++i)
            ++m_times[static_cast<std::size_t>(r * clips) + random.below(static_cast<std::uint64_t>(clips))];
    }
}

std::span<const std::uint32_t> Resamples::operator[](std::int64_t index) const
{
    return std::span(m_times).subspan(static_cast<std::size_t>(index * m_clips), static_cast<std::size_t>(m_clips));
}

std::vector<double> resampledMeanAveragePrecision(std::span<const float> scores, std::span<const float> targets,
                                                  std::int64_t classes, const Resamples& resamples)
{
    std::vector<double> sums(static_cast<std::size_t>(resamples.count()), 0);
    std::vector<double> counts(sums.size(), 0);
    for (std::size_t c = 0; c < static_cast<std::size_t>(classes); ++c) {
        const Ranking ranking(scores, targets, static_cast<std::size_t>(classes), c);
        if (!ranking.anyPositive)
            continue;
        for (std::size_t r = 0; r < sums.size(); ++r) {
            const double precision = ranking.averagePrecision(resamples[static_cast<std::int64_t>(r)]);
            if (std::isnan(precision))
                continue;
            sums[r] += precision;
            ++counts[r];
        }
    }
    for (std::size_t r = 0; r < sums.size(); ++r)
        sums[r] = counts[r] > 0 ? sums[r] / counts[r] : kNaN;
    return sums;
}

Interval percentileInterval(std::vector<double> values, double level)
{
    std::erase_if(values, [](double value) { return std::isnan(value); });
    if (values.empty())
        return {kNaN, kNaN};
    std::sort(values.begin(), values.end());
    const auto quantile = [&](double share) {
        const double place = share * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
    };
    return {quantile((1 - level) / 2), quantile((1 + level) / 2)};
}

} // namespace dass::niah
