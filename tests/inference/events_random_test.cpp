// The search for events against the plainest one, class by class down its column, on random rows and settings.
#include "core/inference/events.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace dass {
namespace {

constexpr std::int64_t kRowSamples = 16000; // rows are a second apart

std::size_t at(std::int64_t index)
{
    return static_cast<std::size_t>(index);
}

using Table = std::vector<std::vector<float>>; // [rows][classes]

// The stored probabilities, rolled up and smoothed.
Table preparedRows(const ProbabilityMatrix& matrix, const EventSettings& settings)
{
    Table stored;
    for (std::int64_t r = 0; r < matrix.rows(); ++r)
        stored.emplace_back(matrix.row(r).begin(), matrix.row(r).end());
    if (settings.rollUp.empty() && (settings.smoothing == Smoothing::None || settings.smoothingRows == 1))
        return stored;
    for (auto& row : stored)
        std::ranges::replace_if(
            row, [](float value) { return std::isnan(value); }, 0.0F);
    Table rolled = stored;
    for (std::size_t r = 0; r < stored.size(); ++r) {
        for (const ClassBelow& pair : settings.rollUp)
            rolled[r][at(pair.above)] = std::max(rolled[r][at(pair.above)], stored[r][at(pair.below)]);
    }
    if (settings.smoothing == Smoothing::None)
        return rolled;
    Table smooth = rolled;
    const auto last = static_cast<std::int64_t>(rolled.size()) - 1;
    for (std::int64_t r = 0; r <= last; ++r) {
        for (std::size_t c = 0; c < smooth[at(r)].size(); ++c) {
            std::vector<float> window;
            for (std::int64_t i = r - settings.smoothingRows / 2; i <= r + settings.smoothingRows / 2; ++i)
                window.push_back(rolled[at(std::clamp<std::int64_t>(i, 0, last))][c]);
            double sum = 0;
            for (const float value : window)
                sum += value;
            std::ranges::sort(window);
            smooth[at(r)][c] = settings.smoothing == Smoothing::Median
                                   ? window[window.size() / 2]
                                   : static_cast<float>(sum / static_cast<double>(window.size()));
        }
    }
    return smooth;
}

// Which cells count, [rows][classes].
std::vector<std::vector<bool>> cellsAbove(const Table& rows, const EventSettings& settings)
{
    const auto thresholdOf = [&](std::size_t c) {
        double threshold = settings.threshold;
        for (const ClassThreshold& own : settings.ownThresholds)
            threshold = at(own.classIndex) == c ? own.threshold : threshold;
        return threshold;
    };
    const auto endOf = [&](std::size_t c) {
        return static_cast<float>(std::min(settings.endThreshold.value_or(thresholdOf(c)), thresholdOf(c)));
    };
    std::vector<bool> wanted(rows.empty() ? 0 : rows.front().size(), settings.classes.empty());
    for (const std::int64_t c : settings.classes)
        wanted[at(c)] = true;
    std::vector<std::vector<bool>> above;
    for (const auto& values : rows) {
        std::vector<float> candidates;
        for (std::size_t c = 0; c < values.size(); ++c) {
            if (wanted[c] && values[c] >= endOf(c))
                candidates.push_back(values[c]);
        }
        std::ranges::sort(candidates, std::greater<>());
        float cutoff = -std::numeric_limits<float>::infinity();
        if (settings.topK > 0 && static_cast<std::int64_t>(candidates.size()) > settings.topK)
            cutoff = candidates[at(settings.topK - 1)];
        std::vector<bool> row(values.size());
        for (std::size_t c = 0; c < values.size(); ++c) {
            const bool running = !above.empty() && above.back()[c];
            const float least = running ? endOf(c) : static_cast<float>(thresholdOf(c));
            row[c] = wanted[c] && values[c] >= cutoff && values[c] >= least;
        }
        above.push_back(std::move(row));
    }
    return above;
}

std::vector<Event> plainEvents(const TaggingResult& result, const EventSettings& settings)
{
    const ProbabilityMatrix& matrix = *result.probabilities;
    const std::int64_t rows = matrix.rows();
    const Table table = preparedRows(matrix, settings);
    const auto above = cellsAbove(table, settings);
    const auto gapRows = static_cast<std::int64_t>(settings.mergeGapSeconds);
    std::vector<Event> events;
    for (std::int64_t c = 0; c < matrix.classes(); ++c) {
        for (std::int64_t r = 0; r < rows; ++r) {
            if (!above[at(r)][at(c)])
                continue;
            std::int64_t last = r;
            for (std::int64_t next = r + 1; next < rows && next <= last + gapRows + 1; ++next) {
                if (above[at(next)][at(c)])
                    last = next;
            }
            Event event{result.timing.cellStart(r) * 160, result.timing.cellStart(last + 1) * 160, c, 0, 0};
            if (result.complete && last == rows - 1)
                event.endSample = result.samples;
            double sum = 0;
            double gap = 0; // added up by itself, so that sums can be compared to the last bit
            for (std::int64_t i = r; i <= last; ++i) {
                const float value = table[at(i)][at(c)];
                gap += value;
                if (above[at(i)][at(c)]) {
                    event.peakProbability = std::max(event.peakProbability, value);
                    sum += gap;
                    gap = 0;
                }
            }
            event.meanProbability = static_cast<float>(sum / static_cast<double>(last - r + 1));
            if (static_cast<double>(event.endSample - event.startSample) >= settings.minDurationSeconds * 16000)
                events.push_back(event);
            r = last;
        }
    }
    std::ranges::sort(events, {}, [](const Event& e) { return std::pair(e.startSample, e.classIndex); });
    return events;
}

class RandomRun
{
public:
    explicit RandomRun(unsigned seed) : m_random(seed)
    {
        TaggingSettings tagging;
        tagging.hopSeconds = 1;
        tagging.windowSeconds = pick({1.0, 4.0});
        result.timing = RowTiming(tagging);
        const auto classes = pick<std::int64_t>({1, 4, 15, 16, 17, 64, 75, 130});
        const auto rows = pick<std::int64_t>({1, 20, 60, 200});
        result.probabilities = std::make_shared<ProbabilityMatrix>(classes);
        const float persistence = pick({0.0F, 0.5F, 0.9F});
        const float steps = pick({5.0F, 100.0F, 1e6F}); // coarse ones tie
        std::vector<float> row(at(classes), 0.5F);
        for (std::int64_t r = 0; r < rows; ++r) {
            for (float& value : row) {
                if (uniform() >= persistence || value != value)
                    value = std::round(uniform() * steps) / steps;
                if (uniform() < 0.002F)
                    value = std::numeric_limits<float>::quiet_NaN();
            }
            result.probabilities->append(row);
        }
        result.complete = uniform() < 0.5F;
        result.samples = result.timing.cellStart(rows) * 160 - 5000;
        result.frames = result.samples / 160;

        settings.threshold = pick({0.0, 0.2, 0.5, 0.6, 0.95, 1.5});
        settings.mergeGapSeconds = pick({0.0, 1.5, 4.0, 1e12});
        settings.minDurationSeconds = pick({0.0, 0.0, 2.5, 40.0});
        settings.topK = pick<std::int64_t>({0, 1, 3, 20, 1000});
        if (uniform() < 0.3F) {
            for (std::int64_t c = 0; c < classes; c += 3)
                settings.classes.push_back(c);
        }
    }

    // Whatever goes beyond one threshold on the probabilities as they are stored.
    void shapeMore()
    {
        const std::int64_t classes = result.probabilities->classes();
        if (uniform() < 0.5F)
            settings.endThreshold = pick({0.0, 0.1, 0.4, 0.55, 2.0});
        if (uniform() < 0.6F) {
            settings.smoothing = pick({Smoothing::None, Smoothing::Mean, Smoothing::Median});
            settings.smoothingRows = pick({1, 3, 5, 9, kMostSmoothingRows});
        }
        if (uniform() < 0.5F) {
            for (std::int64_t i = 0; i < 2 * classes; ++i)
                settings.rollUp.push_back({pick<std::int64_t>({0, i % classes, classes - 1}),
                                           static_cast<std::int64_t>(m_random() % static_cast<unsigned>(classes))});
        }
        for (std::int64_t c = 0; c < classes && uniform() < 0.9F; ++c) {
            if (uniform() < 0.3F)
                settings.ownThresholds.push_back({c, pick({0.0, 0.1, 0.5, 0.9, 1.5})});
        }
    }

    TaggingResult result;
    EventSettings settings;

private:
    template <class T>
    T pick(std::initializer_list<T> choices)
    {
        return choices.begin()[m_random() % choices.size()];
    }
    float uniform() { return std::uniform_real_distribution<float>(0, 1)(m_random); }

    std::mt19937 m_random;
};

// Every instruction set that the search is compiled for and this processor has, in turn.
class EventsOnEveryTarget : public testing::TestWithParam<int64_t>
{
protected:
    void SetUp() override { hwy::SetSupportedTargetsForTest(GetParam()); }
    void TearDown() override { hwy::SetSupportedTargetsForTest(0); }
};

void expectEqual(const std::vector<Event>& found, const std::vector<Event>& wanted, unsigned seed)
{
    ASSERT_EQ(found.size(), wanted.size()) << "seed " << seed;
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_EQ(found[i].startSample, wanted[i].startSample) << "seed " << seed << ", event " << i;
        ASSERT_EQ(found[i].classIndex, wanted[i].classIndex) << "seed " << seed << ", event " << i;
        ASSERT_EQ(found[i].endSample, wanted[i].endSample) << "seed " << seed << ", event " << i;
        ASSERT_EQ(found[i].peakProbability, wanted[i].peakProbability) << "seed " << seed << ", event " << i;
        // A gap may hold what is no number; then the mean is none.
        if (wanted[i].meanProbability == wanted[i].meanProbability)
            ASSERT_EQ(found[i].meanProbability, wanted[i].meanProbability) << "seed " << seed << ", event " << i;
        else
            ASSERT_NE(found[i].meanProbability, found[i].meanProbability) << "seed " << seed << ", event " << i;
    }
}

TEST_P(EventsOnEveryTarget, EqualAPlainSearchToTheLastBit)
{
    std::size_t total = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        const RandomRun run(seed);
        const auto found = findEvents(run.result, run.settings);
        expectEqual(found, plainEvents(run.result, run.settings), seed);
        ASSERT_FALSE(HasFatalFailure());
        total += found.size();
    }
    EXPECT_GT(total, 10'000U);
}

TEST_P(EventsOnEveryTarget, EqualAPlainSearchWithOwnThresholdsLowerEndsSmoothingAndRollUp)
{
    std::size_t total = 0;
    std::size_t changed = 0; // by what goes beyond a threshold
    for (unsigned seed = 1000; seed < 1400; ++seed) {
        RandomRun run(seed);
        const std::size_t before = findEvents(run.result, run.settings).size();
        run.shapeMore();
        const auto found = findEvents(run.result, run.settings);
        expectEqual(found, plainEvents(run.result, run.settings), seed);
        ASSERT_FALSE(HasFatalFailure());
        total += found.size();
        changed += found.size() != before ? 1 : 0;
    }
    EXPECT_GT(total, 10'000U);
    EXPECT_GT(changed, 100U);
}

INSTANTIATE_TEST_SUITE_P(Simd, EventsOnEveryTarget, testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& test) { return std::string(hwy::TargetName(test.param)); });

// More events than any first guess at their number, by the tens of thousands in a short recording.
TEST(ManyEvents, AreAllFound)
{
    TaggingSettings tagging;
    tagging.windowSeconds = tagging.hopSeconds = 1;
    TaggingResult result;
    result.timing = RowTiming(tagging);
    result.probabilities = std::make_shared<ProbabilityMatrix>(527);
    constexpr std::int64_t kRows = 1000;
    for (std::int64_t r = 0; r < kRows; ++r)
        result.probabilities->append(std::vector<float>(527, r % 2 == 0 ? 0.9F : 0.1F));
    result.samples = kRows * kRowSamples;
    result.frames = kRows * 100;
    result.complete = true;
    const auto events = findEvents(result, {.threshold = 0.5});
    ASSERT_EQ(events.size(), 527U * kRows / 2);
    for (std::size_t i = 0; i < events.size(); ++i) {
        ASSERT_EQ(events[i].classIndex, static_cast<std::int64_t>(i % 527));
        ASSERT_EQ(events[i].startSample, static_cast<std::int64_t>(i / 527) * 2 * kRowSamples);
        ASSERT_EQ(events[i].endSample - events[i].startSample, kRowSamples);
    }
}

} // namespace
} // namespace dass
