#include "core/features/fbank.h"
#include "core/inference/events.h"
#include "core/inference/row_times.h"

#include <algorithm>

namespace dass {

namespace {

constexpr std::int64_t kRowsBetweenStops = 1024;

} // namespace

std::vector<ClassSummary> summarise(const TaggingResult& result, const EventSettings& settings,
                                    const std::stop_token& stop)
{
    if (!result.probabilities)
        return {};
    const auto classes = static_cast<std::size_t>(result.probabilities->classes());
    const std::int64_t rows = result.probabilities->rows();
    const std::vector<float> limits = classThresholds(settings, result.probabilities->classes());

    std::vector<ClassSummary> summaries(classes);
    std::vector<float> maxima(classes, 0.0F);
    std::vector<double> sums(classes, 0.0);
    std::vector<double> samplesAbove(classes, 0.0);
    for (std::int64_t row = 0; row < rows; ++row) {
        if (row % kRowsBetweenStops == 0 && stop.stop_requested())
            return {};
        const auto values = result.probabilities->row(row);
        const SampleSpan cell = cellSpan(result, row, rows);
        const auto length = static_cast<double>(cell.end - cell.start);
        for (std::size_t c = 0; c < classes; ++c) {
            maxima[c] = std::max(maxima[c], values[c]);
            sums[c] += values[c];
            samplesAbove[c] += values[c] >= limits[c] ? length : 0.0;
        }
    }
    for (std::size_t c = 0; c < classes && rows > 0; ++c)
        summaries[c] = {maxima[c], static_cast<float>(sums[c] / static_cast<double>(rows)),
                        samplesAbove[c] / fbank::kSampleRate};
    return summaries;
}

} // namespace dass
