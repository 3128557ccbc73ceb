#include "core/inference/events.h"

#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/inference/row_times.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <tuple>

namespace dass {

namespace {

constexpr double kLongestSeconds = 1e9; // thirty years: what is longer still means "any length"
constexpr std::size_t kBlock = 32;      // classes that are looked at together

// An event that may still go on. sum and pending add up probabilities up to lastAbove and after it.
struct OpenEvent
{
    std::int32_t firstRow = -1; // none is open
    std::int32_t lastAbove = 0;
    float peak = 0;
    double sum = 0;
    double pending = 0;
};

std::int64_t samplesOf(double seconds)
{
    return std::llround(std::clamp(seconds, 0.0, kLongestSeconds) * fbank::kSampleRate);
}

// Cells are one hop long but for the first and the last, which no gap inside an event can be.
std::int64_t gapRows(const RowTiming& timing, const EventSettings& settings)
{
    return samplesOf(settings.mergeGapSeconds) / (timing.hop() * fbank::kFrameShift);
}

// Reads the rows in the order in which they lie in memory. Nearly all cells are quiet: whole blocks of classes are
// skipped with one vectorised comparison.
class EventFinder
{
public:
    EventFinder(const TaggingResult& result, const EventSettings& settings)
        : m_result(result), m_rows(result.probabilities->rows()), m_gapRows(gapRows(result.timing, settings)),
          m_minDuration(samplesOf(settings.minDurationSeconds)), m_topK(settings.topK),
          m_open(static_cast<std::size_t>(result.probabilities->classes())),
          m_openInBlock((m_open.size() + kBlock - 1) / kBlock), m_thresholds(thresholdsFor(settings))
    {
    }

    std::vector<Event> find()
    {
        for (std::int64_t row = 0; row < m_rows; ++row)
            look(row);
        for (std::size_t c = 0; c < m_open.size(); ++c) {
            if (m_open[c].firstRow >= 0)
                close(c);
        }
        std::ranges::sort(m_events, {}, [](const Event& e) { return std::tuple(e.startSample, e.classIndex); });
        return std::move(m_events);
    }

private:
    std::vector<float> thresholdsFor(const EventSettings& settings) const
    {
        const auto threshold = static_cast<float>(settings.threshold);
        if (settings.classes.empty())
            return std::vector<float>(m_open.size(), threshold);
        std::vector<float> thresholds(m_open.size(), std::numeric_limits<float>::infinity());
        for (const std::int64_t c : settings.classes) {
            if (c < 0 || c >= static_cast<std::int64_t>(thresholds.size()))
                throw Error(ErrorCode::InvalidArgument, "there is no class " + std::to_string(c) +
                                                            "; the model has classes 0 to " +
                                                            std::to_string(thresholds.size() - 1));
            thresholds[static_cast<std::size_t>(c)] = threshold;
        }
        return thresholds;
    }

    // The k-th highest probability of a row among those that count; classes below it do not.
    float rowCutoff(std::span<const float> values)
    {
        if (m_topK <= 0)
            return -std::numeric_limits<float>::infinity();
        m_candidates.clear();
        for (std::size_t c = 0; c < values.size(); ++c) {
            if (values[c] >= m_thresholds[c])
                m_candidates.push_back(values[c]);
        }
        if (static_cast<std::int64_t>(m_candidates.size()) <= m_topK)
            return -std::numeric_limits<float>::infinity();
        const auto kth = m_candidates.begin() + m_topK - 1;
        std::nth_element(m_candidates.begin(), kth, m_candidates.end(), std::greater<>());
        return *kth;
    }

    bool anyAbove(std::span<const float> values, std::size_t first, std::size_t last) const
    {
        unsigned found = 0;
        for (std::size_t c = first; c < last; ++c)
            found |= static_cast<unsigned>(values[c] >= m_thresholds[c]);
        return found != 0;
    }

    void look(std::int64_t row)
    {
        const auto values = m_result.probabilities->row(row);
        const float cutoff = rowCutoff(values);
        for (std::size_t block = 0; block < m_openInBlock.size(); ++block) {
            const std::size_t first = block * kBlock;
            const std::size_t last = std::min(first + kBlock, values.size());
            if (m_openInBlock[block] == 0 && !anyAbove(values, first, last))
                continue;
            for (std::size_t c = first; c < last; ++c)
                step(c, static_cast<std::int32_t>(row), values[c], values[c] >= m_thresholds[c] && values[c] >= cutoff);
        }
    }

    void step(std::size_t c, std::int32_t row, float value, bool above)
    {
        OpenEvent& open = m_open[c];
        if (open.firstRow < 0) {
            if (!above)
                return;
            open = {row, row, value, value, 0};
            ++m_openInBlock[c / kBlock];
            return;
        }
        if (above) {
            open.sum += open.pending + value;
            open.pending = 0;
            open.lastAbove = row;
            open.peak = std::max(open.peak, value);
            return;
        }
        open.pending += value;
        if (row - open.lastAbove > m_gapRows)
            close(c);
    }

    void close(std::size_t c)
    {
        OpenEvent& open = m_open[c];
        const std::int64_t start = cellSpan(m_result, open.firstRow, m_rows).start;
        const std::int64_t end = cellSpan(m_result, open.lastAbove, m_rows).end;
        if (end - start >= m_minDuration) {
            const auto cells = static_cast<double>(open.lastAbove - open.firstRow + 1);
            m_events.push_back(
                {start, end, static_cast<std::int64_t>(c), open.peak, static_cast<float>(open.sum / cells)});
        }
        open.firstRow = -1;
        --m_openInBlock[c / kBlock];
    }

    const TaggingResult& m_result;
    std::int64_t m_rows;
    std::int64_t m_gapRows;     // longest run of quiet cells inside an event
    std::int64_t m_minDuration; // samples
    std::int64_t m_topK;
    std::vector<OpenEvent> m_open;   // [classes]
    std::vector<int> m_openInBlock;  // [blocks of classes]
    std::vector<float> m_thresholds; // [classes]; infinite for a class that is not looked at
    std::vector<float> m_candidates;
    std::vector<Event> m_events;
};

} // namespace

std::vector<Event> findEvents(const TaggingResult& result, const EventSettings& settings)
{
    if (!result.probabilities)
        return {};
    return EventFinder(result, settings).find();
}

} // namespace dass
