#include "core/inference/events.h"

#include "core/base/error.h"
#include "core/features/fbank.h"
#include "core/inference/event_kernel.h"
#include "core/inference/prepared_rows.h"
#include "core/inference/row_times.h"

#include <hwy/aligned_allocator.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <sys/mman.h>

namespace dass {

namespace {

constexpr double kLongestSeconds = 1e9; // thirty years: what is longer still means "any length"
constexpr std::int64_t kRowsBetweenStops = 1024;
constexpr double kTelling = 1.0 / 32; // share of the rows that tells how many events there will be
constexpr float kNever = std::numeric_limits<float>::quiet_NaN(); // a threshold that not even infinity reaches

std::int64_t samplesOf(double seconds)
{
    return std::llround(std::clamp(seconds, 0.0, kLongestSeconds) * fbank::kSampleRate);
}

// Cells are one hop long but for the first and the last, which no gap inside an event can be.
std::int32_t gapRows(const RowTiming& timing, const EventSettings& settings)
{
    const std::int64_t rows = samplesOf(settings.mergeGapSeconds) / (timing.hop() * fbank::kFrameShift);
    return static_cast<std::int32_t>(std::min<std::int64_t>(rows, std::numeric_limits<std::int32_t>::max()));
}

std::size_t placeOf(std::int64_t c, std::int64_t classes)
{
    if (c < 0 || c >= classes)
        throw Error(ErrorCode::InvalidArgument, "there is no class " + std::to_string(c) +
                                                    "; the model has classes 0 to " + std::to_string(classes - 1));
    return static_cast<std::size_t>(c);
}

// With a class that is not looked for, no value is at or above its threshold.
std::vector<float> searchThresholds(std::int64_t classes, const EventSettings& settings)
{
    std::vector<float> thresholds = classThresholds(settings, classes);
    if (settings.classes.empty())
        return thresholds;
    std::vector<float> chosen(thresholds.size(), kNever);
    for (const std::int64_t c : settings.classes)
        chosen[placeOf(c, classes)] = thresholds[placeOf(c, classes)];
    return chosen;
}

ClassStates statesOf(std::int64_t classes, const EventSettings& settings)
{
    const std::vector<float> thresholds = searchThresholds(classes, settings);
    if (!settings.endThreshold)
        return ClassStates(thresholds);
    const auto limit = static_cast<float>(*settings.endThreshold);
    std::vector<float> ends = thresholds;
    bool lower = false;
    for (float& end : ends) {
        if (limit < end) { // not of what is never reached
            end = limit;
            lower = true;
        }
    }
    return lower ? ClassStates(thresholds, ends) : ClassStates(thresholds);
}

// Fresh memory costs a page fault every 4 KiB, a third of the time where there are a million events.
void useLargePages(void* data, std::size_t bytes)
{
    constexpr std::size_t kPage = 4096;
    constexpr std::size_t kLargePage = std::size_t{2} << 20;
    if (bytes < 2 * kLargePage)
        return;
    void* begin = data;
    std::size_t space = bytes;
    if (std::align(kPage, kLargePage, begin, space))
        madvise(begin, space / kPage * kPage, MADV_HUGEPAGE); // a hint: where it is refused, all goes on as before
}

template <class Action>
void forEachMarked(const std::vector<std::uint64_t>& marks, Action action)
{
    for (std::size_t word = 0; word < marks.size(); ++word) {
        for (std::uint64_t bits = marks[word]; bits != 0; bits &= bits - 1)
            action(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }
}

// Reads the rows in the order in which they lie in memory. An event takes its place in the list when it opens, so that
// the list is in order of start and class by itself.
class EventFinder
{
public:
    EventFinder(const TaggingResult& result, const EventSettings& settings)
        : m_result(result), m_rows(result.probabilities->rows()), m_gapRows(gapRows(result.timing, settings)),
          m_minDuration(samplesOf(settings.minDurationSeconds)), m_topK(settings.topK),
          m_states(statesOf(result.probabilities->classes(), settings)), m_prepared(*result.probabilities, settings),
          m_openings(m_states.classes), m_scratch(hwy::AllocateAligned<float>(m_states.padded)), m_changes(m_states)
    {
    }

    std::vector<Event> find(const std::stop_token& stop)
    {
        for (std::int64_t row = 0; row < m_rows; ++row) {
            if (row % kRowsBetweenStops == 0 && stop.stop_requested())
                return {};
            look(row);
        }
        for (std::size_t c = 0; c < m_states.classes; ++c) {
            if (const std::int64_t last = m_states.lastAbove[c]; last >= 0)
                end(c, last, cellSpan(m_result, last, m_rows).end);
        }
        if (m_anyShort)
            std::erase_if(m_events,
                          [this](const Event& event) { return event.endSample - event.startSample < m_minDuration; });
        return std::move(m_events);
    }

private:
    struct Opening
    {
        std::int64_t row = 0;
        std::size_t event = 0; // its place in the list
    };

    void look(std::int64_t row)
    {
        const float* values = m_prepared.row(row, m_rows);
        const float cutoff = m_topK > 0 ? cutoffOfRow(values, m_topK, m_states, m_scratch.get())
                                        : -std::numeric_limits<float>::infinity();
        stepRow(values, cutoff, static_cast<std::int32_t>(row), m_gapRows, m_states, m_changes);
        const std::int64_t last = std::max<std::int64_t>(row - m_gapRows - 1, 0);
        const std::int64_t lastEnd = cellSpan(m_result, last, m_rows).end;
        forEachMarked(m_changes.ended, [&](std::size_t c) { end(c, last, lastEnd); });
        const std::int64_t start = cellSpan(m_result, row, m_rows).start;
        forEachMarked(m_changes.opened, [&](std::size_t c) {
            m_openings[c] = {row, m_events.size()};
            if (m_events.size() == m_events.capacity())
                makeRoom(row);
            m_events.push_back({start, start, static_cast<std::int64_t>(c), 0, 0});
        });
    }

    // A low threshold makes events by the million, and copying them into larger lists again and again would take longer
    // than finding them: room for as many as there will be if the rest is like what has been read.
    void makeRoom(std::int64_t row)
    {
        const double read = static_cast<double>(row + 1) / static_cast<double>(m_rows);
        const double growth = read < kTelling ? 2 : 1.125 / read;
        m_events.reserve(static_cast<std::size_t>(static_cast<double>(m_events.size() + m_states.classes) * growth));
        useLargePages(m_events.data(), m_events.capacity() * sizeof(Event));
    }

    void end(std::size_t c, std::int64_t last, std::int64_t endSample)
    {
        const auto cells = static_cast<double>(last - m_openings[c].row + 1);
        Event& event = m_events[m_openings[c].event];
        event.endSample = endSample;
        event.peakProbability = m_states.peak[c];
        event.meanProbability = static_cast<float>(m_states.sum[c] / cells);
        m_anyShort |= endSample - event.startSample < m_minDuration;
    }

    const TaggingResult& m_result;
    std::int64_t m_rows;
    std::int32_t m_gapRows;     // longest run of quiet cells inside an event
    std::int64_t m_minDuration; // samples
    std::int64_t m_topK;
    ClassStates m_states;
    PreparedRows m_prepared;
    std::vector<Opening> m_openings; // [classes], of the events that are open
    AlignedArray<float> m_scratch;
    RowChanges m_changes;
    std::vector<Event> m_events;
    bool m_anyShort = false; // among them
};

} // namespace

std::vector<float> classThresholds(const EventSettings& settings, std::int64_t classes)
{
    std::vector<float> thresholds(static_cast<std::size_t>(classes), static_cast<float>(settings.threshold));
    for (const ClassThreshold& own : settings.ownThresholds)
        thresholds[placeOf(own.classIndex, classes)] = static_cast<float>(own.threshold);
    return thresholds;
}

std::vector<Event> findEvents(const TaggingResult& result, const EventSettings& settings, const std::stop_token& stop)
{
    if (!result.probabilities)
        return {};
    return EventFinder(result, settings).find(stop);
}

} // namespace dass
