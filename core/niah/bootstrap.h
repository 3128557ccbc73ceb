#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
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

struct ResampledScores
{
    std::vector<double> meanAveragePrecision; // [resamples], NaN where no class has a positive clip
    std::vector<double> meanRocAuc;           // [resamples], NaN where no class has a positive and a negative one
};

// mAP and mAUC of each resample, as averagePrecision and rocAuc (core/metrics) of the clips that were drawn, a clip as
// often as it was; each over the classes that have a number. One sort a class serves all resamples and both scores.
// Nothing when stopped.
//   scores, targets [clips, classes]
std::optional<ResampledScores> resampledScores(std::span<const float> scores, std::span<const float> targets,
                                               std::int64_t classes, const Resamples& resamples,
                                               const std::stop_token& stop = {});

struct Interval
{
    double low = 0;
    double high = 0;
};

// Percentile interval that holds this share of the values, which are interpolated as numpy.quantile does; NaNs are left
// out, and without any number both ends are NaN.
Interval percentileInterval(std::vector<double> values, double level);

} // namespace dass::niah
