#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dass::niah {

// Draws of as many clips as there are, with replacement: how often each is drawn in each of them. The same for a seed
// on every machine, so that the same draws serve two scores that are to be compared.
class Resamples
{
public:
    Resamples(std::int64_t clips, std::int64_t count, std::uint64_t seed);

    std::int64_t clips() const { return m_clips; }
    std::int64_t count() const { return m_count; }
    std::span<const std::uint32_t> operator[](std::int64_t index) const; // [clips]

private:
    std::int64_t m_clips;
    std::int64_t m_count;
    std::vector<std::uint32_t> m_times; // [count, clips]
};

// mAP of each resample, as averagePrecision (core/metrics) of the clips that were drawn, a clip as often as it was;
// over the classes that have a positive among them, NaN where none has.
//   scores, targets [clips, classes] -> [resamples]
std::vector<double> resampledMeanAveragePrecision(std::span<const float> scores, std::span<const float> targets,
                                                  std::int64_t classes, const Resamples& resamples);

struct Interval
{
    double low = 0;
    double high = 0;
};

// Percentile interval that holds this share of the values, which are interpolated as numpy.quantile does; NaNs are left
// out, and without any number both ends are NaN.
Interval percentileInterval(std::vector<double> values, double level);

} // namespace dass::niah
