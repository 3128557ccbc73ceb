#include "core/niah/bootstrap.h"

#include "core/base/random_stream.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

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

    struct Scores
    {
        double averagePrecision;
        double rocAuc;
    };

    Scores scores(std::span<const std::uint32_t> times) const
    {
        double positives = 0; // above the tie under way
        double negatives = 0;
        double precision = 0; // sum of (positives gained) x precision
        double wins = 0;      // pairs in which the positive is above the negative, ties counting half
        double gained = 0;    // positives of the tie under way
        double passed = 0;    // its negatives
        for (const Place& place : places) {
            (place.positive ? gained : passed) += static_cast<double>(times[place.clip]);
            if (!place.lastOfTie)
                continue;
            wins += passed * (positives + 0.5 * gained);
            positives += gained;
            negatives += passed;
            if (gained > 0)
                precision += gained * positives / (positives + negatives);
            gained = passed = 0;
        }
        return {positives > 0 ? precision / positives : kNaN,
                positives > 0 && negatives > 0 ? wins / (positives * negatives) : kNaN};
    }
};

// Means over the classes that have a number, resample by resample.
class Means
{
public:
    explicit Means(std::size_t resamples) : m_sums(resamples, 0), m_counts(resamples, 0) {}

    void add(std::size_t resample, double value)
    {
        if (std::isnan(value))
            return;
        m_sums[resample] += value;
        ++m_counts[resample];
    }

    std::vector<double> take()
    {
        for (std::size_t r = 0; r < m_sums.size(); ++r)
            m_sums[r] = m_counts[r] > 0 ? m_sums[r] / m_counts[r] : kNaN;
        return std::move(m_sums);
    }

private:
    std::vector<double> m_sums;
    std::vector<double> m_counts;
};

} // namespace

Resamples::Resamples(std::int64_t clips, std::int64_t count, std::uint64_t seed)
    : m_clips(clips), m_count(count), m_times(static_cast<std::size_t>(clips * count), 0)
{
    for (std::int64_t r = 0; r < count; ++r) {
        RandomStream random(seed, Stream::Resample, {static_cast<std::uint64_t>(r)});
        for (std::int64_t i = 0; i < clips; ++i)
            ++m_times[static_cast<std::size_t>(r * clips) + random.below(static_cast<std::uint64_t>(clips))];
    }
}

std::span<const std::uint32_t> Resamples::operator[](std::int64_t index) const
{
    return std::span(m_times).subspan(static_cast<std::size_t>(index * m_clips), static_cast<std::size_t>(m_clips));
}

std::optional<ResampledScores> resampledScores(std::span<const float> scores, std::span<const float> targets,
                                               std::int64_t classes, const Resamples& resamples,
                                               const std::stop_token& stop)
{
    const auto count = static_cast<std::size_t>(resamples.count());
    Means precisions(count);
    Means areas(count);
    for (std::size_t c = 0; c < static_cast<std::size_t>(classes); ++c) {
        if (stop.stop_requested())
            return std::nullopt;
        const Ranking ranking(scores, targets, static_cast<std::size_t>(classes), c);
        if (!ranking.anyPositive)
            continue;
        for (std::size_t r = 0; r < count; ++r) {
            if (stop.stop_requested()) // of a million needles a resample takes a while
                return std::nullopt;
            const Ranking::Scores drawn = ranking.scores(resamples[static_cast<std::int64_t>(r)]);
            precisions.add(r, drawn.averagePrecision);
            areas.add(r, drawn.rocAuc);
        }
    }
    return ResampledScores{precisions.take(), areas.take()};
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
